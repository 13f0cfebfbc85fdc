from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.charts.change import Change, scale

NUMBERS = st.decimals(-99_999_999_999, 99_999_999_999, places=4, allow_nan=False)


def drawn(before: str, after: str, title: str = "Stunting") -> str:
    change = Change("hasil", title, "Turun.", Decimal(before), Decimal(after), "2018", "2022", "sebelum", "sesudah")
    return str(change.svg)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("32.2", "8.3", [0, 10, 20, 30, 40]),
        ("0", "0", [0, 1]),
        ("-3", "2", [-3, -2, -1, 0, 1, 2]),
        ("0.3", "0.2", [0, 0.1, 0.2, 0.3]),
    ],
)
def test_the_scale_has_round_steps_and_always_zero(before: str, after: str, lines: list[float]) -> None:
    assert scale(Decimal(before), Decimal(after)) == lines


@given(NUMBERS, NUMBERS)
def test_every_pair_of_numbers_lies_on_its_scale(before: Decimal, after: Decimal) -> None:
    lines = scale(before, after)
    assert 2 <= len(lines) <= 8
    assert 0 in lines
    assert lines[0] <= float(min(before, after)) + 1e-9
    assert lines[-1] >= float(max(before, after)) - 1e-9


@given(NUMBERS, NUMBERS)
def test_every_pair_of_numbers_is_drawn_inside_the_frame(before: Decimal, after: Decimal) -> None:
    for circle in ElementTree.fromstring(drawn(str(before), str(after))).iter("circle"):
        assert 33 <= float(circle.attrib["cy"]) <= 237


def test_numbers_are_written_as_the_reader_writes_them_and_texts_are_escaped() -> None:
    svg = drawn("32.2", "8.3", title="<b>Stunting</b>")
    texts = [text.text for text in ElementTree.fromstring(svg).iter("text")]
    assert texts == ["0", "10", "20", "30", "40", "32,2", "8,3", "2018", "sebelum", "2022", "sesudah"]
    assert "<b>" not in svg
