"""The book as EPUB 3: a file for each chapter, contents, accessibility told, pictures with their words."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

from tular.foundation.documents.book.matter import back, chapter_heading, title_page
from tular.foundation.documents.book.pandoc import call
from tular.foundation.documents.book.parts import ENDINGS, Book, running_mark
from tular.foundation.documents.book.settling import Settled, settle
from tular.foundation.documents.book.tree import Element, changed, div, heading, para, strong, words
from tular.foundation.documents.book.web import drawn
from tular.foundation.documents.writing.convert import ZIPPED_AT
from tular.foundation.documents.writing.escaping import cleaned

STYLE = Path(__file__).with_name("epub.css")


def epub_of(book: Book, at: datetime) -> bytes:
    """The same book and moment give the same bytes. Raises `Unwritable`."""
    settled = settle(book)
    with tempfile.TemporaryDirectory(prefix="tular-buku-") as name:
        folder = Path(name)
        for key, figure in book.figures.items():
            (folder / f"{key}.{ENDINGS.get(figure.mime, 'png')}").write_bytes(figure.data)
        out = folder / "book.epub"
        tree = {
            "pandoc-api-version": json.loads(settled.version),
            "meta": _meta(book, at),
            "blocks": _blocks(settled),
        }
        options = (
            "--from=json", "--to=epub3", "--wrap=none", "--syntax-highlighting=none", "--toc", "--toc-depth=2",
            "--split-level=1", "--epub-title-page=false", f"--css={STYLE}", f"--resource-path={folder}",
            f"--output={out}",
        )  # fmt: skip
        call(options, json.dumps(tree, ensure_ascii=False).encode(errors="replace"), at)
        raw = out.read_bytes()
    return _settled(raw)


def _meta(book: Book, at: datetime) -> dict[str, Element]:
    """What the package says of itself; accessibility by EPUB Accessibility 1.1."""

    def text(value: str) -> Element:
        return {"t": "MetaString", "c": cleaned(value)}

    def several(*values: str) -> Element:
        return {"t": "MetaList", "c": [text(one) for one in values]}

    told = {
        "title": text(book.title),
        "lang": text("id"),
        "language": text("id"),
        "creator": several(*(one.name for one in book.authors)),
        "publisher": text(book.publisher),
        "identifier": text(book.identifier or book.title),
        "date": text((book.published_on or at.date()).isoformat()),
        "rights": text(book.licence),
        "toc-title": text("Daftar isi"),
        "accessModes": several("textual", "visual") if book.figures else several("textual"),
        "accessModeSufficient": several("textual"),
        "accessibilityFeatures": several("alternativeText", "tableOfContents", "structuralNavigation", "index"),
        "accessibilityHazards": several("none"),
        "accessibilitySummary": text("Gambar memiliki teks pengganti; judul, tabel, dan daftar isi bertanda."),
    }
    return {name: value for name, value in told.items() if value["c"]}  # An empty element is no valid package.


def _blocks(settled: Settled) -> list[Element]:
    mark = running_mark(settled.book)
    blocks = [heading(1, "judul", words(settled.book.title), "unnumbered")]
    blocks += [para([strong(words(mark))])] if mark else []
    blocks += title_page(settled)[1:]
    for chapter in settled.all:
        blocks += [chapter_heading(chapter), *chapter.blocks]
    for anchor, title, inside in back(settled):
        blocks += [heading(1, anchor, words(title)), *inside]
    figures = settled.book.figures
    return changed(drawn(blocks, lambda key: f"{key}.{ENDINGS.get(figures[key].mime, 'png')}", scrolls=False), _held)


def _held(one: Element) -> list[Element] | None:
    """A figure in a block that holds its id: Pandoc leads links from other chapters to blocks only."""
    if one["t"] != "Figure":
        return None
    (anchor, *others), *rest = one["c"]
    return [div([{"t": "Figure", "c": [["", *others], *rest]}], anchor)]


def _settled(raw: bytes) -> bytes:
    """The same parts, of one moment; `mimetype` first and unpacked (OCF 3.3)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as settled:
        for name in sorted(parts.namelist(), key=lambda one: (one != "mimetype", one)):
            if name.endswith("/"):
                continue
            info = zipfile.ZipInfo(name, ZIPPED_AT)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            settled.writestr(info, re.sub(rb'lang="en(-US)?"', b'lang="id"', parts.read(name)))
    return out.getvalue()
