"""English is complete, and the script that keeps it so finds what is not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from babel.messages import Catalog

from scripts import messages

TEMPLATE = """{% load i18n %}
   {% translate "Dua" %}{% translate "Catatan" context "keterangan" %}
{% empty_state _("Belum ada") _("Tulis \\"air\\".") "/temukan" _("Cari") %}
{% crumbs _("Beranda") "/" all index %}{% tag "part" _("Belum lengkap") %}{{ name|default:_("tanpa nama") }}
        {% blocktranslate trimmed with total=page.total|number %}
          Dari {{ total }}
          catatan, 50% lebih.
        {% endblocktranslate %}
  {% blocktranslate trimmed count n=rows|length %}{{ n }} hal{% plural %}{{ n }} hal{% endblocktranslate %}
{# {% translate "komentar" %} #}
"""
PROGRAM = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext_lazy

LABELS = {"a": gettext_lazy("Label"), "b": pgettext_lazy("urutan", "No.")}

def said(count: int) -> str:
    # Translators: on buttons
    text = _("Simpan %(name)s " "sekarang")
    return text + ngettext("%(count)d galat", "%(count)d galat", count)
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A small product with a template and a program."""
    folder = tmp_path / "src" / "tular"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    return folder


@pytest.fixture
def po(tmp_path: Path, sources: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the script keeps the English texts of that product; the file does not exist yet."""
    path = tmp_path / "django.po"
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "SOURCES", sources)
    monkeypatch.setattr(messages, "PO", path)
    return path


def run(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["messages.py", verb])
    messages.main()


def translated(sources: Path, **other: str) -> Catalog:
    """Everything translated by itself, but `other` gives translations by the first word of a text."""
    catalog, _ = messages.merged(messages.find(sources), Catalog(locale="en"))
    for message in catalog:
        if message.id:
            text = message.id if isinstance(message.id, str) else message.id[0]
            ours = other.get(text.split()[0], text)
            message.string = ours if isinstance(message.id, str) else (ours, ours)
    return catalog


def test_every_text_of_the_product_has_an_english_one_that_fits() -> None:
    assert messages.problems(messages.find(messages.SOURCES), messages.read(messages.PO)) == []


def test_texts_are_found_in_every_form_that_programs_and_templates_use(sources: Path) -> None:
    found = [(text.text, text.plural, text.context, text.path) for text in messages.find(sources)]
    program, page = "src/tular/program.py", "src/tular/templates/page.html"
    assert found == [
        ("Label", "", None, program),
        ("No.", "", "urutan", program),
        ("Simpan %(name)s sekarang", "", None, program),
        ("%(count)d galat", "%(count)d galat", None, program),
        ("Dua", "", None, page),
        ("Catatan", "", "keterangan", page),
        ("Belum ada", "", None, page),
        ('Tulis "air".', "", None, page),
        ("Cari", "", None, page),
        ("Beranda", "", None, page),
        ("Belum lengkap", "", None, page),
        ("tanpa nama", "", None, page),
        ("Dari %(total)s catatan, 50%% lebih.", "", None, page),
        ("%(n)s hal", "%(n)s hal", None, page),
    ]


def test_extracting_twice_changes_nothing_and_names_neither_machine_nor_day(
    po: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("extract", monkeypatch)
    first = po.read_bytes()
    run("extract", monkeypatch)
    assert po.read_bytes() == first
    text = first.decode()
    assert str(po.parent) not in text
    assert "Date" not in text
    assert text.index('msgid "Beranda"') < text.index('msgid "Cari"') < text.index('msgid "Dua"')


def test_extracting_keeps_translations_adds_new_texts_empty_and_drops_gone_ones(
    po: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    po.write_bytes(messages.po_bytes(translated(sources, Dua="Two", Catatan="Note")))
    (sources / "program.py").write_text('text = _("Baru")', encoding="utf-8")
    run("extract", monkeypatch)
    after = {messages.key_of(message): message.string for message in messages.read(po) if message.id}
    assert after["Dua", None] == "Two"
    assert after["Catatan", "keterangan"] == "Note"
    assert after["Baru", None] == ""
    assert ("Label", None) not in after


def test_a_text_that_gains_a_plural_keeps_its_translation_for_both_numbers(po: Path, sources: Path) -> None:
    program = sources / "program.py"
    program.write_text('text = _("%(n)s hal")', encoding="utf-8")
    (sources / "templates" / "page.html").unlink()
    old = translated(sources, **{"%(n)s": "%(n)s things"})
    program.write_text('text = ngettext("%(n)s hal", "%(n)s hal", n)', encoding="utf-8")
    catalog, new = messages.merged(messages.find(sources), old)
    assert [message.string for message in catalog if message.id] == [("%(n)s things", "%(n)s things")]
    assert new == 0


def test_the_check_ends_quietly_when_all_is_translated(
    po: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    po.write_bytes(messages.po_bytes(translated(sources)))
    with pytest.raises(SystemExit) as end:
        run("check", monkeypatch)
    assert end.value.code == 0


def test_the_check_lists_what_is_missing_untranslated_in_doubt_or_has_other_placeholders(
    po: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = translated(
        sources, Simpan="Save %(nama)s now", Dari="Of %(total)s, over 50%.", Beranda="", **{"%(n)s": "one"}
    )
    catalog.delete("Cari")
    catalog["Label"].flags.add("fuzzy")
    catalog.add("Pergi", "Gone")
    po.write_bytes(messages.po_bytes(catalog))
    with pytest.raises(SystemExit) as end:
        run("check", monkeypatch)
    program, page = "src/tular/program.py", "src/tular/templates/page.html"
    assert str(end.value.code).splitlines() == [
        f"{program}:4: marked as fuzzy: 'Label'",
        f"{program}:8: other placeholders or tags than the source: 'Simpan %(name)s sekarang'",
        f"{page}:3: not in the .po file: run `extract`: 'Cari'",
        f"{page}:4: not translated: 'Beranda'",
        f"{page}:5: other placeholders or tags than the source: 'Dari %(total)s catatan, 50%% lebih.'",
        f"{page}:9: other placeholders or tags than the source: '%(n)s hal'",
        "no longer in the sources: run `extract`: 'Pergi'",
        "7 problems in django.po",
    ]


def test_the_check_refuses_sources_that_cannot_be_translated_rightly(sources: Path) -> None:
    (sources / "program.py").write_text('text = ngettext("satu hal", "%(n)s hal", n)', encoding="utf-8")
    (sources / "templates" / "page.html").write_text('{% tag "ok" _("50% lebih") %}', encoding="utf-8")
    assert messages.problems(messages.find(sources), translated(sources)) == [
        "src/tular/program.py:1: Indonesian has one form, but the plural is '%(n)s hal': 'satu hal'",
        (
            "src/tular/templates/page.html:1: a percent sign in _() of a template: "
            "use {% translate … as name %}: '50% lebih'"
        ),
        "src/tular/program.py:1: other placeholders or tags than the source: 'satu hal'",
    ]
