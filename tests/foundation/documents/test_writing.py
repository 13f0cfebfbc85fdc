"""One text, two files: letters and agreements that say what was typed and nothing else."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tular.foundation.documents.writing import ROOM, Unwritable, convert, docx_of, escaped, escaped_lines, pdf_of

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

LETTER = f"""
::: kop
PEMERINTAH KABUPATEN CONTOH\\
DINAS KESEHATAN
:::

::: kanan
Gresik, …… 2026
:::

::: polos
|  |  |  |
|---|--|------------|
| Nomor | : | …… |
:::

Yth. Bupati Sidoarjo\\
di Sidoarjo

# PERJANJIAN KERJA SAMA

## Pasal 1

### Hasil

(1) PIHAK KEDUA mereplikasi:

    a. bagian satu; dan
    b. bagian dua.

| Hal | Isi |
|:----|:--------|
| Sasaran | 80 persen |

Demikian perjanjian ini dibuat.

::: tandatangan
::: pihak
Bupati Sidoarjo

{ROOM}

……
:::
::: pihak
Bupati Gresik

{ROOM}

……
:::
:::

::: tembusan
Tembusan:

1. Gubernur
:::
"""


def docx(text: str) -> bytes:
    return docx_of(text, title="Surat", author="Pemkab Contoh", at=AT)


def pdf(text: str) -> bytes:
    return pdf_of(text, title="Surat", author="Pemkab Contoh", at=AT)


def said_in(pdf: bytes) -> str:
    """What a reader of PDF reads, without spaces."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def part(raw: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return parts.read(name).decode()


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


def test_another_moment_or_author_gives_other_bytes() -> None:
    other = datetime(2026, 3, 3, tzinfo=UTC)
    assert docx_of(LETTER, title="Surat", author="Pemkab Contoh", at=other) != docx(LETTER)
    assert pdf_of(LETTER, title="Surat", author="Pemkab Lain", at=AT) != pdf(LETTER)


def test_the_pdf_is_tagged_and_says_what_it_is() -> None:
    raw = pdf(LETTER)
    assert b"pdfuaid" in raw
    read = PdfReader(io.BytesIO(raw))
    root = read.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("id", True)
    assert "/StructTreeRoot" in root
    assert read.metadata is not None
    assert (read.metadata.title, read.metadata.author, read.metadata.creation_date) == ("Surat", "Pemkab Contoh", AT)


def test_a_reader_of_the_pdf_finds_every_text_in_its_order() -> None:
    said = said_in(pdf(LETTER))
    order = ["DINASKESEHATAN", "Nomor", "Yth.BupatiSidoarjo", "Pasal1", "(1)PIHAKKEDUA", "a.bagiansatu", "80persen",
             "Demikian", "BupatiGresik", "Tembusan:", "1.Gubernur"]  # fmt: skip
    assert [said.find(one) for one in order] == sorted(said.index(one) for one in order)


def test_word_finds_headings_places_tables_and_room_for_signatures() -> None:
    raw = docx(LETTER)
    found = styles(raw)
    assert (found["PERJANJIAN KERJA SAMA"], found["Pasal 1"], found["Hasil"]) == ("Heading1", "Heading2", "Heading3")
    assert (found["PEMERINTAH KABUPATEN CONTOHDINAS KESEHATAN"], found["Tembusan:"]) == ("Kop", "Tembusan")
    assert (found["Gresik, …… 2026"], found["Bupati Gresik"]) == ("Kanan", "TandaTangan")
    # Lines of their own are not stretched; the last sentence goes to the page of the signatures.
    assert (found["Yth. Bupati Sidoarjodi Sidoarjo"], found["Demikian perjanjian ini dibuat."]) == ("Baris", "Penutup")
    tables = [one.get(f"{WORD}val") for one in document(raw).iter(f"{WORD}tblStyle")]
    assert tables == ["Polos", "Bergaris", "Polos"]
    assert paragraphs(raw).count(ROOM) == 6


def test_every_style_that_a_docx_names_is_in_it() -> None:
    raw = docx(LETTER + "\n> kutipan\n\n---\n\nTeks[^1]\n\n[^1]: Catatan `kode`\n\n```\nkode\n```\n")
    known = set(re.findall(r'w:styleId="(\w+)"', part(raw, "word/styles.xml")))
    used = set(re.findall(r'w:(?:p|r|tbl)Style w:val="(\w+)"', part(raw, "word/document.xml")))
    used |= set(re.findall(r'w:(?:p|r)Style w:val="(\w+)"', part(raw, "word/footnotes.xml")))
    assert used - known == set()


SIGNER = f"::: pihak\nBupati\n\n{ROOM}\n\n……\n:::\n"


@pytest.mark.parametrize(("signers", "rows", "cells"), [(1, 1, 2), (2, 1, 2), (3, 2, 3), (4, 2, 4)])
def test_signers_stand_two_in_a_row_that_no_page_tears(signers: int, rows: int, cells: int) -> None:
    text = f"Akhir\n\n::: tandatangan\n{SIGNER * signers}:::\n"
    raw = document(docx(text))
    assert len(list(raw.iter(f"{WORD}tr"))) == len(list(raw.iter(f"{WORD}cantSplit"))) == rows
    assert len(list(raw.iter(f"{WORD}tc"))) == cells
    assert said_in(pdf(text)).count("Bupati") == signers


def test_signatures_never_stand_on_a_page_of_their_own() -> None:
    for lines in range(24, 40, 3):
        text = "Baris\n\n" * lines + f"Demikian dibuat.\n\n::: tandatangan\n{SIGNER * 2}:::\n"
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(text))).pages]
        assert any("Demikian" in page and "Bupati" in page for page in pages)


def test_a_draft_and_what_was_made_up_say_so_on_every_page() -> None:
    text = "Baris\n\n" * 80
    made = docx_of(text, title="S", author="A", at=AT, made_up=True, mark="RANCANGAN <1>")
    for page in ("first", "default"):
        assert "Contoh buatan untuk peragaan · RANCANGAN &lt;1&gt;" in part(made, f"word/header_{page}.xml")
    pages = PdfReader(io.BytesIO(pdf_of(text, title="S", author="A", at=AT, mark="RANCANGAN"))).pages
    assert len(pages) > 1
    assert all("RANCANGAN" in page.extract_text() for page in pages)
    assert "RANCANGAN" not in part(docx(text), "word/header_first.xml")


def test_a_long_table_goes_on_with_its_head_on_the_next_page() -> None:
    rows = "\n".join(f"| {n} | satu |" for n in range(120))
    said = said_in(pdf(f"| Nomor | Isi |\n|--|--|\n{rows}\n"))
    assert "119satu" in said
    assert said.count("NomorIsi") > 1


def test_a_docx_is_of_a4_and_tells_title_author_and_language() -> None:
    raw = docx_of(LETTER, title="Surat <b> \x00\ud800", author="Dinas A & B", at=AT)
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        told = ElementTree.fromstring(parts.read("docProps/core.xml"))
        assert parts.namelist()[0] == "[Content_Types].xml"
    assert {"Surat <b> ", "Dinas A & B", "id-ID"} <= {one.text for one in told}
    assert '<w:lang w:bidi="ar-SA" w:eastAsia="id-ID" w:val="id-ID" />' in part(raw, "word/styles.xml")
    size = next(document(docx(LETTER)).iter(f"{WORD}pgSz"))
    assert (size.get(f"{WORD}w"), size.get(f"{WORD}h")) == ("11906", "16838")


HOSTILE = [
    "<script>alert(1)</script>", "# Judul", "1. satu", "*tebal* _miring_ `kode`", "[tautan](https://jahat.example)",
    "![gambar](https://jahat.example/a.png)", "$x^2$ \\LaTeX @sitasi #eval", "::: kanan", "| a | b |", "\\", "~~~",
    "---", "a\u202eb", "😀 ok", "<!-- x -->", "&lt;", '"kutip" \'kutip\'', "https://a.example/b_c_d", "a@b.example",
    "--", "...", "= Judul", "+ satu", "/ satu: dua", "-? a", "-5", "// a", "/* a", "#panic()", "<a> @b", "~a~",
    "\\u{41}", "(a) huruf", "a\x00\x0b\ufffeb", "a\ud800b",
]  # fmt: skip


PLACES = ("{}", "| a | b |\n|---|---|\n| {} | x |", "1. {}", "> {}", "### {}", "::: tengah\n{}\n:::")
"""Where a typed text may stand; at the beginning of a cell or an item as well."""


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_is_text(text: str) -> None:
    said = re.sub("[\u202e\x00\x0b\ufffe\ud800]", "", text)
    assert paragraphs(docx(f"Awal\n\n{escaped(text)}\n\nAkhir")) == ["Awal", said, "Akhir"]
    whole = "\n\n".join(["# A", "## B", *(place.format(escaped(text)) for place in PLACES)])
    assert said_in(pdf(whole)).count("".join(said.replace("😀", "□").split())) >= len(PLACES)


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)
SIGNS = st.text(st.sampled_from("*_#[]()<>$@\\`~^|:=+-./!\"'{}%&;,?1a "), min_size=1, max_size=12)
TYPED = st.one_of(WORDS, SIGNS).map(lambda one: " ".join(normalize("NFC", one).split())).filter(bool)


@settings(max_examples=25, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=20))
def test_any_texts_come_out_of_a_docx_as_they_went_in(texts: list[str]) -> None:
    assert paragraphs(docx("\n\n".join(map(escaped, texts)))) == texts
    items = "\n".join(f"1. {escaped(one)}" for one in texts)
    assert paragraphs(docx(items)) == texts
    rows = "\n".join(f"| {escaped(one)} |" for one in texts)
    assert paragraphs(docx(f"| Hal |\n|-----|\n{rows}"))[1:-1] == texts


@settings(max_examples=25, deadline=None)
@given(st.lists(SIGNS.filter(str.strip), min_size=1, max_size=20))
def test_any_signs_come_out_of_a_pdf_as_they_went_in(texts: list[str]) -> None:
    said = "".join("".join(texts).split())
    rows = "\n".join(f"| {escaped(one)} |" for one in texts)
    assert said_in(pdf("\n\n".join(map(escaped, texts)))) == said
    assert said_in(pdf(f"|  |\n|-----|\n{rows}")) == said


def test_lines_stay_lines_and_empty_ones_begin_a_paragraph() -> None:
    raw = docx(escaped_lines("satu\n1. dua\n\ntiga"))
    assert [one.tag for one in document(raw).iter(f"{WORD}br")] == [f"{WORD}br"]
    assert paragraphs(raw) == ["satu1. dua", "tiga"]


def test_raw_html_typst_and_pictures_do_nothing() -> None:
    text = "Awal <b>x</b>\n\n```{=typst}\n#panic()\n```\n\n![alt](https://jahat.example/a.png)\n"
    assert "alt" in paragraphs(docx(text))
    assert said_in(pdf(text)) == "Awal<b>x</b>{=typst}#panic()alt"


def test_links_lead_to_the_web_or_into_the_text_and_nowhere_else() -> None:
    text = "# Satu\n\n[a](https://contoh.example) [b](#satu) [c](#tiada) [d](file:///etc/passwd) [e](<>)"
    raw = docx(text)
    assert "Satu" in paragraphs(raw)[0] and paragraphs(raw)[1] == "a b c d e"
    assert "passwd" not in part(raw, "word/_rels/document.xml.rels")
    assert said_in(pdf(text)) == "Satuabcde"


def test_files_of_the_server_are_not_read() -> None:
    text = "![a](/etc/passwd)\n\n```{.include}\n/etc/passwd\n```\n\n!include /etc/passwd"
    for made in (docx(text), pdf(text)):
        assert b"root:" not in made
    assert not any("media/" in name for name in zipfile.ZipFile(io.BytesIO(docx(text))).namelist())


def test_papers_may_be_written_at_the_same_time() -> None:
    texts = [LETTER.replace("Sasaran", f"Sasaran {n}") for n in range(6)]
    with ThreadPoolExecutor(max_workers=6) as threads:
        assert list(threads.map(docx, texts)) == [docx(one) for one in texts]
        assert list(threads.map(pdf, texts)) == [pdf(one) for one in texts]


@pytest.mark.parametrize("text", ["# A\n\n### C", "> " * 500 + "a"])
def test_what_cannot_be_a_tagged_pdf_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(Unwritable, match="tidak dapat dijadikan PDF: "):
        pdf(text)
    assert paragraphs(docx(text))


def test_nothing_is_left_behind_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    docx(LETTER)
    assert list(tmp_path.iterdir()) == []


def test_what_is_too_long_or_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unwritable, match="terlalu panjang"):
        docx("x" * (convert.LONGEST + 1))
    monkeypatch.setattr(convert, "SECONDS", 0.001)
    with pytest.raises(Unwritable, match="terlalu lama"):
        docx("x\n\n" * 10_000)
