"""Curves of how long something lasts: they only fall, and say how many are still watched."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.charts.lifetimes import BOTTOM, LEFT, RIGHT, TOP, Life, Lifetimes


def drawn(*curves: Life) -> Lifetimes:
    return Lifetimes("d", "Daya tahan", "…", curves, "bulan", "Masih diamati")


def life(*steps: tuple[float, float], seen: float = 24.0, spans: tuple[float, ...] = (24.0,), name: str = "A") -> Life:
    return Life(name, [(months, share, share - 0.1, min(1.0, share + 0.1)) for months, share in steps], seen, spans)


def points(svg: str) -> list[tuple[float, float]]:
    path = re.search(r'<path d="M([^"]*)" fill="none"', svg)
    assert path
    return [(float(x), float(y)) for x, y in (pair.split() for pair in path[1].split("L"))]


def test_a_step_falls_where_one_stopped_and_runs_on_to_the_last_seen() -> None:
    found = points(drawn(life((12, 0.5))).svg)
    assert [round((BOTTOM - y) / (BOTTOM - TOP), 3) for _x, y in found] == [1.0, 1.0, 0.5, 0.5]
    assert found[-1][0] == RIGHT


def test_the_table_tells_how_many_are_watched_at_each_tick() -> None:
    svg = drawn(life((12, 0.5), seen=24, spans=(3.0, 12.0, 24.0))).svg
    below = re.findall(rf'y="{BOTTOM + 66 + 22}" text-anchor="middle" font-size="12.5">(\d+)', svg)
    assert below == ["3", "3", "2", "2", "2", "1", "1", "1", "1"]


def test_several_are_told_apart_without_colour() -> None:
    svg = drawn(life((6, 0.9), name="2023"), life((6, 0.4), name="2024")).svg
    assert 'stroke-dasharray="9 4"' in svg and "2023" in svg and "2024" in svg


STEPS = st.lists(st.floats(0, 240), max_size=10, unique=True).map(sorted)


@given(STEPS, st.floats(0, 300))
def test_it_stays_inside_and_never_rises(months: list[float], seen: float) -> None:
    shares = [1 - (place + 1) / (len(months) + 1) for place in range(len(months))]
    svg = drawn(life(*zip(months, shares, strict=True), seen=max([seen, *months]), spans=(seen,))).svg
    found = points(svg)
    assert all(LEFT - 0.1 <= x <= RIGHT + 0.1 and TOP <= y <= BOTTOM for x, y in found)
    assert all(first[1] <= second[1] for first, second in itertools.pairwise(found))
    assert not re.search("nan|inf", svg)
