"""Slots of sessions, and who is heard in which."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tular.engines.judging.timetable import (
    DAY,
    Presenting,
    Slot,
    Task,
    Timetable,
    Unheard,
    Why,
    clashes,
    cut,
    in_office,
    place,
)

NINE = 9 * 60


def slots(panel: str, count: int, *, start: int = NINE, step: int = 25) -> tuple[Slot, ...]:
    return tuple(Slot(f"{panel}{n}", panel, start + n * step, start + n * step + 20) for n in range(count))


def test_a_session_is_cut_around_its_break() -> None:
    assert cut(540, 660, 20, 5, [(580, 600)]) == [(540, 560), (600, 620), (625, 645)]
    assert cut(540, 559, 20, 5) == []


def test_a_slot_may_end_where_a_break_begins() -> None:
    assert cut(540, 600, 20, 0, [(560, 580)]) == [(540, 560), (580, 600)]


@pytest.mark.parametrize(("start", "end", "length", "gap", "breaks"), [
    (0, 10, 0, 0, []), (0, 10, 5, -1, []), (10, 0, 5, 0, []), (0, 10, 5, 0, [(5, 5)]),
])  # fmt: skip
def test_what_does_not_fit_is_refused(
    start: int, end: int, length: int, gap: int, breaks: list[tuple[int, int]]
) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        cut(start, end, length, gap, breaks)


def test_panels_fill_evenly_from_the_morning() -> None:
    task = Task(slots("a", 5) + slots("b", 5), tuple(Presenting(f"e{n}") for n in range(4)))
    assert sorted(place(task).places.values()) == ["a0", "a1", "b0", "b1"]


def test_nobody_is_heard_by_a_panel_that_must_not() -> None:
    entries = (Presenting("x", barred=frozenset("a")), Presenting("y"))
    assert place(Task(slots("a", 1) + slots("b", 1), entries)).places == {"x": "b0", "y": "a0"}


def test_one_whom_every_panel_must_not_hear_is_told_apart_from_one_without_a_slot() -> None:
    entries = (Presenting("x", barred=frozenset("a")), Presenting("y"), Presenting("z"))
    found = place(Task(slots("a", 1), entries))
    assert found.unheard == {"x": Unheard.ALL_BARRED, "z": Unheard.NO_SLOT}
    assert found.lacking == 2


def test_two_of_one_agency_are_not_heard_at_once() -> None:
    keys = frozenset({"agency:1"})
    task = Task(slots("a", 2) + slots("b", 2), (Presenting("x", keys), Presenting("y", keys), Presenting("z")))
    found = place(task)
    assert len(found.places) == 3
    assert not [one for one in clashes(task, found.places) if one.is_obstacle]


def test_two_of_one_agency_with_only_parallel_slots_leave_one_without() -> None:
    keys = frozenset({"agency:1"})
    found = place(Task(slots("a", 1) + slots("b", 1), (Presenting("x", keys), Presenting("y", keys))))
    assert found.unheard == {"y": Unheard.CLASHES}


def test_panels_that_share_somebody_sit_one_after_the_other() -> None:
    people = {"a": frozenset({"7"}), "b": frozenset({"7", "8"})}
    task = Task(slots("a", 2) + slots("b", 2), (Presenting("x"), Presenting("y")), people)
    found = place(task)
    assert len(found.places) == 2
    assert not [one for one in clashes(task, found.places) if one.why is Why.PANELS]


def test_papua_is_not_asked_after_its_office_hours() -> None:
    late = slots("a", 2, start=14 * 60) + slots("b", 2, start=NINE)
    entries = (Presenting("papua", offset=120), Presenting("jawa", offset=0))
    found = place(Task(late, entries))
    assert found.places["papua"].startswith("b")
    assert not found.cautions


def test_office_hours_run_over_midnight_of_the_clock_of_slots() -> None:
    """01.30 UTC is 08.30 in Jakarta, 23.30 of the day before is 08.30 in Jayapura."""
    assert in_office(Slot("s", "a", DAY - 30, DAY - 10), 540)
    assert not in_office(Slot("s", "a", 9 * 60, 9 * 60 + 20), 420)


def test_what_is_fixed_stays_and_its_slot_is_not_given_again() -> None:
    found = place(Task(slots("a", 2), (Presenting("x"), Presenting("y")), fixed={"y": "a0"}))
    assert found.places == {"x": "a1", "y": "a0"}


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    panels = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True))
    made = tuple(one for panel in panels for one in slots(panel, draw(st.integers(0, 5)), step=20))
    entries = tuple(
        Presenting(
            f"e{n:02d}", frozenset({f"k{draw(st.integers(0, 4))}"}), draw(st.frozensets(st.sampled_from("abc"))),
            draw(st.sampled_from((0, 60, 120))),
        )
        for n in range(draw(st.integers(0, 9)))
    )  # fmt: skip
    people = {panel: draw(st.frozensets(st.sampled_from("pqr"), max_size=1)) for panel in panels}
    return Task(made, entries, people)


@given(tasks())
@settings(max_examples=150, deadline=None)
def test_a_timetable_is_always_sound_and_says_why_somebody_is_missing(task: Task) -> None:
    found = place(task)
    assert not [one for one in clashes(task, found.places) if one.is_obstacle]
    assert len(set(found.places.values())) == len(found.places)
    assert set(found.places) | set(found.unheard) == {one.id for one in task.entries}
    assert not set(found.places) & set(found.unheard)


@given(tasks(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_does_not_matter(task: Task, shuffle: object) -> None:
    mixed = list(task.slots), list(task.entries)
    for one in mixed:
        shuffle.shuffle(one)  # type: ignore[attr-defined]
    again: Timetable = place(Task(tuple(mixed[0]), tuple(mixed[1]), task.people))
    assert again.places == place(task).places


@given(st.integers(0, 12), st.integers(0, 12))
def test_without_shared_people_as_many_are_heard_as_there_are_slots(entries: int, free: int) -> None:
    found = place(Task(slots("a", free), tuple(Presenting(f"e{n:02d}") for n in range(entries))))
    assert len(found.places) == min(entries, free)
    assert found.lacking == max(0, entries - free)
