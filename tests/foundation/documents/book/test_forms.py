"""One small book in its four forms: what each says, and the same bytes wherever it is made."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from tests.foundation.documents.book.making import AT, book_of, small_book
from tular.foundation.documents.book import (
    Book,
    BookSource,
    Chapter,
    docx_of,
    epub_of,
    faults_of,
    html_of,
    pdf_of,
    preview_html,
    sources_html,
    web_chapters,
)

FORMS = {"pdf": pdf_of, "docx": docx_of, "epub": epub_of, "html": html_of}
REBUILD = """
import hashlib, sys
from tests.foundation.documents.book.making import AT, small_book
from tests.foundation.documents.book.test_forms import FORMS
for name, make in FORMS.items():
    print(name, hashlib.sha256(make(small_book(), AT)).hexdigest())
"""


def said(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def parts(raw: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as kept:
        return {name: kept.read(name).decode(errors="replace") for name in kept.namelist()}


def test_a_sound_book_has_no_faults() -> None:
    assert faults_of(small_book()) == []


def test_another_process_with_other_clock_language_and_hash_seed_makes_the_same_bytes() -> None:
    here = "".join(f"{name} {hashlib.sha256(make(small_book(), AT)).hexdigest()}\n" for name, make in FORMS.items())
    told = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Jayapura", "LC_ALL": "C", "LANGUAGE": "en", "HOME": "/"}
    for name in ("PYTEST_CURRENT_TEST", "SOURCE_DATE_EPOCH"):
        told.pop(name, None)
    root = Path(__file__).parents[4]
    done = subprocess.run(
        [sys.executable, "-c", REBUILD], cwd=root, env=told, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout == here


def test_chapters_for_pages_have_numbers_references_and_anchors() -> None:
    found = web_chapters(small_book(), lambda key: f"/gambar/{key}", lambda code: f"/buku/{code}".rstrip("/"))
    first, second = found["masalah"], found["sumber_daya"]
    assert '<a href="/buku/sumber_daya#tabel-biaya">Tabel 2.1</a>' in first.html
    assert '<a href="/buku/sumber_daya#gambar-alur">Gambar 2.1</a>' in first.html
    assert '[<a href="/buku#sumber-bps2023">2</a>, hlm. 4]' in first.html
    assert re.search(r'<section id="footnotes".*Setiap <strong>bulan</strong>', first.html, re.DOTALL)
    for kind, called in (("penting", "Penting"), ("contoh", "Contoh"), ("celah", "Celah bukti")):
        assert re.search(rf'class="t-callout t-callout--{kind}">\s*<p><strong>{called}</strong></p>', first.html)
    assert [(one.level, one.anchor, one.text) for one in first.headings] == [
        (2, "bab-masalah-penyebab", "Penyebab"), (3, "bab-masalah-rinci", "Rinci")
    ]  # fmt: skip
    assert '<a href="/buku/masalah">Bab 1</a>' in second.html
    assert re.search(r"<caption>\s*<strong>Tabel 2.1</strong> Biaya <em>awal</em>", second.html)
    assert '<td class="is-num">45.000</td>' in second.html
    assert "Alat | ukur" in second.html
    assert '<img src="/gambar/alur" alt="Kotak dan panah">' in second.html
    assert "<p>Sumber: olahan penulis</p>" in second.html
    assert re.search(
        r'class="t-book__tasks">\s*<ul[^>]*>\s*<li>☐&nbsp;Daftar sasaran</li>\s*<li>☒&nbsp;Kader</li>', second.html
    )
    assert set(found) == {"masalah", "sumber_daya", "masukan"}


def test_the_bibliography_numbers_what_is_cited_in_that_order_and_names_the_rest() -> None:
    text = re.sub(r"<[^>]+>", "", sources_html(small_book()))
    assert [" ".join(line.split()) for line in text.splitlines() if line.strip()] == [
        "[1] Panduan (2020). Cara mengukur.",
        "[2] BPS (2023). Angka. https://bps.example/a",
        "— Tidak dirujuk (tahun belum diketahui).",
    ]


def test_a_preview_shows_the_new_text_with_numbers_of_the_others() -> None:
    html = preview_html("Baru: @tabel:biaya, [@panduan] dan @bab:masalah.", small_book(), "masalah", str)
    assert 'href="#tabel-biaya">Tabel 2.1</a>' in html
    assert "[<a" in html
    assert "Bab 1" in html
    assert "Kader" not in html


def test_the_pdf_is_tagged_titled_in_indonesian_and_has_outline_labels_and_links() -> None:
    reader = PdfReader(io.BytesIO(pdf_of(small_book(), AT)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "id"
    assert root["/StructTreeRoot"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Contoh & percobaan", "Ani Contoh, Budi Contoh")
    titles = [one["/Title"] for one in reader.outline if not isinstance(one, list)]
    assert titles[-6:] == [
        "Yang berubah pada edisi ini", "1 Masalah", "2 Sumber daya", "Lampiran A: Masukan", "Daftar pustaka",
        "Indeks inovasi dan instansi",
    ]  # fmt: skip
    assert reader.page_labels == [str(number) for number in range(1, len(reader.pages) + 1)]
    links = [one.get_object() for page in reader.pages for one in page.get("/Annots", [])]
    outside = {one["/A"]["/URI"] for one in links if "/URI" in one.get("/A", {})}
    assert outside == {
        "https://tular.example/model/contoh", "https://contoh.example/a", "https://bps.example/a",
    }  # fmt: skip
    assert len(links) > len(outside)


def test_the_pdf_says_everything() -> None:
    text = said(pdf_of(small_book(), AT))
    for told in (
        "Edisi 2", "4 Mei 2026", "tular-model/contoh/2", "Daftar isi", "Daftar tabel", "Tabel 2.1 Biaya awal",
        "Gambar 2.1 Alur layanan", "Sumber: olahan penulis", "□ Daftar sasaran", "■ Kader",
        "Setiap bulan, menurut [1].", "Pemerintah Kabupaten Contoh: ", "SIMPATI: ", "Bab 2 baru.",
    ):  # fmt: skip
        assert told in text, told
    assert "Tidak disebut" not in text
    assert "Contoh buatan" not in text


def test_drafts_and_examples_say_so_on_every_page() -> None:
    reader = PdfReader(io.BytesIO(pdf_of(book_of("Teks.", mark="RANCANGAN edisi 2", made_up=True), AT)))
    mark = "Contoh buatan untuk peragaan · RANCANGAN edisi 2"
    assert all(mark in " ".join(page.extract_text().split()) for page in reader.pages)


def test_the_docx_has_styles_contents_captions_notes_and_alternative_text() -> None:
    found = parts(docx_of(small_book(), AT))
    document = found["word/document.xml"]
    for name, text in found.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(text)
    assert 'TOC \\o "1-2"' in document
    assert 'w:val="Heading1"' in document
    assert 'descr="Kotak dan panah"' in document
    assert "menurut" in found["word/footnotes.xml"]
    assert 'w:anchor="tabel-biaya"' in document
    assert "<dc:title>Contoh &amp; percobaan</dc:title>" in found["docProps/core.xml"]


def test_the_epub_is_packed_as_readers_expect() -> None:
    raw = epub_of(small_book(), AT)
    with zipfile.ZipFile(io.BytesIO(raw)) as kept:
        first = kept.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    found = parts(raw)
    for name, text in found.items():
        if name.endswith((".xhtml", ".opf", ".ncx")):
            ElementTree.fromstring(text)
            assert 'lang="en' not in text
    package = found["EPUB/content.opf"]
    assert "<dc:language>id</dc:language>" in package
    assert "schema:accessibilityHazard" in package
    assert any('alt="Kotak dan panah"' in text for text in found.values())


def test_the_html_file_needs_nothing_else() -> None:
    text = html_of(small_book(), AT).decode()
    assert '<html lang="id">' in text
    assert "data:image/png;base64," in text
    assert not re.search(r'(src|href)="(?!#|data:image/png;|https://(contoh|bps|tular)\.example)', text)
    assert "<script" not in text


@pytest.mark.parametrize("columns", [8, 9, 14])
def test_a_wide_table_is_printed_across_the_page(columns: int) -> None:
    text = f"|{'a|' * columns}\n|{'---|' * columns}\n|{'isi|' * columns}\n\n: Lebar\n"
    pages = PdfReader(io.BytesIO(pdf_of(book_of(text), AT))).pages
    assert any(page.mediabox.width > page.mediabox.height for page in pages) is (columns > 8)


def test_short_chapters_follow_each_other_and_long_ones_begin_a_page() -> None:
    def pages(text: str) -> int:
        chapters = tuple(book_of(text).chapters[0].__class__(f"b{n}", str(n), f"Bab {n}", text) for n in range(1, 7))
        book = book_of("")
        return len(PdfReader(io.BytesIO(pdf_of(type(book)("Buku", chapters), AT))).pages)

    assert pages("Pendek.") == 4
    assert pages("Kalimat yang agak panjang. " * 100) >= 9


def test_several_addresses_of_a_source_are_links_of_their_own() -> None:
    source = BookSource("x", "Sumber.", "https://a.example/1 ; https://b.example/2, berkas javascript:x")
    html = sources_html(Book("Buku", (Chapter("satu", "1", "Satu", "Teks."),), sources=(source,)))
    assert re.findall(r'href="([^"]+)"', html) == ["https://a.example/1", "https://b.example/2"]
    assert "javascript:x" in html


def test_the_epub_leads_from_one_chapter_to_the_figure_of_another_and_leaves_out_what_is_unknown() -> None:
    assert any(".xhtml#gambar-alur" in text for text in parts(epub_of(small_book(), AT)).values())
    package = parts(epub_of(book_of("Teks."), AT))["EPUB/content.opf"]
    assert "dc:publisher" not in package
    assert "dc:rights" not in package
