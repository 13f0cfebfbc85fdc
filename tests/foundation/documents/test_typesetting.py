"""PDFs: the same values give the same bytes, and nothing that people typed is markup."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tular.foundation.documents.typesetting import edition_of, qr_svg, typeset, written_by

AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def letter(tmp_path, monkeypatch):
    monkeypatch.setattr("tular.foundation.documents.typesetting.ROOT", tmp_path)
    monkeypatch.setattr("tular.foundation.documents.typesetting.get_app_template_dirs", lambda _: (tmp_path,))
    (tmp_path / "letter.typ").write_text(
        "#let v = json(bytes(sys.inputs.values))\n#set document(title: v.title)\n"
        '#v.text\n#image(bytes(v.qr), format: "svg", alt: "QR", width: 3cm)'
    )
    return "letter.typ"


def values(text="Halo"):
    return {"title": "Surat", "text": text, "qr": qr_svg("https://contoh.test/sertifikat/1")}


def test_the_same_values_and_moment_give_the_same_bytes(letter):
    first = typeset(letter, values(), at=AT)
    assert first.startswith(b"%PDF-")
    assert first == typeset(letter, values(), at=AT)
    assert first != typeset(letter, values("Lain"), at=AT)


@pytest.mark.parametrize(
    "text", ['#panic("x")', "*tebal* $ \\ <a> @b", "\u202e emoji 🎉 \x00", "λ Ж ✓ ≥ 日本 عربي ꦗꦮ é e\u0301", "]" * 40]
)
def test_what_people_typed_is_no_markup(letter, text):
    assert typeset(letter, values(text), at=AT).startswith(b"%PDF-")


def test_an_unknown_template_is_a_mistake_of_ours(letter):
    with pytest.raises(FileNotFoundError):
        typeset("nowhere.typ", values(), at=AT)


def test_a_file_says_which_edition_of_its_template_wrote_it(letter, tmp_path):
    edition_of.cache_clear()
    text = (tmp_path / "letter.typ").read_text()
    (tmp_path / "letter.typ").write_text("#set document(keywords: (sys.inputs.edition,))\n" + text)
    first = written_by(typeset(letter, values(), at=AT))
    assert first.startswith("Typst ") and "letter.typ" in first
    edition_of.cache_clear()
    (tmp_path / "letter.typ").write_text("#set document(keywords: (sys.inputs.edition,))\n\n" + text)
    assert written_by(typeset(letter, values(), at=AT)) != first
    edition_of.cache_clear()
    assert written_by(b"%PDF-1.7 nothing") == ""
