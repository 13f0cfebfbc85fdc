"""A timetable of presentations: slots of sessions, who is heard in which, and what clashes.

Who is heard where is an assignment problem, solved exactly (Jonker and Volgenant 1987, in SciPy's form: Crouse 2016)
over slots that nobody there must avoid. What one assignment cannot express, that two of the same team or agency, or two
panels with the same person, are never heard at the same time, is mended afterwards by moves and swaps, each of which
removes clashes; whoever still clashes is left out and said to be. So a timetable is always sound, and the most entries
are heard whenever no two share people. Moments are whole minutes on one clock, such as since 1970 in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from scipy.optimize import linear_sum_assignment

DAY = 24 * 60
OFFICE = (8 * 60, 16 * 60)
"""Minutes of the day between which people are asked to present, on their own clock."""

NEVER, UNHEARD, OUTSIDE, AWAY = 10**9, 10**6, 10**3, 5
"""Costs: a slot that may not be, an entry without a slot, one outside office hours, one outside its home panel.

The n-th slot of a panel costs n, so that panels fill evenly and days from the morning.
"""

ROUNDS = 50


class Why(StrEnum):
    """What is wrong with a place in the timetable."""

    BARRED = "barred"
    """Somebody of the panel must not hear it."""
    SHARED = "shared"
    """The same team or agency is heard elsewhere at the same time."""
    PANELS = "panels"
    """Somebody sits in another panel at the same time."""
    OUTSIDE = "outside"
    """Outside office hours where the presenter is: a caution, no obstacle."""


class Unheard(StrEnum):
    """Why an entry has no slot."""

    NO_SLOT = "no_slot"
    """There are fewer slots than entries."""
    ALL_BARRED = "all_barred"
    """Every panel with a slot has somebody who must not hear it."""
    CLASHES = "clashes"
    """Slots are left, but only with a panel that must not hear it or at the same time as its own people."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Time in which one entry is heard by a panel: from `start` to before `end`."""

    id: str
    panel: str
    start: int
    end: int

    def overlaps(self, other: Slot) -> bool:
        """Whether some minute belongs to both."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Presenting:
    """An entry to be heard. `keys` name its team and agency; `barred` panels must not hear it.

    `offset`: minutes that its clock is ahead of that of the slots. `home`: panels where it belongs, () for any.
    """

    id: str
    keys: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    offset: int = 0
    home: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Something wrong with the slot of an entry; `other` is the entry with which, "" where there is none."""

    why: Why
    entry: str
    slot: str
    other: str = ""

    @property
    def is_obstacle(self) -> bool:
        """Whether it must not stay so."""
        return self.why is not Why.OUTSIDE


@dataclass(frozen=True, slots=True)
class Timetable:
    """Entry → slot, why others have none, and how many slots more would be needed at least."""

    places: Mapping[str, str]
    unheard: Mapping[str, Unheard]
    lacking: int
    cautions: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Slots, entries, who sits in which panel, and entries that stay where they are (entry → slot)."""

    slots: tuple[Slot, ...]
    entries: tuple[Presenting, ...]
    people: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


def cut(start: int, end: int, length: int, gap: int, breaks: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """(start, end) of as many slots as fit between two moments, with a gap between and none that touches a break.

    Raises ValueError for a length below one minute, a negative gap, or an end before its start.
    """
    pauses = sorted(breaks)
    if length < 1 or gap < 0 or end < start or any(until <= since for since, until in pauses):
        raise ValueError("length, gap, ends and breaks of a session do not fit each other")
    found, at = [], start
    while at + length <= end:
        hit = next((until for since, until in pauses if at < until and since < at + length), None)
        if hit is not None:
            at = hit
            continue
        found.append((at, at + length))
        at += length + gap
    return found


def in_office(slot: Slot, offset: int) -> bool:
    """Whether a slot lies within office hours on a clock that is so far ahead."""
    begins = (slot.start + offset) % DAY
    return OFFICE[0] <= begins and begins + slot.end - slot.start <= OFFICE[1]


def clashes(task: Task, places: Mapping[str, str]) -> tuple[Clash, ...]:
    """Everything wrong with a timetable, by entry; the same pair is told once for each of the two."""
    slots, entries = {one.id: one for one in task.slots}, {one.id: one for one in task.entries}
    known = sorted((entry, slots[slot]) for entry, slot in places.items() if entry in entries and slot in slots)
    found = []
    for entry, slot in known:
        told = entries[entry]
        if slot.panel in told.barred:
            found.append(Clash(Why.BARRED, entry, slot.id))
        for other, its_slot in known:
            if other != entry and (why := _together(task, told, slot, entries[other], its_slot)):
                found.append(Clash(why, entry, slot.id, other))
        if not in_office(slot, told.offset):
            found.append(Clash(Why.OUTSIDE, entry, slot.id))
    return tuple(found)


def place(task: Task) -> Timetable:
    """Give every entry a slot, as far as that can be. Entries in `fixed` stay; slots they take are not given again."""
    slots = tuple(sorted(task.slots, key=lambda one: (one.start, one.panel, one.id)))
    waiting = tuple(sorted((one for one in task.entries if one.id not in task.fixed), key=lambda one: one.id))
    taken = set(task.fixed.values())
    free = tuple(one for one in slots if one.id not in taken)
    cost = _costs(waiting, free, slots)
    chosen = _solve(cost, len(free))
    places = dict(task.fixed)
    places |= {one.id: free[column].id for one, column in zip(waiting, chosen, strict=True) if column is not None}
    work = Task(slots, task.entries, task.people, task.fixed)
    places = _mended(work, waiting, free, cost, places)
    unheard = {one.id: _why_unheard(one, free, places) for one in waiting if one.id not in places}
    cautions = tuple(one for one in clashes(work, places) if one.why is Why.OUTSIDE)
    return Timetable(dict(sorted(places.items())), unheard, max(0, len(waiting) - len(free)), cautions)


def _costs(waiting: Sequence[Presenting], free: Sequence[Slot], all_slots: Sequence[Slot]) -> np.ndarray:
    """Cost of each entry in each free slot."""
    rank: dict[str, int] = {}
    count: dict[str, int] = {}
    for one in all_slots:
        count[one.panel] = count.get(one.panel, 0) + 1
        rank[one.id] = count[one.panel]
    cost = np.zeros((len(waiting), len(free)))
    for row, entry in enumerate(waiting):
        for column, slot in enumerate(free):
            if slot.panel in entry.barred:
                cost[row, column] = NEVER
                continue
            cost[row, column] = rank[slot.id]
            if not in_office(slot, entry.offset):
                cost[row, column] += OUTSIDE
            if entry.home and slot.panel not in entry.home:
                cost[row, column] += AWAY
    return cost


def _solve(cost: np.ndarray, columns: int) -> list[int | None]:
    """The column of each row, None for none: as many rows as can be, then the cheapest."""
    rows = cost.shape[0]
    if rows == 0:
        return []
    padded = np.concatenate([cost, np.full((rows, rows), UNHEARD, dtype=float)], axis=1)
    found: list[int | None] = [None] * rows
    for row, column in zip(*linear_sum_assignment(padded), strict=True):
        if column < columns and padded[row, column] < UNHEARD:
            found[int(row)] = int(column)
    return found


def _together(task: Task, one: Presenting, slot: Slot, other: Presenting, its_slot: Slot) -> Why | None:
    """What is wrong with hearing two at these times."""
    if not slot.overlaps(its_slot):
        return None
    if one.keys & other.keys:
        return Why.SHARED
    nobody: frozenset[str] = frozenset()
    same = slot.panel == its_slot.panel
    return Why.PANELS if same or task.people.get(slot.panel, nobody) & task.people.get(its_slot.panel, nobody) else None


class _Table:
    """A timetable in the making: counts what clashes where somebody would be put."""

    def __init__(self, task: Task, places: dict[str, str]) -> None:
        self.task, self.places = task, places
        self.slots = {one.id: one for one in task.slots}
        self.entries = {one.id: one for one in task.entries}

    def wrong(self, entry: str, slot: str, without: str = "") -> int:
        """With how many an entry would clash in a slot; `without` is not looked at."""
        told, here = self.entries[entry], self.slots[slot]
        return sum(
            1
            for other, place_ in self.places.items()
            if other not in (entry, without)
            and other in self.entries
            and place_ in self.slots
            and _together(self.task, told, here, self.entries[other], self.slots[place_])
        )


def _mended(
    task: Task, waiting: Sequence[Presenting], free: Sequence[Slot], cost: np.ndarray, places: dict[str, str]
) -> dict[str, str]:
    """Move and swap what clashes, the cheapest first; what cannot be mended has no slot."""
    table = _Table(task, places)
    column = {one.id: place_ for place_, one in enumerate(free)}
    row = {one.id: place_ for place_, one in enumerate(waiting)}
    for _round in range(ROUNDS):
        bad = [one.id for one in waiting if one.id in places and table.wrong(one.id, places[one.id])]
        if not any(_better(table, entry, row, column, cost) for entry in bad):
            break
    for one in reversed(waiting):
        if one.id in places and table.wrong(one.id, places[one.id]):
            del places[one.id]
    for one in waiting:  # A slot that became free may serve somebody who has none.
        taken = set(places.values())
        options = [s for s in free if s.id not in taken and cost[row[one.id], column[s.id]] < UNHEARD]
        options = [] if one.id in places else [s for s in options if not table.wrong(one.id, s.id)]
        if options:
            places[one.id] = min(options, key=lambda s: (cost[row[one.id], column[s.id]], s.start, s.id)).id
    return places


def _better(
    table: _Table, entry: str, row: Mapping[str, int], column: Mapping[str, int], cost: np.ndarray
) -> bool:  # fmt: skip
    """Do the best move or swap of an entry that clashes; whether there was one that removes clashes."""
    places = table.places
    here = places[entry]
    holder = {slot: one for one, slot in places.items()}
    now = table.wrong(entry, here)
    best: tuple[int, float, str] | None = None
    for slot in column:
        other = holder.get(slot, "")
        if slot == here or cost[row[entry], column[slot]] >= UNHEARD or (other and other not in row):
            continue
        gain = now - table.wrong(entry, slot, other)
        price = cost[row[entry], column[slot]] - cost[row[entry], column[here]]
        if other:
            if cost[row[other], column[here]] >= UNHEARD:
                continue
            gain += table.wrong(other, slot) - table.wrong(other, here, entry)
            price += cost[row[other], column[here]] - cost[row[other], column[slot]]
        if gain > 0 and (best is None or (-gain, price, slot) < best):
            best = (-gain, float(price), slot)
    if best is None:
        return False
    slot = best[2]
    if slot in holder:
        places[holder[slot]] = here
    places[entry] = slot
    return True


def _why_unheard(entry: Presenting, free: Sequence[Slot], places: Mapping[str, str]) -> Unheard:
    if free and all(one.panel in entry.barred for one in free):
        return Unheard.ALL_BARRED
    taken = set(places.values())
    return Unheard.CLASHES if any(one.id not in taken for one in free) else Unheard.NO_SLOT
