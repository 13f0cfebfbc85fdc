"""The forest plot: all inside the drawing, arrows where an interval leaves it, no mean where nothing is pooled."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.charts.forest import LEFT, MOST_DRAWN, RIGHT, WIDTH, Forest, Mean, Row


def forest(*rows: Row, mean: Mean | None = None, log: bool = False) -> Forest:
    return Forest(
        "h", "Hasil", "…", rows, mean, "Rata-rata", "Di tempat baru", "turun", "naik",
        lambda value: f"{math.exp(value) if log else value:.4g}", log,
    )  # fmt: skip


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


def test_a_mean_that_hardly_anything_is_known_of_leaves_it_too() -> None:
    """With two places the interval is that of Student's t with one degree of freedom: twelve errors wide."""
    svg = forest(row(0.5, 0.02), row(0.1, 0.02), mean=Mean(0.3, -9, 9, "x", None, "")).svg
    assert svg.count('Z" fill="#0e6b50"') == 3


def numbers(svg: str) -> list[tuple[float, str]]:
    found = re.findall(r'<text class="q" x="([\d.]+)" y="\d+" text-anchor="middle" font-size="13">([^<]*)<', svg)
    return sorted((float(x), word) for x, word in found)


def test_ratios_have_lines_at_round_ratios_and_differences_at_round_differences() -> None:
    told = [word for _x, word in numbers(forest(row(0.7), row(-0.6), log=True).svg)]
    assert "1" in told and "2" in told and "0.5" in told
    assert [float(one) for one in told] == sorted(float(one) for one in told)
    told = [word for _x, word in numbers(forest(row(7), row(-6)).svg)]
    assert "0" in told and "5" in told and "-5" in told


def test_two_halvings_are_as_far_from_nothing_as_two_doublings() -> None:
    at = {word: x for x, word in numbers(forest(row(1.2, 0.5), row(-1.2, 0.5), log=True).svg)}
    assert at["1"] - at["0.5"] == pytest.approx(at["2"] - at["1"], abs=0.2)


def test_a_name_and_an_effect_that_do_not_fit_beside_each_other_stand_on_two_lines() -> None:
    short, long = forest(row(0.1)), forest(row(0.1, name="Kabupaten yang namanya panjang sekali betul · R-0001"))
    assert long.height > short.height


def test_one_place_that_is_known_exactly_is_drawn() -> None:
    assert forest(row(0.0, half=0.0), log=True).svg.count("<rect") == 1
    assert forest(row(0.0, half=0.0)).svg.count("<rect") == 1


def test_more_places_than_can_be_read_stand_in_the_table_only() -> None:
    drawn = forest(*[row(0.1) for _ in range(MOST_DRAWN + 3)])
    assert (drawn.not_drawn, drawn.svg.count("<rect")) == (3, MOST_DRAWN)


def test_names_are_text() -> None:
    assert "<b>" not in forest(row(0.1, name="<b>")).svg


VALUE = st.floats(-5, 5, allow_nan=False)


@given(st.lists(st.tuples(VALUE, st.floats(0.001, 100)), max_size=12), st.booleans(), st.floats(0, 50))
def test_everything_lies_inside_and_in_order(given_rows: list[tuple[float, float]], log: bool, half: float) -> None:
    mean = Mean(0.3, 0.3 - half, 0.3 + half, "x", (0.3 - 2 * half, 0.3 + 2 * half), "y") if given_rows else None
    drawing = forest(*[row(value, half) for value, half in given_rows], mean=mean, log=log)
    svg = drawing.svg
    assert all(0 <= x <= WIDTH for x in xs(svg))
    bars = re.findall(r'<line x1="([\d.]+)" x2="([\d.]+)" [^>]*stroke="#1f5fa8"', svg)
    assert all(LEFT <= float(low) <= float(high) <= RIGHT for low, high in bars)
    assert all(0 <= float(y) <= drawing.height for y in re.findall(r'\by[12]?="(-?[\d.]+)"', svg))
    squares = re.findall(r'<rect x="([-\d.]+)" y="[-\d.]+" width="([\d.]+)"', svg)
    centres = [float(x) + float(wide) / 2 for x, wide in squares]
    for (first, _half), x in zip(given_rows, centres, strict=True):
        for (second, _other), other_x in zip(given_rows, centres, strict=True):
            assert x <= other_x + 0.2 or first > second
    assert not re.search("nan|inf", svg)
