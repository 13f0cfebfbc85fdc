"""The forest plot: all inside the drawing, arrows where an interval leaves it, no mean where nothing is pooled."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.charts.forest import LEFT, MOST_DRAWN, RIGHT, Forest, Mean, Row


def forest(*rows: Row, mean: Mean | None = None) -> Forest:
    return Forest(
        "h", "Hasil", "…", rows, mean, "Rata-rata", "Di tempat baru", "turun", "naik", lambda value: f"{value:g}"
    )


def row(value: float, half: float = 0.1, weight: float = 0.5, name: str = "Kab. A") -> Row:
    return Row(name, value, value - half, value + half, weight, f"{value:g}")


def xs(svg: str) -> list[float]:
    return [float(one) for one in re.findall(r'\bx[12]?="(-?[\d.]+)"', svg)]


def test_the_heavier_place_has_the_larger_square() -> None:
    svg = forest(row(-0.5, weight=0.9), row(-0.4, weight=0.1)).svg
    widths = [float(one) for one in re.findall(r'<rect [^>]*width="([\d.]+)"', svg)]
    assert widths[0] > widths[1] > 0


def test_a_mean_is_a_diamond_and_a_new_place_a_bar() -> None:
    mean = Mean(-0.5, -0.7, -0.3, "−39 %", (-1.2, 0.2), "−70 sampai +22 %")
    drawn = forest(row(-0.5), row(-0.4), mean=mean)
    assert drawn.svg.count('fill="#0e6b50"') == 1
    assert drawn.svg.count('stroke="#8a6a00"') == 1
    assert "Di tempat baru" in drawn.svg
    assert "Rata-rata" not in forest(row(-0.5)).svg


def test_an_interval_that_is_far_too_long_leaves_the_drawing_with_an_arrow() -> None:
    svg = forest(row(-0.5), row(-0.4), row(0.0, half=50)).svg
    assert svg.count('Z" fill="#1f5fa8"') == 2


def test_more_places_than_can_be_read_stand_in_the_table_only() -> None:
    drawn = forest(*[row(0.1) for _ in range(MOST_DRAWN + 3)])
    assert (drawn.not_drawn, drawn.svg.count("<rect")) == (3, MOST_DRAWN)


def test_names_are_text() -> None:
    assert "<b>" not in forest(row(0.1, name="<b>")).svg


VALUE = st.floats(-5, 5, allow_nan=False)


@given(st.lists(st.tuples(VALUE, st.floats(0.001, 100)), max_size=12))
def test_everything_lies_inside_whatever_comes(given_rows: list[tuple[float, float]]) -> None:
    svg = forest(*[row(value, half) for value, half in given_rows]).svg
    assert all(LEFT - 10 <= x <= RIGHT + 10 for x in xs(svg))
    assert not re.search("nan|inf", svg)
