"""Component tags: what they print, in both languages."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django import forms
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from tular.foundation.ui import slots
from tular.foundation.ui.shapes import Chosen, Figure, Pages, Part, Status


def render(source: str, address: str = "/temukan?q=air&halaman=2", **context: Any) -> str:
    """The template with runs of white space made one."""
    return " ".join(Template(source).render(RequestContext(RequestFactory().get(address), context)).split())


@pytest.mark.parametrize(
    ("source", "indonesian", "english"),
    [
        ("{{ 1916|number }}", "1.916", "1,916"),
        ("{{ 65.44|number:1 }}", "65,4", "65.4"),
        ("{{ 65.44|percent:1 }}", "65,4 %", "65.4%"),
        ("{{ 2928000|number }}", "2.928.000", "2,928,000"),
        ("{{ 0|number }}", "0", "0"),
        ("{{ date|day }}", "22 November 2026", "22 November 2026"),
        ("{{ august|day }}", "17 Agustus 2025", "17 August 2025"),
        ("{{ 0.69354|data }} {{ 1|data }}", "0.6935 1", "0.6935 1"),
    ],
)
def test_numbers_and_dates_are_written_as_the_language_writes_them(source: str, indonesian: str, english: str) -> None:
    context: dict[str, Any] = {"date": datetime.date(2026, 11, 22), "august": datetime.date(2025, 8, 17)}
    assert render(source, **context) == indonesian
    with translation.override("en"):
        assert render(source, **context) == english


def test_a_time_is_dated_in_the_zone_of_the_site() -> None:
    late = datetime.datetime(2026, 11, 21, 18, 30, tzinfo=datetime.UTC)
    assert render("{{ late|day }}", late=late) == "22 November 2026"


@pytest.mark.parametrize("source", ["{{ none|number }}", "{{ none|percent }}", "{{ none|day }}", "{% unknown %}"])
def test_what_is_not_known_is_said(source: str) -> None:
    assert render(source, none=None) == '<span class="t-unknown">belum diketahui</span>'


def test_facts_keep_the_row_of_what_is_unknown_and_of_zero() -> None:
    rows: list[tuple[str, object]] = [("Biaya", None), ("Perangkat", []), ("Replikasi", 0), ("Orang", "kader <b>")]
    assert render("{% facts rows %}", rows=rows) == (
        '<dl class="t-facts t-facts--row"> '
        '<div><dt>Biaya</dt><dd><span class="t-unknown">belum diketahui</span></dd></div> '
        '<div><dt>Perangkat</dt><dd><span class="t-unknown">belum diketahui</span></dd></div> '
        "<div><dt>Replikasi</dt><dd>0</dd></div> "
        "<div><dt>Orang</dt><dd>kader &lt;b&gt;</dd></div> </dl>"
    )


def test_statuses_stand_beside_each_other() -> None:
    rows = [Status("Uraian", "part", "Belum lengkap", "2 dari 19"), Status("Catatan", "ok", "Terbit")]
    assert render("{% statuses rows %}", rows=rows) == (
        '<dl class="t-statuses"> <div><dt>Uraian</dt><dd><span class="t-tag t-tag--part">Belum lengkap</span> '
        "<small>2 dari 19</small></dd></div> "
        '<div><dt>Catatan</dt><dd><span class="t-tag t-tag--ok">Terbit</span> </dd></div> </dl>'
    )


def test_a_figure_without_value_is_unknown_not_zero() -> None:
    figures = [Figure(None, "terbukti", "2026"), Figure(200, "belum ikut", "2024", total=633)]
    printed = render("{% figs figures %}", figures=figures)
    assert '<b><span class="t-figs__none"><span class="t-unknown">belum diketahui</span></span></b>' in printed
    assert '<b>200 <span class="t-quiet t-figs__of">dari 633</span></b>' in printed


def test_a_score_shows_parts_that_add_up_and_bars_on_one_scale() -> None:
    parts = [Part("Isi", 20.5, 30, "kader"), Part("Tema", 10, 20, "stunting")]
    printed = render('{% score 30.5 parts "Gerobak" places=1 %}', parts=parts)
    assert '<i style="--v:41"></i><i style="--v:20"></i>' in printed
    assert "<b>30,5</b>" in printed
    assert '<span>30,5 <span class="t-quiet">dari 50</span></span>' in printed
    assert '<span>20,5 <span class="t-quiet">dari 30</span></span>' in printed


@pytest.mark.parametrize(
    ("asked", "count", "expected"),
    [
        ("1", 61, (1, 13, 1, 5)),
        ("13", 61, (13, 13, 61, 61)),
        ("99", 61, (13, 13, 61, 61)),
        ("0", 61, (1, 13, 1, 5)),
        ("-3", 61, (1, 13, 1, 5)),
        ("", 61, (1, 13, 1, 5)),
        ("²", 61, (1, 13, 1, 5)),
        ("dua", 0, (1, 1, 0, 0)),
        ("9" * 400, 61, (1, 13, 1, 5)),
    ],
)
def test_a_page_number_out_of_the_address_is_brought_into_range(
    asked: str, count: int, expected: tuple[int, int, int, int]
) -> None:
    pages = Pages.read(asked, count, 5)
    assert (pages.number, pages.total, pages.first, pages.last) == expected


def test_paging_keeps_the_rest_of_the_address() -> None:
    printed = render(
        "{% pagination pages %}", address="/temukan?q=air+bersih&tema=air&halaman=2", pages=Pages(12, 5, 2)
    )
    assert '<a rel="prev" href="?q=air+bersih&amp;tema=air">' in printed
    assert '<a rel="next" class="t-strong" href="?q=air+bersih&amp;tema=air&amp;halaman=3">' in printed
    assert "Hasil 11–12" in printed


def test_one_page_needs_no_paging() -> None:
    assert render("{% pagination pages %}", pages=Pages(5, 5)) == ""


def test_the_tray_carries_what_was_chosen_elsewhere() -> None:
    printed = render("{% tray chosen %}", chosen=[Chosen("simpati", "SIMPATI")])
    assert (
        '<li><span>SIMPATI</span><input type="hidden" name="pilih" value="simpati" data-title="SIMPATI"></li>'
        in printed
    )
    assert 'data-count="%n dari 4 dipilih"' in printed


class Form(forms.Form):
    q = forms.CharField(label="Masalah", help_text="Kata sehari-hari", error_messages={"required": "Tulis masalahnya."})


def test_a_field_in_error_says_so_beside_itself_and_in_the_summary() -> None:
    printed = render("{% error_summary form %}{% field form.q %}", form=Form({"q": ""}))
    assert '<li><a href="#id_q">Tulis masalahnya.</a></li>' in printed
    assert "Isian Anda masih ada; tidak ada yang hilang." in printed
    assert '<p class="govuk-error-message" id="id_q-galat">' in printed
    assert 'aria-describedby="id_q-petunjuk id_q-galat"' in printed
    assert 'aria-invalid="true"' in printed


class Groups(forms.Form):
    fields_of = forms.MultipleChoiceField(
        label="Bidang", choices=[("a", "Kesehatan")], required=False, widget=forms.CheckboxSelectMultiple
    )
    decision = forms.ChoiceField(
        label="Putusan", help_text="Tampil di daftar.", choices=[("ya", "Ya")], widget=forms.RadioSelect
    )
    secret = forms.BooleanField(label="Suara rahasia", required=False)
    kept = forms.CharField(widget=forms.HiddenInput, initial="7")


def test_boxes_and_circles_stand_in_a_group_and_a_single_box_before_its_words() -> None:
    printed = render("{% fields form %}", form=Groups({"kept": "7"}))
    assert '<fieldset class="t-field t-field--many" id="id_fields_of">' in printed
    assert '<legend class="t-label">Bidang <span class="t-quiet t-normal">(boleh kosong)</span></legend>' in printed
    group = 'id="id_decision" aria-describedby="id_decision-petunjuk id_decision-galat"'
    assert f'<fieldset class="t-field t-field--many is-wrong" {group}>' in printed
    single = '<label class="t-check"><input type="checkbox" name="secret" id="id_secret"><span>Suara rahasia</span>'
    assert single in printed
    assert '<input type="hidden" name="kept" value="7" id="id_kept">' in printed


class Choice(forms.Form):
    decision = forms.ChoiceField(
        choices=[("ya", "Ya")], widget=forms.RadioSelect, error_messages={"required": "Pilih putusannya."}
    )


def test_the_summary_leads_to_a_group_of_choices_too() -> None:
    printed = render("{% error_summary form %}", form=Choice({}))
    assert '<li><a href="#id_decision">Pilih putusannya.</a></li>' in printed


def test_a_form_without_error_has_no_summary() -> None:
    assert render("{% error_summary form %}", form=Form({"q": "air"})) == ""


def test_a_slot_shows_what_the_features_put_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillers", slots.defaultdict(list))
    slots.fill("place", lambda request, subject: f"<p>{subject} {request.path}</p>")
    assert render('{% slot "place" "air" %}{% slot "nothing here" %}') == "<p>air /temukan</p>"


def test_the_language_link_keeps_the_page() -> None:
    assert render("{% language_link %}", address="/temukan?q=air") == (
        '<a href="?q=air&amp;bahasa=en" lang="en" hreflang="en">English</a>'
    )
    with translation.override("en"):
        assert 'href="?q=air&amp;bahasa=id"' in render("{% language_link %}", address="/temukan?q=air&bahasa=en")
