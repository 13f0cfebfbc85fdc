"""One indicator over time: all inside the drawing, whatever was measured."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.charts.measures import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Measures


def drawn(*points: tuple[float, str], **fields: Any) -> str:
    given_fields = {"target": None, "awaited": None, "months": (3, 6, 12, 24)} | fields
    return Measures(
        "u", "Ukuran", "…", [(month, Decimal(value)) for month, value in points], axis_word="bulan",
        target_word="sasaran 24", awaited_word="bulan ke-6: belum diisi", **given_fields,
    ).svg  # fmt: skip


def circles(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([-\d.]+)" cy="([-\d.]+)"', svg)]


def test_values_stand_at_their_months_from_the_baseline_on() -> None:
    found = circles(drawn((0, "31"), (3, "30.1"), (12, "28")))
    assert found[0][0] == LEFT and found[2][0] == RIGHT
    assert found[0][1] < found[1][1] < found[2][1]


def test_the_month_that_is_awaited_says_so() -> None:
    svg = drawn((0, "31"), awaited=6)
    assert "belum diisi" in svg and "#f2b705" in svg
    assert "belum diisi" not in drawn((0, "31"))


def test_the_target_is_a_dashed_line_from_the_baseline() -> None:
    svg = drawn((0, "31"), target=(24, Decimal(24)))
    assert 'stroke-dasharray="5 5"' in svg and "sasaran 24" in svg


def test_values_that_are_too_near_to_each_other_are_not_written_over_each_other() -> None:
    assert drawn((0, "31"), (0.5, "32"), (24, "20")).count('class="b"') == 2


def test_nothing_measured_is_an_empty_frame() -> None:
    assert circles(drawn()) == []


VALUES = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)


@given(st.lists(st.tuples(st.floats(-24, 60), VALUES), max_size=8).map(sorted), st.none() | st.integers(0, 60))
def test_everything_lies_inside(points: list[tuple[float, Decimal]], awaited: int | None) -> None:
    svg = drawn(*[(month, str(value)) for month, value in points], awaited=awaited, target=(24, Decimal(5)))
    assert all(LEFT - 0.1 <= x <= RIGHT + 0.1 and TOP - 0.1 <= y <= BOTTOM + 0.1 for x, y in circles(svg))
    assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in svg
    assert not re.search("nan|inf", svg)
