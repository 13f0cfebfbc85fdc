"""Curves of how long something lasts: they only fall, and say how many are still watched."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.charts.lifetimes import BOTTOM, LEFT, LINE, RIGHT, TOP, WIDTH, Life, Lifetimes


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
    below = re.findall(rf'y="{BOTTOM + 84 + LINE}" text-anchor="middle" font-size="12.5">(\d+)', svg)
    assert below == ["3", "3", "2", "2", "2", "1", "1", "1", "1"]


def test_several_are_told_apart_without_colour() -> None:
    svg = drawn(life((6, 0.9), name="2023"), life((6, 0.4), name="2024")).svg
    assert 'stroke-dasharray="9 4"' in svg and "2023" in svg and "2024" in svg


def test_a_stroke_marks_where_one_was_last_seen_running() -> None:
    seen = Life("A", [(12, 0.5, None, None)], 24, (6.0, 12.0, 24.0), running=(6.0, 24.0))
    strokes = re.search(r'<path d="(M[^"]*v12)"', drawn(seen).svg)
    assert strokes
    heights = [float(y) + 6 for y in re.findall(r"M[\d.]+ ([\d.]+)v12", strokes[1])]
    assert sorted(heights) == [TOP, (TOP + BOTTOM) / 2]
    assert "v12" not in drawn(life((12, 0.5))).svg


def test_up_to_two_curves_have_bands() -> None:
    one = life((6, 0.9), name="2023")
    assert [drawn(*[one] * count).svg.count("<rect") for count in (1, 2, 3)] == [1, 2, 0]


def test_names_too_long_for_the_end_of_a_curve_stand_in_the_table() -> None:
    svg = drawn(life((6, 0.9), name="Kependudukan dan pencatatan sipil"), life((6, 0.4), name="Lainnya")).svg
    assert ">A</text>" in svg and ">A: Kependudukan dan pencatatan sipil</text>" in svg and ">B: Lainnya</text>" in svg


def test_a_sixth_curve_is_not_drawn() -> None:
    names = "abcdef"
    svg = drawn(*[life((6, 0.9), name=name) for name in names]).svg
    assert [f">{name}</text>" in svg for name in names] == [True] * 5 + [False]


def test_many_watched_and_many_months_leave_room_between_numbers() -> None:
    svg = drawn(life((100, 0.5), seen=400, spans=(400.0,) * 12_345)).svg
    xs = [float(x) for x in re.findall(r'x="([\d.]+)" y="\d+" text-anchor="middle" font-size="12.5"', svg)]
    assert min(second - first for first, second in itertools.pairwise(xs)) > 80


STEPS = st.lists(st.floats(0, 240), max_size=10, unique=True).map(sorted)


@given(st.lists(STEPS, min_size=1, max_size=5), st.floats(0, 300))
def test_it_stays_inside_and_never_rises(groups: list[list[float]], seen: float) -> None:
    curves = [
        Life(
            f"kelompok {place}", [(at, 1 - (nth + 1) / (len(months) + 1), None, None) for nth, at in enumerate(months)],
            max([seen, *months]), (*months, seen), (seen,),
        )
        for place, months in enumerate(groups)
    ]  # fmt: skip
    drawing = drawn(*curves)
    svg = drawing.svg
    paths = re.findall(r'<path d="M([^"]*)" fill="none"', svg)
    assert len(paths) == len(curves)
    for path in paths:
        found = [(float(x), float(y)) for x, y in (pair.split() for pair in path.split("L"))]
        assert all(LEFT - 0.1 <= x <= RIGHT + 0.1 and TOP <= y <= BOTTOM for x, y in found)
        assert all(first[0] <= second[0] and first[1] <= second[1] for first, second in itertools.pairwise(found))
    words = re.findall(r'<text [^>]*?x="([-\d.]+)" y="([-\d.]+)"', svg)
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= drawing.height for x, y in words)
    assert not re.search("nan|inf", svg)
