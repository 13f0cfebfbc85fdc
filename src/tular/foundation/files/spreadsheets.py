"""Tables that people bring as CSV or as an Excel workbook (.xlsx), read alike."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from tular.foundation.files.reports import Problem
from tular.foundation.files.tables import Table, fingerprint, parse_table

LARGEST_PART = 20_000_000
"""Bytes of one unpacked part of a workbook; more is no table that somebody wrote."""

MOST_ROWS, MOST_COLUMNS = 20_000, 200

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class NotATable(ValueError):
    """The file is no workbook with a table; the message is for the person who brought it."""


def parse_any_table(
    content: bytes,
    name: str,
    required: Sequence[str],
    optional: Sequence[str] = (),
    heads: Callable[[bytes], bytes] = bytes,
) -> Table:
    """As `parse_table`; of a workbook the first sheet. Line numbers are then those of the sheet's rows.

    `heads` gets the table as CSV and may rename its columns to ours.
    """
    if not content.startswith(b"PK\x03\x04"):
        return parse_table(heads(content), name, required, optional)
    try:
        rows = xlsx_rows(content)
    except NotATable as error:
        return Table(name, fingerprint(content), problems=(Problem(None, "", str(error)),))
    width = max((len(row) for row in rows), default=0)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=",", lineterminator="\n")
    for row in rows:
        # A line break within a cell would shift the numbers of the lines below it.
        writer.writerow([" ".join(cell.split()) for cell in row] + [""] * (width - len(row)))
    return parse_table(heads(text.getvalue().encode()), name, required, optional)


def xlsx_rows(content: bytes) -> list[list[str]]:
    """The cells of the first sheet as text, row by row, empty ones too. Raises `NotATable`.

    Numbers are written as the shortest decimal that means them: 80.1, never 80.099999999999994.
    """
    damaged = _("Berkas Excel ini rusak atau dikunci sandi. Simpan ulang sebagai .xlsx tanpa sandi, atau sebagai CSV.")
    try:
        with ZipFile(io.BytesIO(content)) as book:
            shared = "xl/sharedStrings.xml"
            texts = [_text(one) for one in _part(book, shared).iter(f"{_NS}si")] if shared in book.namelist() else []
            sheet = _part(book, _first_sheet(book))
            return _without_empty_end(list(_rows(sheet, texts)))
    except NotATable:
        raise
    except (BadZipFile, ParseError, KeyError, IndexError, ValueError, RuntimeError, StopIteration) as error:
        raise NotATable(damaged) from error


def _part(book: ZipFile, name: str) -> Element:
    if book.getinfo(name).file_size > LARGEST_PART:
        raise NotATable(_("Berkas Excel ini terlalu besar untuk satu tabel."))
    content = book.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotATable(_("Berkas Excel ini memuat bagian yang tidak wajar. Simpan ulang sebagai CSV."))
    return fromstring(content)  # noqa: S314 - bounded in size, and without declarations of entities


def _first_sheet(book: ZipFile) -> str:
    first = next(_part(book, "xl/workbook.xml").iter(f"{_NS}sheet")).get(_REL, "")
    relations = _part(book, "xl/_rels/workbook.xml.rels").iter(_PACKAGE)
    target = next(one.get("Target", "") for one in relations if one.get("Id") == first)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _rows(sheet: Element, texts: list[str]) -> Iterator[list[str]]:
    last = 0
    for row in sheet.iter(f"{_NS}row"):
        number = int(row.get("r") or last + 1)
        if number > MOST_ROWS:
            raise NotATable(_("Tabel ini lebih dari %(most)d baris.") % {"most": MOST_ROWS})
        for _empty in range(last + 1, number):
            yield []
        last = number
        cells: list[str] = []
        for cell in row.iter(f"{_NS}c"):
            place = _column(cell.get("r") or "") or len(cells) + 1
            if place > MOST_COLUMNS:
                break
            cells += [""] * (place - 1 - len(cells))
            cells.append(_value(cell, texts))
        yield cells


def _column(reference: str) -> int:
    """ "C7" → 3; 0 where the cell does not tell."""
    letters = re.match(r"[A-Z]{1,3}", reference)
    number = 0
    for letter in letters.group() if letters else "":
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell: Element, texts: list[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_NS}v") or ""
    if kind == "s":
        return texts[int(value)] if value else ""
    if kind == "inlineStr":
        return _text(cell)
    if kind == "n" and value:
        number = float(value)
        return str(int(number)) if number.is_integer() else repr(number)
    return value


def _text(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_NS}t"))


def _without_empty_end(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows
