"""What is wrong is told with chapter and line, shown in the text, and never stops a preview."""

from __future__ import annotations

import pytest

from tests.foundation.documents.book.making import AT, book_of, faults, picture, previewed, web, whole_faults
from tular.foundation.documents.book import BookFigure, docx_of, epub_of, html_of, pdf_of

MUST, HINT = True, False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Teks [@tidak-ada].", [("no-source", 1, MUST)]),
        ("Satu.\n\nLihat @tabel:x.", [("no-target", 3, MUST)]),
        ("Lihat @bab:x.", [("no-target", 1, MUST)]),
        ("[a](#tidak-ada)", [("no-target", 1, MUST)]),
        ("![a](gambar:x)", [("no-figure", 1, MUST)]),
        ("Satu.\n\n![a](https://luar.example/a.png)", [("remote-picture", 3, MUST)]),
        ("Satu\n\n::: penting\nTerbuka.", [("open-fence", 3, MUST)]),
        ("Tutup.\n\n:::\n", [("open-fence", 3, MUST)]),
        ("Catatan[^9] kaki.", [("no-note", 1, MUST)]),
        ("[a](javascript:alert)", [("bad-link", 1, MUST)]),
        ("[a](berkas/lokal.pdf)", [("bad-link", 1, MUST)]),
        ("[a](https://x.example/" + "a" * 3000 + ")", [("bad-link", 1, MUST)]),
        ("> " * 12 + "dalam", [("too-deep", 0, MUST)]),
        ("Kata <b>tebal</b>.", [("html", 1, HINT)]),
        ("# Setingkat bab", [("top-heading", 1, HINT)]),
        ("Satu.\n\n#### Lompat", [("heading-level", 3, HINT)]),
        ("##   \n\nTeks.", [("empty-heading", 0, HINT)]),
        ("| a |\n|---|\n| b |\n", [("no-caption", 0, HINT)]),
        ("a" * 1000, [("long-word", 0, HINT)]),
        ("|" + "a|" * 20 + "\n|" + "---|" * 20 + "\n|" + "b|" * 20 + "\n\n: Lebar", [("wide-table", 0, HINT)]),
        ("Surel ani@contoh.example dan [ada](https://a.example) [@ada].", []),
    ],
)
def test_every_fault_is_told_where_it_stands(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert faults(text) == expected
    book = book_of(text)
    assert "satu" in html_of(book, AT).decode().lower()
    assert pdf_of(book, AT).startswith(b"%PDF")
    assert docx_of(book, AT)
    assert epub_of(book, AT)


def test_a_picture_without_words_is_a_fault_and_printed_all_the_same() -> None:
    figures = {"x": BookFigure(picture(), "image/png")}
    assert faults("![a](gambar:x)", figures=figures) == [("no-alt", 1, MUST)]
    assert pdf_of(book_of("![a](gambar:x)", figures=figures), AT)


def test_two_tables_with_one_key_are_told() -> None:
    table = "| a |\n|---|\n| b |\n\n: Judul {#tabel:x}\n\n"
    assert [code for code, _line, _must in faults(table * 2)] == ["double-key"]


def test_sentences_say_what_to_do() -> None:
    (fault,) = whole_faults("![a](https://luar.example/a.png)")
    assert fault.sentence == (
        "Gambar “https://luar.example/a.png” tidak diambil dari luar. Unggah gambarnya ke buku ini dulu."
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Teks [@tidak-ada].", "[?tidak-ada]"),
        ("Lihat @tabel:x.", "?tabel:x"),
        ("![Alur](gambar:x)", "[gambar tidak ada: Alur]"),
        ("Kata <b>tebal</b>.", "&lt;b&gt;tebal&lt;/b&gt;"),
    ],
)
def test_the_fault_is_seen_in_the_text(text: str, shown: str) -> None:
    assert shown in web(text)
    assert shown in previewed(text)


def test_levels_of_headings_are_set_right() -> None:
    html = web("##### Dalam\n\n# Atas\n\n#### Lagi")
    assert [line[:4] for line in html.splitlines() if line.startswith("<h")] == ["<h2 ", "<h2 ", "<h3 "]
