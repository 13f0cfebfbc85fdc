"""Workbooks are read like CSV: first sheet, numbers as they were typed, and damage is told in plain words."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.factories.workbooks import workbook
from tular.foundation.files.spreadsheets import parse_any_table, xlsx_rows


def test_cells_are_read_as_they_were_typed() -> None:
    rows = xlsx_rows(workbook(["nomor", "dampak"], ["0412", 80.1], [None, None], [3, None], ["a, \nb", 100]))
    assert rows == [["nomor", "dampak"], ["0412", "80.1"], [], ["3"], ["a, \nb", "100"]]


def test_a_workbook_and_a_csv_are_the_same_table() -> None:
    table = parse_any_table(
        workbook(["Nomor", "dampak"], [412, 80.5], ["a\nb", None]), "nilai.xlsx", ("nomor",), ("dampak",)
    )
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, {"nomor": "412", "dampak": "80.5"}),
        (3, {"nomor": "a b", "dampak": ""}),
    ]
    assert parse_any_table(b"nomor;dampak\n1;80,5\n", "n.csv", ("nomor",), ("dampak",)).rows[0].get("dampak") == "80,5"
    assert parse_any_table(workbook(["x"]), "n.xlsx", ("nomor",)).problems


def test_damaged_and_dangerous_workbooks_are_refused() -> None:
    whole = workbook(["nomor"], [1])
    for content, said in (
        (whole[: len(whole) // 2], "rusak"),
        (b"PK\x03\x04nothing", "rusak"),
        (_with(whole, b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'), "tidak wajar"),
        (_with(whole, b"<worksheet"), "rusak"),
        (_with(whole, b" " * 20_000_001), "terlalu besar"),
    ):
        assert said in str(parse_any_table(content, "n.xlsx", ("nomor",)).problems[0])


@pytest.mark.parametrize("size", [0, 1, 3])
def test_random_bytes_behind_the_start_never_raise(size: int) -> None:
    assert parse_any_table(b"PK\x03\x04" + b"\x00" * size, "n.xlsx", ("nomor",)).problems


def _with(content: bytes, sheet: bytes) -> bytes:
    """The workbook with another first sheet."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return held.getvalue()
