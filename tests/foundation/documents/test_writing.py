"""One text, two files: letters and agreements that say what was typed and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tular.foundation.documents.writing import Unwritable, convert, docx_of, escaped, escaped_lines, pdf_of

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

LETTER = """
::: kanan
Gresik, …… 2026
:::

::: polos
|  |  |
|---|------------|
| Nomor | : …… |
:::

# PERJANJIAN KERJA SAMA

## Pasal 1

1. PIHAK KEDUA mereplikasi.

| Hal | Isi |
|:----|:--------|
| Sasaran | 80 persen |

::: tandatangan
::: pihak
Bupati Sidoarjo

\u00a0

……
:::
::: pihak
Bupati Gresik

\u00a0

……
:::
:::
"""


def docx(text: str) -> bytes:
    return docx_of(text, title="Surat", author="Pemkab Contoh", at=AT)


def pdf(text: str) -> bytes:
    return pdf_of(text, title="Surat", author="Pemkab Contoh", at=AT)


def document(raw: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return ElementTree.fromstring(parts.read("word/document.xml"))


def paragraphs(raw: bytes) -> list[str]:
    return ["".join(one.text or "" for one in para.iter(f"{WORD}t")) for para in document(raw).iter(f"{WORD}p")]


def styles(raw: bytes) -> dict[str, str]:
    """Text → style of its paragraph."""
    return {
        "".join(one.text or "" for one in para.iter(f"{WORD}t")): style.get(f"{WORD}val", "")
        for para in document(raw).iter(f"{WORD}p")
        if (style := para.find(f"{WORD}pPr/{WORD}pStyle")) is not None
    }


def test_the_same_text_gives_the_same_bytes() -> None:
    assert docx(LETTER) == docx(LETTER)
    assert pdf(LETTER) == pdf(LETTER)


def test_the_pdf_is_tagged_and_says_what_it_is() -> None:
    raw = pdf(LETTER)
    assert b"/StructTreeRoot" in raw and b"pdfuaid" in raw and b"/Lang" in raw


def test_word_finds_headings_places_tables_and_room_for_signatures() -> None:
    raw = docx(LETTER)
    found = styles(raw)
    assert (found["PERJANJIAN KERJA SAMA"], found["Pasal 1"]) == ("Heading1", "Heading2")
    assert (found["Gresik, …… 2026"], found["Bupati Gresik"]) == ("Kanan", "TandaTangan")
    tables = [one.get(f"{WORD}val") for one in document(raw).iter(f"{WORD}tblStyle")]
    assert tables == ["Polos", "Bergaris", "Polos"]


def test_a_docx_is_of_a4_and_tells_title_author_and_language() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(LETTER))) as parts:
        told = parts.read("docProps/core.xml").decode()
        assert all(one in told for one in (">Surat<", ">Pemkab Contoh<", "id-ID"))
        assert parts.namelist()[0] == "[Content_Types].xml"
    size = next(document(docx(LETTER)).iter(f"{WORD}pgSz"))
    assert (size.get(f"{WORD}w"), size.get(f"{WORD}h")) == ("11906", "16838")


HOSTILE = [
    "<script>alert(1)</script>", "# Judul", "1. satu", "*tebal* _miring_ `kode`", "[tautan](https://jahat.example)",
    "![gambar](https://jahat.example/a.png)", "$x^2$ \\LaTeX @sitasi #eval", "::: kanan", "| a | b |", "\\", "~~~",
    "---", "a\u202eb", "😀 ok", "<!-- x -->", "&lt;", '"kutip" \'kutip\'', "https://a.example/b_c_d", "a@b.example",
    "--", "...",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_is_text(text: str) -> None:
    said = re.sub("[\u202e]", "", text)
    assert paragraphs(docx(f"Awal\n\n{escaped(text)}\n\nAkhir")) == ["Awal", said, "Akhir"]
    pdf(f"Awal\n\n{escaped(text)}\n\nAkhir")


TYPED = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


@settings(max_examples=25, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=8))
def test_any_words_come_out_as_they_went_in(words: list[str]) -> None:
    from unicodedata import normalize  # noqa: PLC0415 - as the letters are kept

    text = normalize("NFC", " ".join(words))
    assert paragraphs(docx(escaped(text))) == [text]


def test_lines_stay_lines_and_empty_ones_begin_a_paragraph() -> None:
    raw = docx(escaped_lines("satu\n1. dua\n\ntiga"))
    assert [one.tag for one in document(raw).iter(f"{WORD}br")] == [f"{WORD}br"]
    assert paragraphs(raw) == ["satu1. dua", "tiga"]


def test_raw_html_typst_and_pictures_do_nothing() -> None:
    text = "Awal <b>x</b>\n\n```{=typst}\n#panic()\n```\n\n![alt](https://jahat.example/a.png)\n"
    assert "alt" in paragraphs(docx(text))
    assert pdf(text).startswith(b"%PDF")


def test_what_is_too_long_or_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unwritable, match="terlalu panjang"):
        docx("x" * (convert.LONGEST + 1))
    monkeypatch.setattr(convert, "SECONDS", 0.001)
    with pytest.raises(Unwritable, match="terlalu lama"):
        docx("x\n\n" * 10_000)
