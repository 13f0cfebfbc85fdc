"""The book as a PDF: set by Typst, tagged (PDF/UA-1), with contents, running heads, lists of tables and figures."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median

import typst

from tular.foundation.documents.book.matter import KINDS, bibliography, chapter_heading, facts_of
from tular.foundation.documents.book.pandoc import written
from tular.foundation.documents.book.parts import ENDINGS, Book, running_mark
from tular.foundation.documents.book.settling import Settled, settle
from tular.foundation.documents.book.tree import (
    Element,
    boxed,
    changed,
    elements,
    heading,
    is_tasks,
    para,
    raw,
    raw_inline,
    text_of,
    words,
)
from tular.foundation.documents.typesetting import FONTS, STANDARD, printable, qr_svg
from tular.foundation.documents.writing.convert import Unwritable

TEMPLATE = Path(__file__).parent.parent / "templates" / "documents" / "book.typ"


PAGE = 2500
"""Letters on a page: chapters that are mostly shorter follow each other without beginning a new one."""


COLUMNS_UPRIGHT = 8
"""A table with more columns is printed across the page."""

LONG_CELL = 900
"""Letters; a row with a shorter text in its longest cell is kept on one page."""


def pdf_of(book: Book, at: datetime) -> bytes:
    """The same book and moment give the same bytes. Raises `Unwritable`."""
    settled = settle(book)
    body = printable(written(settled.version, _typst(settled), "typst", at).decode())
    with tempfile.TemporaryDirectory(prefix="tular-buku-") as name:
        folder = Path(name)
        (folder / "book.typ").write_bytes(TEMPLATE.read_bytes())
        (folder / "values.json").write_text(json.dumps(printable(_values(settled)), ensure_ascii=False))
        for key, figure in book.figures.items():
            (folder / f"{key}.{ENDINGS.get(figure.mime, 'png')}").write_bytes(figure.data)
        main = folder / "main.typ"
        main.write_text(f'#import "book.typ": *\n#show: book\n\n{body}\n')
        try:
            found: bytes = typst.compile(
                str(main), root=name, font_paths=list(FONTS), ignore_system_fonts=True, format="pdf",
                pdf_standards=STANDARD, timestamp=int(at.timestamp()),
            )  # fmt: skip
        except typst.TypstError as error:
            raise Unwritable(f"Bukunya tidak dapat dijadikan PDF: {error}") from error
    return found


def _values(settled: Settled) -> dict[str, object]:
    book = settled.book
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "authors": [[one.name, one.affiliation, one.role] for one in book.authors],
        "facts": [list(one) for one in facts_of(settled) if one[1]],
        "publisher": book.publisher,
        "url": book.url,
        "qr": qr_svg(book.url) if book.url else "",
        "edition": f"Edisi {book.edition}" if not book.mark else book.mark,
        "mark": running_mark(book),
        "flowing": median(len(one.text) for one in book.chapters) < PAGE if book.chapters else False,
        "kinds": list(KINDS.items()),
        "terms": [[one.kind, one.name] for one in book.index],
        "figures": {
            key: {"file": f"{key}.{ENDINGS.get(one.mime, 'png')}", "alt": one.alt or "tanpa teks pengganti"}
            for key, one in book.figures.items()
        },
    }


def _typst(settled: Settled) -> list[Element]:
    """The tree with what Typst's template draws as calls of its functions."""
    blocks: list[Element] = []
    if settled.changes:
        blocks += [heading(1, "perubahan", words("Yang berubah pada edisi ini")), *_drawn(settled.changes)]
    for chapter in settled.all:
        blocks += [chapter_heading(chapter), *_drawn(chapter.blocks)]
    if sources := bibliography(settled):
        blocks += [heading(1, "daftar-pustaka", words("Daftar pustaka")), *sources]
    if any(one.names for one in settled.all):
        blocks += [heading(1, "indeks", words("Indeks inovasi dan instansi")), raw("typst", "#names-index()")]
    return blocks


def _drawn(blocks: Sequence[Element]) -> list[Element]:
    alone = {id(one) for one in blocks}

    def act(one: Element) -> list[Element] | None:
        match one["t"]:
            case "Figure":
                return _figure(one, act)
            case "Table":
                return _table({**one, "c": changed(one["c"], act)}, alone=id(one) in alone)
            case "Image":
                key = one["c"][2][0].partition(":")[2]
                return [raw_inline("typst", f"#inline-picture({json.dumps(key)})")]
            case "Div" if "catatan" in one["c"][0][1]:
                kind = one["c"][0][1][1]
                return [raw("typst", f"#callout({json.dumps(kind)})["), *changed(one["c"][1], act), raw("typst", "]")]
            case "BulletList" if is_tasks(one):
                return [raw("typst", "#tasks["), changed([boxed(one, "□", "■")], act)[0], raw("typst", "]")]
            case "Span" if "indeks" in one["c"][0][1]:
                return [raw_inline("typst", f"#named({int(one['c'][0][2][0][1])})")]
        return None

    found: list[Element] = changed(list(blocks), act)
    return found


def _figure(one: Element, act: Callable[[Element], list[Element] | None]) -> list[Element]:
    """A picture with its caption; where it comes from stands below, since the list of figures repeats captions."""
    anchor, (caption, *source) = one["c"][0][0], one["c"][1][1]
    key = one["c"][2][0]["c"][0]["c"][2][0].partition(":")[2]
    begin, end = raw_inline("typst", f"#picture({json.dumps(key)})["), raw_inline("typst", f"] <{anchor}>")
    found = [para([begin, *changed(caption["c"], act), end])]
    if source:
        begin, end = raw_inline("typst", "#picture-source["), raw_inline("typst", "]")
        found.append(para([begin, *source[0]["c"], end]))
    return found


def _table(one: Element, *, alone: bool) -> list[Element]:
    """A table whose rows stay whole, on a page of its own when it is wide and stands in no list or callout."""
    columns, rows = len(one["c"][2]), elements(one["c"], "Plain", "Para")
    found = [one]
    if all(len(text_of(cell)) < LONG_CELL for cell in rows):
        found = [raw("typst", "#[#set table.cell(breakable: false)"), *found, raw("typst", "]")]
    if alone and columns > COLUMNS_UPRIGHT:
        found = [raw("typst", "#across["), *found, raw("typst", "]")]
    return found
