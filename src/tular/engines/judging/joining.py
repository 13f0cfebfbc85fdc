"""Joining what a plan leaves apart: swaps of readers that connect evaluators at the least loss of affinity.

A swap gives the reader of one proposal to the other and the other way round, so readings and loads stay as they are.
Components are joined one after another, the cheapest swap first, as in Kruskal's tree.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tular.engines.judging.design import design_of
from tular.engines.judging.task import Pair, Task

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

    def applied(self, pairs: Collection[Pair]) -> frozenset[Pair]:
        """The pairs after the swap."""
        new = {(self.first[0], self.second[1]), (self.second[0], self.first[1])}
        return (frozenset(pairs) - {self.first, self.second}) | new


@dataclass(frozen=True, slots=True)
class Joined:
    """Swaps to offer, in this order; the pairs after all of them; and how many components are left."""

    swaps: tuple[Swap, ...]
    pairs: tuple[Pair, ...]
    components: int
    loss: float


def joining(task: Task, pairs: Collection[Pair]) -> Joined:
    """The swaps that join the components of an assignment. Fixed pairs stay, conflicts and slots are kept."""
    now = frozenset(pairs)
    swaps: list[Swap] = []
    while True:
        parts = design_of(now).components
        best = _cheapest(task, now, parts)
        if best is None:
            break
        swaps.append(best)
        now = best.applied(now)
    return Joined(tuple(swaps), tuple(sorted(now)), len(parts), sum(swap.loss for swap in swaps))


def _cheapest(task: Task, pairs: frozenset[Pair], parts: tuple[tuple[str, ...], ...]) -> Swap | None:
    part = {who: at for at, people in enumerate(parts) for who in people}
    movable: dict[int, list[Pair]] = {at: [] for at in range(len(parts))}
    for pair in sorted(pairs - task.fixed, key=lambda one: (task.affinity.get(one, 0.0), one)):
        if len(movable[part[pair[1]]]) < LOOKED_AT:
            movable[part[pair[1]]].append(pair)
    found: list[Swap] = []
    for first, second in combinations(movable, 2):
        swap = _between(task, pairs, movable[first], movable[second], len(parts))
        if swap is not None:
            found.append(swap)
    return min(found, key=lambda one: (one.loss, one.first, one.second), default=None)


def _between(task: Task, pairs: frozenset[Pair], ours: list[Pair], theirs: list[Pair], count: int) -> Swap | None:
    """The cheapest swap between two components that leaves fewer components."""
    if not ours or not theirs:
        return None
    gives = np.array([[_gain(task, one[0], other[1]) for other in theirs] for one in ours])
    takes = np.array([[_gain(task, other[0], one[1]) for other in theirs] for one in ours])
    has = np.array([task.affinity.get(one, 0.0) for one in ours])
    have = np.array([task.affinity.get(one, 0.0) for one in theirs])
    loss = has[:, None] + have - gives - takes
    for place in np.argsort(loss, axis=None, kind="stable")[:TRIED].tolist():
        row, column = divmod(place, len(theirs))
        if not np.isfinite(loss[row, column]):
            break
        swap = Swap(ours[row], theirs[column], float(loss[row, column]))
        if len(design_of(swap.applied(pairs)).components) < count:
            return swap
    return None


def _gain(task: Task, proposal: str, evaluator: str) -> float:
    """What a reading is worth; minus infinity where it must not be."""
    if (proposal, evaluator) in task.conflicts:
        return float("-inf")
    slots = task.slots.get(proposal)
    if slots is not None and not any(evaluator in slot.evaluators for slot in slots):
        return float("-inf")
    return task.affinity.get((proposal, evaluator), 0.0)
