"""One indicator over time: all inside the drawing, whatever was measured."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.charts.change import number_on_axis
from tular.foundation.charts.grid import Box
from tular.foundation.charts.letters import BOLD, PLAIN, box_of
from tular.foundation.charts.measures import BOTTOM, HEIGHT, RIGHT, TOP, WIDTH, Beside, Measures


def drawn(*points: tuple[float, str], **fields: Any) -> str:
    given_fields = {"target": None, "awaited": None, "months": (3, 6, 12, 24)} | fields
    return Measures(
        "u", "Ukuran", "…", [(month, Decimal(value)) for month, value in points], axis_word="bulan",
        target_word="sasaran 24", awaited_word="bulan ke-6: belum diisi", **given_fields,
    ).svg  # fmt: skip


def circles(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([-\d.]+)" cy="([-\d.]+)"', svg)]


def words(svg: str) -> list[tuple[str, Box]]:
    """Every word with the room that it takes on a phone."""
    found = re.findall(r'<text class="([^"]*)" x="([-\d.]+)" y="([-\d.]+)"([^>]*)>([^<]*)</text>', svg)
    return [
        (word, box_of(word, float(x), float(y), anchor[1] if (anchor := re.search('anchor="(.*?)"', rest)) else "start",
                      BOLD if kind.startswith("b") else PLAIN))
        for kind, x, y, rest, word in found
    ]  # fmt: skip


def covering(svg: str) -> list[tuple[str, str]]:
    """Words that stand over each other; a letter's breadth at the axes is not looked at."""
    shrunk = [(word, Box(box.x + 3, box.y + 3, box.width - 6, box.height - 6)) for word, box in words(svg)]
    return [(one, other) for at, (one, box) in enumerate(shrunk) for other, room in shrunk[:at] if box.overlaps(room)]


def test_values_stand_at_their_months_from_the_baseline_on() -> None:
    found = circles(drawn((0, "31"), (3, "30.1"), (12, "28")))
    assert found[0][0] < found[1][0] < found[2][0] == RIGHT
    assert found[0][1] < found[1][1] < found[2][1]


def test_the_month_that_is_awaited_says_so() -> None:
    svg = drawn((0, "31"), awaited=6)
    assert "belum diisi" in svg and "#f2b705" in svg
    assert 'stroke-dasharray="3 2.5"' in svg
    assert "belum diisi" not in drawn((0, "31"))


def test_the_awaited_value_is_drawn_where_the_target_expects_it() -> None:
    begin, awaited = circles(drawn((0, "30"), awaited=12, target=(24, Decimal(20))))[::-1]
    assert awaited[1] - begin[1] == pytest.approx(5 * (circles(drawn((0, "30"), (1, "29")))[1][1] - begin[1]), abs=0.5)


def test_the_target_is_a_dashed_line_from_the_baseline() -> None:
    svg = drawn((0, "31"), target=(24, Decimal(24)))
    assert 'stroke-dasharray="5 5"' in svg and {"sasaran", "24"} <= {word for word, _box in words(svg)}


def test_of_values_too_near_to_each_other_the_last_and_the_first_are_written() -> None:
    many = [(month / 3, f"3{month % 10}.25") for month in range(40)]
    svg = drawn(*many, target=(24, Decimal(24)), awaited=24)
    assert covering(svg) == []
    told = [word for word, _box in words(svg)]
    assert number_on_axis(Decimal("39.25")) in told and number_on_axis(Decimal("30.25")) in told


def test_huge_values_are_shortened() -> None:
    with translation.override("id"):
        svg = drawn((0, "1234567890"), (12, "98765432101"))
    assert "98,8 M" in svg and "1,23 M" in svg and "100 M" in svg
    assert "987" not in svg


def test_a_second_line_has_a_colour_dashes_marks_and_a_name_of_its_own() -> None:
    svg = drawn((0, "31"), beside=Beside("tempat asal", [(0.0, Decimal(33)), (24.0, Decimal(20))]))
    assert svg.count("rotate(45)") == 2 and 'stroke="#1f5fa8" stroke-width="2.4" stroke-dasharray="9 4"' in svg
    assert {"tempat", "asal"} <= {word for word, _box in words(svg)}


def test_one_value_of_nothing_is_a_point_on_the_axis() -> None:
    assert circles(drawn((0, "0")))[0][1] == BOTTOM


def test_months_too_near_to_each_other_are_not_written_over_each_other() -> None:
    svg = drawn((0, "31"), (60, "20"), months=(1, 2, 3, 6, 12, 24, 36, 48, 60), awaited=6)
    assert covering(svg) == []
    assert ">6</text>" in svg and ">60</text>" in svg and ">3</text>" not in svg


def test_nothing_measured_is_an_empty_frame() -> None:
    assert circles(drawn()) == []


VALUES = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)


POINTS = st.lists(st.tuples(st.floats(-24, 60), VALUES), max_size=8).map(sorted)


@given(POINTS, st.none() | st.integers(0, 60), POINTS)
def test_everything_lies_inside_and_in_order(
    points: list[tuple[float, Decimal]], awaited: int | None, other: list[tuple[float, Decimal]]
) -> None:
    svg = drawn(
        *[(month, str(value)) for month, value in points], awaited=awaited, target=(24, Decimal(5)),
        beside=Beside("tempat asal", other),
    )  # fmt: skip
    assert all(0 < x <= RIGHT + 0.1 and TOP - 0.1 <= y <= BOTTOM + 0.1 for x, y in circles(svg))
    own = re.search(r'<path d="M([^"]*)" stroke="#0e6b50"', svg)
    along = [float(pair.split()[0]) for pair in own[1].split("L")] if own else []
    assert along == sorted(along) and len(along) == len(points)
    assert all(box.x >= 0 and box.right <= WIDTH and box.y >= 0 and box.bottom <= HEIGHT for _word, box in words(svg))
    assert covering(svg) == []
    assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in svg
    assert not re.search("nan|inf", svg)
