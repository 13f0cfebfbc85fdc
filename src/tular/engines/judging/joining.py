"""Joining what a plan leaves apart: swaps of readers that connect evaluators at the least loss of affinity.

A swap gives the reader of one proposal to the other and the other way round, so readings and loads stay as they are.
Components are joined one after another, the cheapest swap first, as in Kruskal's tree.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tular.engines.judging.design import parts_of
from tular.engines.judging.task import Booleans, Floats, Integers, Pair, Task, grid_of

LOOKED_AT = 400
"""Readings of a component that are tried for a swap, those with the least affinity first."""

TRIED = 50
"""Cheapest swaps between two components that are tried until one joins them."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Two readings that change their readers. `loss`: affinity that it costs (negative: that it gains)."""

    first: Pair
    second: Pair
    loss: float


@dataclass(frozen=True, slots=True)
class Joined:
    """Swaps to offer, in this order; the pairs after them; how many components are left; affinity lost in all."""

    swaps: tuple[Swap, ...]
    pairs: tuple[Pair, ...]
    components: int
    loss: float


def joining(task: Task, pairs: Collection[Pair], *, keep_worst: bool = False) -> Joined:
    """The swaps that join the components of an assignment. Fixed pairs stay, conflicts and slots are kept.

    `keep_worst`: no swap leaves a proposal with less than the worst-served has now.
    """
    plan = _Plan(task, pairs, keep_worst=keep_worst)
    swaps: list[Swap] = []
    while (best := plan.cheapest()) is not None:
        first, second, loss = best
        swaps.append(Swap(plan.pair(first), plan.pair(second), loss))
        plan.swap(first, second)
    return Joined(tuple(swaps), plan.pairs(), int(plan.part.max(initial=-1)) + 1, sum(swap.loss for swap in swaps))


type _Cell = tuple[int, int]


class _Plan:
    """Readings as a matrix that swaps change."""

    def __init__(self, task: Task, pairs: Collection[Pair], *, keep_worst: bool) -> None:
        grid = grid_of(task)
        self.proposals, self.evaluators = grid.proposals, grid.evaluators
        self.row = {name: at for at, name in enumerate(self.proposals)}
        self.column = {name: at for at, name in enumerate(self.evaluators)}
        shape = (len(self.proposals), len(self.evaluators))
        self.worth: Floats = np.zeros(shape)
        for pair, value in task.affinity.items():
            self.worth[self._cell(pair)] = value
        # Slots of a proposal share no evaluator: it may have whoever one of them allows.
        self.allowed: Booleans = np.zeros(shape, np.bool_)
        np.logical_or.at(self.allowed, grid.of, grid.allowed)
        self.reads: Floats = np.zeros(shape)
        for pair in pairs:
            self.reads[self._cell(pair)] = 1.0
        self.movable: Booleans = np.ones(shape, np.bool_)
        for pair in task.fixed:
            self.movable[self._cell(pair)] = False
        self.slots = [task.slots.get(name) for name in self.proposals]
        sums = self._sums()[self.reads.sum(axis=1) > 0]
        self.least = float(sums.min(initial=np.inf)) if keep_worst else -np.inf
        self.part = self._parts(self.reads)
        self.known: dict[tuple[bytes, bytes], tuple[_Cell, _Cell, float] | None] = {}

    def pair(self, cell: _Cell) -> Pair:
        """The ids of a cell."""
        return self.proposals[cell[0]], self.evaluators[cell[1]]

    def pairs(self) -> tuple[Pair, ...]:
        """All readings."""
        return tuple(sorted(self.pair((row, column)) for row, column in np.argwhere(self.reads > 0).tolist()))

    def swap(self, first: _Cell, second: _Cell) -> None:
        """Let the two readings change their readers."""
        self.reads = self._swapped(first, second)
        self.part = self._parts(self.reads)

    def cheapest(self) -> tuple[_Cell, _Cell, float] | None:
        """The swap between any two components that costs least and leaves fewer of them."""
        found = []
        cells = np.argwhere((self.reads > 0) & self.movable)
        order = np.lexsort((cells[:, 1], cells[:, 0], self.worth[cells[:, 0], cells[:, 1]]))
        cells = cells[order]
        of = self.part[cells[:, 1]]
        for first, second in combinations(range(int(self.part.max(initial=-1)) + 1), 2):
            # What a swap elsewhere has left as it was need not be looked at again.
            both = (self.part == first).tobytes(), (self.part == second).tobytes()
            if both not in self.known:
                self.known[both] = self._between(cells[of == first][:LOOKED_AT], cells[of == second][:LOOKED_AT])
            best = self.known[both]
            if best is not None:
                found.append(best)
        return min(found, key=lambda one: (one[2], one[0], one[1]), default=None)

    def _between(self, ours: Integers, theirs: Integers) -> tuple[_Cell, _Cell, float] | None:
        if not len(ours) or not len(theirs):
            return None
        rows, columns = ours[:, 0][:, None], ours[:, 1][:, None]
        other_rows, other_columns = theirs[:, 0][None, :], theirs[:, 1][None, :]
        gives, takes = self.worth[rows, other_columns], self.worth[other_rows, columns]
        has, have = self.worth[rows, columns], self.worth[other_rows, other_columns]
        sums = self._sums()
        possible = self.allowed[rows, other_columns] & self.allowed[other_rows, columns]
        possible &= (sums[rows] - has + gives >= self.least) & (sums[other_rows] - have + takes >= self.least)
        loss = np.where(possible, has + have - gives - takes, np.inf)
        for place in np.argsort(loss, axis=None, kind="stable")[:TRIED].tolist():
            at, other = divmod(place, len(theirs))
            if not np.isfinite(loss[at, other]):
                break
            first, second = (int(ours[at, 0]), int(ours[at, 1])), (int(theirs[other, 0]), int(theirs[other, 1]))
            if self._keeps_slots(first, second[1]) and self._keeps_slots(second, first[1]):
                left = self._parts(self._swapped(first, second))
                if left.max(initial=-1) < self.part.max(initial=-1):
                    return first, second, float(loss[at, other])
        return None

    def _keeps_slots(self, cell: _Cell, column: int) -> bool:
        """Whether the new reader belongs to the same slot of the proposal as the old one."""
        slots = self.slots[cell[0]]
        old, new = self.evaluators[cell[1]], self.evaluators[column]
        return slots is None or any(old in slot.evaluators and new in slot.evaluators for slot in slots)

    def _swapped(self, first: _Cell, second: _Cell) -> Floats:
        reads = self.reads.copy()
        reads[first], reads[second] = 0.0, 0.0
        reads[first[0], second[1]], reads[second[0], first[1]] = 1.0, 1.0
        return reads

    def _parts(self, reads: Floats) -> Integers:
        """Component of every evaluator, -1 for those who read nothing."""
        busy = reads.sum(axis=0) > 0
        found = np.full(reads.shape[1], -1)
        found[busy] = parts_of(reads[:, busy])
        return found

    def _sums(self) -> Floats:
        return np.asarray((self.worth * self.reads).sum(axis=1))

    def _cell(self, pair: Pair) -> _Cell:
        return self.row[pair[0]], self.column[pair[1]]
