"""What an assignment is asked for: proposals with their readings, evaluators with their loads, and who suits whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

type Pair = tuple[str, str]
"""Ids of a proposal and of the evaluator who reads it."""

type Integers = NDArray[np.int64]
type Booleans = NDArray[np.bool_]
type Floats = NDArray[np.float64]

DIGITS = 12
"""Decimal digits that the largest affinity keeps as an integer cost.

So affinities written with up to twelve digits are added exactly. What is cut off from longer ones is at most half a
unit of the twelfth digit a reading, far below a millionth of the total.
"""

SMALLEST_POWER, LARGEST_POWER = -300, 300
"""Powers of ten that still are ordinary floating-point numbers."""


class Objective(StrEnum):
    """What makes one assignment better than another."""

    TOTAL = "total"
    """The sum of all affinities."""
    WORST = "worst"
    """What the worst-served proposal gets; among equals, the sum of all affinities."""


class Unfit(ValueError):
    """A task that contradicts itself (unknown or repeated id, negative number, no finite affinity)."""


@dataclass(frozen=True, slots=True)
class ProposalNeed:
    """A proposal and how many different evaluators have to read it."""

    id: str
    readings: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """An evaluator and how many proposals he or she reads at least and at most."""

    id: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a proposal's readings that only some evaluators may do. Slots of one proposal share no evaluator."""

    readings: int
    evaluators: frozenset[str]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be assigned.

    `affinity`: (proposal, evaluator) → how well they fit, in any unit, missing = 0. `conflicts`: pairs that must not
    be. `fixed`: pairs that are already given and stay (hand changes, readings already marked); they count as readings
    and as load. `slots`: proposals whose readers come from stated circles (`bridges`); others anybody may read.
    """

    proposals: tuple[ProposalNeed, ...]
    evaluators: tuple[Capacity, ...]
    affinity: Mapping[Pair, float]
    conflicts: frozenset[Pair] = frozenset()
    fixed: frozenset[Pair] = frozenset()
    objective: Objective = Objective.TOTAL
    slots: Mapping[str, tuple[Slot, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A task as arrays, sorted by id, so that the order of the input does not matter.

    A row is a slot of a proposal (one row for most), a column an evaluator. What is fixed is already taken off `need`,
    `low` and `high`, and counted in `given`. Gains are affinities × 10^`power`, rounded to integers.
    """

    proposals: tuple[str, ...]
    evaluators: tuple[str, ...]
    of: Integers
    """Row → its proposal."""
    need: Integers
    """Readings that a row still needs; negative where more are fixed than it has."""
    low: Integers
    high: Integers
    """Bounds of what an evaluator still takes; `high` is negative where more are fixed than the maximum."""
    gain: Integers
    """Of (row, evaluator)."""
    allowed: Booleans
    """(row, evaluator) that may still be assigned."""
    given: Integers
    """What a proposal gets from its fixed readers."""
    counts: Booleans
    """Proposals that have readers at all, and so can be the worst served."""
    power: int


def grid_of(task: Task) -> Grid:
    """The arrays of a task. Raises `Unfit` for what contradicts itself."""
    needs = {one.id: one for one in sorted(task.proposals, key=lambda one: one.id)}
    loads = {one.id: one for one in sorted(task.evaluators, key=lambda one: one.id)}
    _refuse_nonsense(task, needs, loads)
    rows = {name: place for place, name in enumerate(needs)}
    columns = {name: place for place, name in enumerate(loads)}
    affinity = _affinities(task, rows, columns)
    open_to = np.ones(affinity.shape, np.bool_)
    for proposal, evaluator in task.conflicts:
        open_to[rows[proposal], columns[evaluator]] = False
    for proposal, evaluator in task.fixed:
        open_to[rows[proposal], columns[evaluator]] = True
    power = _power(affinity[open_to])
    for proposal, evaluator in task.fixed:
        open_to[rows[proposal], columns[evaluator]] = False
    unit = 10.0**power
    # What no reading can have plays no part, and may be larger than an integer holds.
    gain = np.rint(np.where(open_to, affinity, 0.0) * unit).astype(np.int64)
    given = np.zeros(len(rows), np.int64)
    for proposal, evaluator in sorted(task.fixed):
        given[rows[proposal]] += int(np.rint(affinity[rows[proposal], columns[evaluator]] * unit))
    held = Counter(evaluator for _proposal, evaluator in task.fixed)
    taken = np.array([held[name] for name in loads], np.int64)
    of, need, circle = _rows(task, needs, columns)
    return Grid(
        proposals=tuple(needs),
        evaluators=tuple(loads),
        of=of,
        need=need,
        low=np.maximum(np.array([one.minimum for one in loads.values()], np.int64) - taken, 0),
        high=np.array([one.maximum for one in loads.values()], np.int64) - taken,
        gain=gain[of],
        allowed=open_to[of] & circle,
        given=given,
        counts=np.array([one.readings > 0 for one in needs.values()], np.bool_),
        power=power,
    )


def _rows(
    task: Task, needs: Mapping[str, ProposalNeed], columns: Mapping[str, int]
) -> tuple[Integers, Integers, Booleans]:
    """Proposal, readings still needed and circle of evaluators of every row."""
    readers: dict[str, set[str]] = {}
    for proposal, evaluator in task.fixed:
        readers.setdefault(proposal, set()).add(evaluator)
    of: list[int] = []
    need: list[int] = []
    circles: list[tuple[int, list[int]]] = []
    for place, (name, one) in enumerate(needs.items()):
        has = readers.get(name, set())
        slots = task.slots.get(name, ())
        left = len(has)
        for slot in slots:
            circles.append((len(of), [columns[who] for who in slot.evaluators]))
            inside = min(len(has & slot.evaluators), slot.readings)
            left -= inside
            of.append(place)
            need.append(slot.readings - inside)
        if not slots:
            of.append(place)
            need.append(one.readings - left)
            continue
        # Readers who belong to no slot, or are too many for theirs, fill the others: they stay, and are readings.
        for row in range(len(of) - len(slots), len(of)):
            filled = min(left, need[row])
            need[row] -= filled
            left -= filled
        need[-1] -= left
    circle = np.ones((len(of), len(columns)), np.bool_)
    for row, inside_of in circles:
        circle[row] = False
        circle[row, inside_of] = True
    return np.array(of, np.int64), np.array(need, np.int64), circle


def _affinities(task: Task, rows: Mapping[str, int], columns: Mapping[str, int]) -> Floats:
    found = np.zeros((len(rows), len(columns)))
    if task.affinity:
        count = len(task.affinity)
        try:
            at_row = np.fromiter((rows[pair[0]] for pair in task.affinity), np.int64, count)
            at_column = np.fromiter((columns[pair[1]] for pair in task.affinity), np.int64, count)
        except KeyError as error:
            raise Unfit(f"kecocokan menyebut id yang tidak ada: {error.args[0]}") from None
        values = np.fromiter(task.affinity.values(), np.float64, count)
        if not np.isfinite(values).all():
            raise Unfit("kecocokan harus angka biasa")
        found[at_row, at_column] = values
    return found


def _power(values: Floats) -> int:
    largest = float(np.abs(values).max(initial=0.0))
    if largest == 0:
        return 0
    return int(np.clip(DIGITS - int(np.ceil(np.log10(largest))), SMALLEST_POWER, LARGEST_POWER))


def _refuse_nonsense(task: Task, needs: Mapping[str, ProposalNeed], loads: Mapping[str, Capacity]) -> None:
    if len(needs) < len(task.proposals) or len(loads) < len(task.evaluators):
        raise Unfit("sebuah id disebut dua kali")
    for one in task.proposals:
        if one.readings < 0:
            raise Unfit(f"pembacaan proposal {one.id} kurang dari 0")
    for who in task.evaluators:
        if who.minimum < 0 or who.maximum < 0:
            raise Unfit(f"beban penilai {who.id} kurang dari 0")
    for pairs, named in ((task.conflicts, "benturan kepentingan"), (task.fixed, "pasangan tetap")):
        for proposal, evaluator in pairs:
            if proposal not in needs or evaluator not in loads:
                raise Unfit(f"{named} menyebut id yang tidak ada: {proposal}, {evaluator}")
    for name, slots in task.slots.items():
        _refuse_circles(name, slots, needs, loads)


def _refuse_circles(
    name: str, slots: tuple[Slot, ...], needs: Mapping[str, ProposalNeed], loads: Mapping[str, Capacity]
) -> None:
    if name not in needs or any(not slot.evaluators <= loads.keys() for slot in slots):
        raise Unfit(f"lingkaran pembaca proposal {name} menyebut id yang tidak ada")
    if sum(slot.readings for slot in slots) != needs[name].readings or any(slot.readings < 0 for slot in slots):
        raise Unfit(f"lingkaran pembaca proposal {name} tidak sama dengan jumlah pembacaannya")
    if sum(len(slot.evaluators) for slot in slots) != len(frozenset().union(*(slot.evaluators for slot in slots))):
        raise Unfit(f"lingkaran pembaca proposal {name} berbagi penilai")
