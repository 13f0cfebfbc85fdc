"""Reading load: laid on the days that people have, and told where it is too much."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.judging.load import Reader, Warn, per_day, reading_plan

MONDAY = date(2026, 3, 2)


def _days(count: int) -> tuple[date, ...]:
    return tuple(MONDAY + timedelta(days=day) for day in range(count))


def _pairs(who: str, count: int) -> list[tuple[str, str]]:
    return [(f"P{place}", who) for place in range(count)]


@given(st.integers(0, 80), st.integers(1, 20), st.none() | st.integers(1, 10))
def test_every_reading_has_a_day_and_days_are_even(readings: int, days: int, target: int | None) -> None:
    (plan,) = reading_plan(_pairs("E", readings), [Reader("E", _days(days))], minutes=40, target=target)
    assert sum(day.readings for day in plan.days) == readings
    assert sum(day.minutes for day in plan.days) == 40 * readings
    if target is None or readings > days * target:
        assert plan.most <= -(-readings // days)
    else:
        assert plan.most <= target and plan.warnings == ()


def test_more_a_day_than_somebody_does_is_told_with_what_to_change() -> None:
    (plan,) = reading_plan(_pairs("Ani", 60), [Reader("Ani", _days(10), limit=5)], minutes=40)
    assert [(one.code, one.short) for one in plan.warnings] == [(Warn.OVER_LIMIT, 10)]
    assert plan.warnings[0].sentence == (
        "Ani harus membaca sampai 6 sehari, lebih dari batasnya 5. Alihkan 10 pembacaan atau tambah 2 hari."
    )


def test_somebody_without_days_and_a_pace_that_is_too_slow_are_told() -> None:
    plans = reading_plan(
        _pairs("A", 3) + _pairs("B", 9), [Reader("B", _days(4)), Reader("A", ())], minutes=30, target=2
    )
    assert [[one.code for one in plan.warnings] for plan in plans] == [[Warn.NO_DAYS], [Warn.OVER_TARGET]]
    assert "Tambah 1 hari" in plans[1].warnings[0].sentence
    assert [day.readings for day in plans[1].days] == [3, 2, 2, 2]


def test_what_is_done_needs_no_time_and_days_of_everybody_add_up() -> None:
    pairs = _pairs("A", 4) + _pairs("B", 2)
    plans = reading_plan(
        pairs, [Reader("A", _days(2)), Reader("B", _days(1))], minutes=30, done=[("P0", "A"), ("P1", "A")]
    )
    assert per_day(plans) == {MONDAY: 3, MONDAY + timedelta(days=1): 1}


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="paling sedikit 1"):
        reading_plan([], [], minutes=0)
    with pytest.raises(ValueError, match="dua kali"):
        reading_plan([], [Reader("A", ()), Reader("A", ())], minutes=1)
