"""The book as a DOCX that its readers go on editing: real headings, captions, notes, contents with links."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from tular.foundation.documents.book.matter import back, chapter_heading, title_page
from tular.foundation.documents.book.pandoc import written
from tular.foundation.documents.book.parts import ENDINGS, Book, running_mark
from tular.foundation.documents.book.settling import Settled, settle
from tular.foundation.documents.book.tree import Element, changed, div, elements, heading, raw, strong, text_of, words
from tular.foundation.documents.writing.convert import properties_of, settled_zip
from tular.foundation.documents.writing.escaping import cleaned
from tular.foundation.documents.writing.reference import reference_docx

NEW_PAGE = raw("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
SPACE_BELOW_TABLE = raw("openxml", '<w:p><w:pPr><w:pStyle w:val="Jarak"/></w:pPr></w:p>')
"""Word makes one table of two that touch."""


def docx_of(book: Book, at: datetime) -> bytes:
    """The same book and moment give the same bytes. Raises `Unwritable`."""
    settled = settle(book)
    with tempfile.TemporaryDirectory(prefix="tular-buku-") as name:
        folder = Path(name)
        for key, figure in book.figures.items():
            (folder / f"{key}.{ENDINGS.get(figure.mime, 'png')}").write_bytes(figure.data)
        reference = folder / "reference.docx"
        reference.write_bytes(reference_docx(cleaned(running_mark(book)), book=True))
        options = (
            "--output=-", f"--reference-doc={reference}", f"--resource-path={folder}", "--metadata=lang:id-ID",
        )  # fmt: skip
        found = written(settled.version, _blocks(settled, folder), "docx", at, *options)
    author = ", ".join(one.name for one in book.authors)
    return settled_zip(found, properties_of(cleaned(book.title), cleaned(author), at))


def _blocks(settled: Settled, folder: Path) -> list[Element]:
    parts = [*((one.anchor, chapter_heading(one), one.blocks) for one in settled.all)]
    parts += [(anchor, heading(1, anchor, words(title)), blocks) for anchor, title, blocks in back(settled)]
    first, *rest = title_page(settled)
    blocks = [div([first], "", "judul"), *rest, NEW_PAGE, *_contents(parts)]
    for _anchor, title, inside in parts:
        blocks += [title, *inside]
    return _styled(blocks, settled, folder)


def _contents(parts: list[tuple[str, Element, list[Element]]]) -> list[Element]:
    """A field of contents that Word renews, filled with links already."""
    open_field = (
        '<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>Daftar isi</w:t></w:r></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r></w:p>'
    )
    lines = []
    for _anchor, title, inside in parts:
        for one in [title, *elements(inside, "Header")]:
            level, (id, _classes, _pairs), inlines = one["c"]
            if level <= 2:
                told = f'<w:r><w:t xml:space="preserve">{escape(text_of(inlines))}</w:t></w:r>'
                leads = f'<w:hyperlink w:anchor="{escape(id)}" w:history="1">{told}</w:hyperlink>'
                lines.append(f'<w:p><w:pPr><w:pStyle w:val="Toc{level}"/></w:pPr>{leads}</w:p>')
    return [raw("openxml", f'{open_field}{"".join(lines)}<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')]


def _styled(blocks: list[Element], settled: Settled, folder: Path) -> list[Element]:
    def style(one: Element, name: str) -> Element:
        return {"t": "Div", "c": [["", [], [["custom-style", name]]], one["c"][1]]}

    def act(one: Element) -> list[Element] | None:
        match one["t"]:
            case "Image":
                key = one["c"][2][0].partition(":")[2]
                ending = ENDINGS.get(settled.book.figures[key].mime, "png")
                size = [["width", "100%"]] if one["c"][0][0] != "inline" else []
                return [{"t": "Image", "c": [["", [], size], one["c"][1], [f"{key}.{ending}", ""]]}]
            case "Span" if "indeks" in one["c"][0][1]:
                return []
            case "Div" if "judul" in one["c"][0][1]:
                return [style(one, "Title")]
            case "Div" if "catatan" in one["c"][0][1]:
                inside = {**one, "c": [one["c"][0], changed(one["c"][1], act)]}
                return [style(inside, "Catatan")]
            case "Table":
                (anchor, *_more), caption, columns, head, *rest = changed(one["c"], act)
                bold = changed(head, _strong)
                table = [[anchor, [], [["custom-style", "Bergaris"]]], caption, columns, bold, *rest]
                return [{"t": "Table", "c": table}, SPACE_BELOW_TABLE]
        return None

    found: list[Element] = changed(blocks, act)
    return found


def _strong(one: Element) -> list[Element] | None:
    return [{**one, "c": [strong(one["c"])]}] if one["t"] in ("Plain", "Para") else None
