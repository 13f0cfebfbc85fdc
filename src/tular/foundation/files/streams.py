"""Writes tables of any length to the world, row by row, in memory that does not grow with them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins with one of these is run as a formula by spreadsheets."""

ROWS = 100
"""Rows gathered before they are sent."""

type Cell = str | int | float | bool | date | datetime | Sequence[str | int] | None
"""What a table holds; None is unknown."""


def csv_stream(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """CSV in UTF-8 with byte order mark, which spreadsheets need. Unknown is empty, lists are parted by semicolons."""
    lines: list[str] = ["\ufeff"]
    writer = csv.writer(_Lines(lines))
    writer.writerow(columns)
    return _pieces(_each(writer, rows), lines)


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A table of moderate length as CSV, to be saved as `name`.csv."""
    response = HttpResponse(b"".join(csv_stream(columns, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def json_stream(head: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """One JSON object: the head's entries (at least one), then `rows` as objects. Unknown is null, lists are arrays."""
    lines = [json.dumps(dict(head), ensure_ascii=False)[:-1], ', "rows": [']
    return _pieces(_objects(lines, columns, rows), lines, "\n]}\n")


def safe_cell(cell: Cell) -> str | int | float:
    """A value as a CSV cell. A text that a spreadsheet would run gets a leading apostrophe; numbers keep their sign."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return cell
    text = _plain(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not _is_number(text) else text


class _Lines:
    """The file that `csv.writer` wants, over a list."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _pieces(steps: Iterator[None], lines: list[str], ending: str = "") -> Iterator[bytes]:
    """What the steps put into `lines`, in pieces worth sending."""
    for _step in steps:
        if len(lines) >= ROWS:
            yield "".join(lines).encode()
            lines.clear()
    yield ("".join(lines) + ending).encode()


def _each(writer: Any, rows: Iterable[Sequence[Cell]]) -> Iterator[None]:
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def _objects(lines: list[str], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[None]:
    comma = "\n"
    for row in rows:
        values = dict(zip(columns, map(_json_value, row), strict=True))
        lines.append(comma + json.dumps(values, ensure_ascii=False))
        comma = ",\n"
        yield


def _json_value(cell: Cell) -> Any:
    if isinstance(cell, date):
        return cell.isoformat()
    return list(cell) if isinstance(cell, Sequence) and not isinstance(cell, str) else cell


def _plain(cell: str | date | Sequence[str | int]) -> str:
    if isinstance(cell, str):
        return cell
    return cell.isoformat() if isinstance(cell, date) else ";".join(map(str, cell))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
