"""The tables of a published chapter, to be taken along as CSV or XLSX."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

import xlsxwriter

from tular.features.modelbooks.models import Edition
from tular.features.modelbooks.queries.printing import rendered
from tular.features.modelbooks.queries.published import Opened
from tular.foundation.files.kinds import XLSX
from tular.foundation.files.streams import csv_stream, safe_cell

KINDS = ("csv", "xlsx")
WIDEST = 60
"""Letters of a column of a workbook."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table that can be taken along."""

    order: int
    caption: str
    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as a file."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says: its caption, and its rows as plain text, the head first."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


def tables_in(found: Opened, code: str) -> tuple[TableLine, ...]:
    """Those of a chapter, in its order. No query."""
    edition = found.edition
    shelf = f"{edition.book.path}/edisi/{edition.number}/tabel/{code}"
    return tuple(
        TableLine(order, one.caption, f"{shelf}/{order}.csv", f"{shelf}/{order}.xlsx")
        for order, one in enumerate(_tables(rendered(found).chapters.get(code, "")), start=1)
    )


def table_file(found: Opened, code: str, order: int, kind: str) -> TableFile | None:
    """One of them; None when there is none. The same table gives the same bytes."""
    edition = found.edition
    tables = _tables(rendered(found).chapters.get(code, "")) if kind in KINDS else ()
    if not 1 <= order <= len(tables):
        return None
    table = tables[order - 1]
    name = f"{edition.book.slug}-{code}-tabel-{order}.{kind}"
    if kind == "csv":
        head, *body = table.rows
        return TableFile(name, b"".join(csv_stream(head, body)), "text/csv; charset=utf-8")
    return TableFile(name, workbook(edition, table.caption, table.rows), XLSX.content_type)


def workbook(edition: Edition, caption: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a workbook, the head first, with the caption and what to cite below them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": caption, "created": edition.published_at.replace(tzinfo=None)})
    bold, wrapped = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, [safe_cell(cell) for cell in row], wrapped if number else bold)
    for place, column in enumerate(zip(*rows, strict=True)):
        sheet.set_column(place, place, min(WIDEST, max(10, *(len(cell) + 2 for cell in column))))
    sheet.freeze_panes(1, 0)
    below = len(rows) + 1
    sheet.write(below, 0, caption)
    sheet.write(below + 1, 0, f"{edition.title}, edisi {edition.number}. {edition.identifier}")
    book.close()
    return buffer.getvalue()


@lru_cache(maxsize=512)
def _tables(html: str) -> tuple[Table, ...]:
    reader = _Tables()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


class _Tables(HTMLParser):
    """Reads the tables of a rendered chapter; every row gets as many cells as the widest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Table] = []
        self.rows: list[list[str]] | None = None
        self.caption = ""
        self.into: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.rows, self.caption, self.into = [], "", ""
        elif self.rows is not None:
            if tag == "tr":
                self.rows.append([])
            elif tag in ("td", "th") and self.rows:
                self.rows[-1].append("")
                self.into = "cell"
            elif tag == "caption":
                self.into = "caption"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "caption"):
            self.into = ""
        elif tag == "table" and self.rows is not None:
            rows = [row for row in self.rows if row]
            width = max((len(row) for row in rows), default=0)
            whole = tuple((*(" ".join(cell.split()) for cell in row), *[""] * (width - len(row))) for row in rows)
            if whole:
                self.found.append(Table(" ".join(self.caption.split()), whole))
            self.rows = None

    def handle_data(self, data: str) -> None:
        if self.rows is None:
            return
        if self.into == "caption":
            self.caption += data
        elif self.into == "cell":
            self.rows[-1][-1] += data
