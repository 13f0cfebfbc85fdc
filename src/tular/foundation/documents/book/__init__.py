"""One manuscript, four forms: a book of chapters in Markdown becomes a PDF, a DOCX, an EPUB and HTML.

    book = Book(title="…", chapters=(Chapter("masalah", "2", "Masalah", "Teks [@bps2023]."),), sources=(…,))
    pdf_of(book, at=published)     # PDF/UA-1; the same arguments give the same bytes, as do docx_of, epub_of, html_of
    faults_of(book)                # what has to be mended before it is published
    web_chapters(book, picture, page)["masalah"].html

The dialect is Pandoc's Markdown without raw HTML, TeX, Typst and formulas; headings in a chapter begin with `##`:

- `teks[^1]` and `[^1]: isi`: a note at the foot;
- a pipe table with `: Judul {#tabel:biaya}` below it: "Tabel 9.1 Judul"; `@tabel:biaya` refers to it;
- `![Keterangan](gambar:alur)`: the book's picture `alur`, "Gambar 3.1"; `@gambar:alur` refers to it;
- `@bab:tata_kelola`: "Bab 7"; `[@bps2023, hlm. 4]`: "[3, hlm. 4]", with the source in the bibliography;
- `::: penting`, `::: contoh`, `::: celah`: callouts; `- [ ]`: something to have or to do.

What cannot be (a missing source, a picture from elsewhere) is shown as such and told by `faults_of`, never fetched.
"""

from tular.foundation.documents.book.bare import bare_html
from tular.foundation.documents.book.epub import epub_of
from tular.foundation.documents.book.parts import Book, BookAuthor, BookFigure, BookSource, Chapter, Fault, IndexTerm
from tular.foundation.documents.book.pdf import pdf_of
from tular.foundation.documents.book.settling import settle
from tular.foundation.documents.book.web import Heading, WebChapter, html_of, preview_html, sources_html, web_chapters
from tular.foundation.documents.book.word import docx_of
from tular.foundation.documents.writing.convert import Unwritable


def faults_of(book: Book) -> list[Fault]:
    """What is wrong with the text, chapter by chapter. Raises `Unwritable` when it cannot be read at all."""
    return settle(book).faults


__all__ = [
    "Book",
    "BookAuthor",
    "BookFigure",
    "BookSource",
    "Chapter",
    "Fault",
    "Heading",
    "IndexTerm",
    "Unwritable",
    "WebChapter",
    "bare_html",
    "docx_of",
    "epub_of",
    "faults_of",
    "html_of",
    "pdf_of",
    "preview_html",
    "sources_html",
    "web_chapters",
]
