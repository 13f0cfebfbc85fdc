"""Tables on their way out: safe in spreadsheets, exact in JSON, and no longer in memory than a few rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.files.streams import Cell, csv_stream, json_stream, safe_cell


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        ("", ""),
        ("antre", "antre"),
        ("=1+1", "'=1+1"),
        ("+62 812", "'+62 812"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-hapus", "'-hapus"),
        ("\tx", "'\tx"),
        ("-1.2", "-1.2"),
        (-1.5, -1.5),
        (0, 0),
        (True, "true"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, tzinfo=UTC), "2026-01-02T03:00:00+00:00"),
        (["a", "b"], "a;b"),
        ((3, 4), "3;4"),
        (["=a"], "'=a"),
    ],
)
def test_a_cell_is_exact_unless_a_spreadsheet_would_run_it(cell: Cell, written: Any) -> None:
    assert safe_cell(cell) == written


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=20)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=250))
def test_both_forms_read_back_as_they_were(rows: list[tuple[str, str]]) -> None:
    as_json = json.loads(b"".join(json_stream({"table": "uji"}, ("a", "b"), rows)))
    assert as_json == {"table": "uji", "rows": [{"a": a, "b": b} for a, b in rows]}
    text = b"".join(csv_stream(("a", "b"), rows)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1:] == [[str(safe_cell(cell)) for cell in row] for row in rows]


@pytest.mark.parametrize("form", [csv_stream, lambda columns, rows: json_stream({"table": "uji"}, columns, rows)])
def test_rows_are_read_only_as_they_are_sent(form: Any) -> None:
    read = 0

    def rows() -> Iterator[tuple[int]]:
        nonlocal read
        for number in range(10_000):
            read += 1
            yield (number,)

    pieces = form(("n",), rows())
    assert read == 0
    next(pieces)
    assert read <= 100
    assert sum(1 for _piece in pieces) >= 99
