"""The best for the worst-served proposal: as much as can be for the one that gets least, then as much as can be in all.

What a proposal gets is the sum of the affinities of its readers, as in PeerReview4All (Stelmakh, Shah & Singh, Journal
of Machine Learning Research 22, 2021) and FairFlow (Kobren, Saha & McCallum, KDD 2019). Maximising the least sum is
NP-hard (Garg, Kavitha, Kumar, Mehlhorn & Mestre, Algorithmica 58, 2010), so what is done here has three parts:

1. *Improving by flows.* One reader of every proposal is released and all released readings are assigned anew by one
   minimum-cost flow, whose cost grows with the square of what a proposal lacks to a target. That is the exact optimum
   among all assignments which differ by at most one reader a proposal, a very large neighbourhood (Ahuja, Ergun, Orlin
   & Punnen, Discrete Applied Mathematics 123, 2002). Which reader is released rotates. Targets are found by bisection.
2. *A start from the relaxation*, and the bound (`relaxation`), where the first part does not reach what nobody beats.
3. *A guarantee.* Where the result could be less than its share of the bound, a start in which every proposal has at
   least so many readers above a common threshold is computed and improved (first step of PeerReview4All).

The result is never worse for the worst-served than the assignment of the best total. With affinities that are not
negative it is at least 1/r of the optimum for r readings. In practice it lies within a few per cent of the bound, which
is returned with it. Small tasks are solved exactly (`exact`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tular.engines.judging import exact, relaxation
from tular.engines.judging.flow import Bounds, cheapest, cheapest_of, cheapest_with_one
from tular.engines.judging.task import Booleans, Grid, Integers

FINE = 30_000
"""Steps into which what a proposal lacks is divided, so that squares stay small integers."""

FARTHEST = 10 * FINE
SQUARE = 1_000
"""Cost of one squared step, in the unit in which the largest affinity is `SQUARE` too."""

ROUNDS = 12
"""Flows for one target at most."""

BISECTIONS = 6
IN_VAIN = 2
"""Targets in a row on the way to which nothing was won."""

NEAR = 1_000
"""Bisection ends at one part in so many of the target."""

POLISHING = 12
"""Flows that raise the total once the worst is settled, at most."""

PER_ROW = 30
"""Evaluators of a row that are worth looking at, beside those it has."""


@dataclass(frozen=True, slots=True, eq=False)
class Fair:
    """An assignment, and what nobody can beat for the worst-served proposal (in units of gain)."""

    marked: Booleans
    bound: int


def fairest(grid: Grid, start: Booleans) -> Fair:
    """The best that was found for the worst-served. `start`: an assignment within the bounds (of the best total)."""
    if not grid.counts.any():
        return Fair(start, 0)
    search = _Search(grid, start)
    bound = search.most_of_one()
    if search.worst(start) >= bound:
        return Fair(start, search.worst(start))
    best = search.pushed(start, bound)
    if exact.is_small(grid):
        solved = exact.solve(grid, search.worst(best))
        if solved is not None and search.worst(solved.marked) >= search.worst(best):
            best = solved.marked
            bound = search.worst(best) if solved.proven else bound
    if search.worst(best) < bound:
        bound, best = search.through_relaxation(best, bound)
    if search.worst(best) * int(grid.need.max()) < bound:
        best = search.with_threshold(best, bound)
    return Fair(search.polished(best), max(bound, search.worst(best)))


class _Search:
    """Improving assignments of one grid."""

    def __init__(self, grid: Grid, start: Booleans) -> None:
        self.grid = grid
        self.bounds = Bounds(grid.need, grid.low, grid.high)
        self.largest = max(1, int(np.abs(grid.gain).max(initial=1)))
        self.near = _near(grid, start, PER_ROW)

    def sums(self, marked: Booleans) -> Integers:
        """What every proposal gets."""
        found = self.grid.given.copy()
        np.add.at(found, self.grid.of, np.where(marked, self.grid.gain, 0).sum(axis=1))
        return found

    def worst(self, marked: Booleans) -> int:
        """What the worst-served gets; proposals that nobody has to read do not count."""
        return int(self.sums(marked)[self.grid.counts].min())

    def most_of_one(self) -> int:
        """The most that the worst-served can get: every proposal alone with the evaluators it likes best."""
        grid = self.grid
        none = np.iinfo(np.int64).min // 4
        ordered = -np.sort(-np.where(grid.allowed, grid.gain, none), axis=1)
        taken = np.arange(ordered.shape[1])[None, :] < grid.need[:, None]
        found = grid.given.copy()
        np.add.at(found, grid.of, np.where(taken, ordered, 0).sum(axis=1))
        return int(found[grid.counts].min())

    def raised(self, marked: Booleans, target: int) -> Booleans:
        """The best found by bisection on targets up to `target`."""
        best, least = marked, self.worst(marked)
        aim, upper, vain = target, target, 0
        for _step in range(BISECTIONS):
            if upper - least <= max(1, abs(target) // NEAR) or vain == IN_VAIN:
                break
            found = self.pushed(best, aim)
            reached = self.worst(found)
            vain = 0 if reached > least else vain + 1
            if reached > least:
                best, least = found, reached
            if reached < aim:
                upper = aim
            aim = (least + upper + 1) // 2
        return best

    def pushed(self, marked: Booleans, target: int) -> Booleans:
        """The assignment with the best worst that was met on the way to `target`."""
        best, least = marked, self.worst(marked)
        span = max(1, target - least)
        lack, idle = self._lack(marked, target, span), 0
        patience = 2 * int(self.grid.need.max())
        for turn in range(ROUNDS):
            marked = self._step(marked, target, span, turn)
            if (reached := self.worst(marked)) > least:
                best, least = marked, reached
            lacks = self._lack(marked, target, span)
            idle = 0 if lacks < lack else idle + 1
            lack = min(lack, lacks)
            if lack == 0 or idle >= patience:
                break
        return best

    def polished(self, marked: Booleans) -> Booleans:
        """The same worst, and a total that no change of one reader a proposal raises (within so many flows)."""
        least, total, idle = self.worst(marked), self._total(marked), 0
        for turn in range(POLISHING):
            found = self._step(marked, least, 0, turn)
            reached = self._total(found)
            if self.worst(found) < least or reached <= total:
                idle += 1
            else:
                marked, total, idle = found, reached, 0
            if idle >= int(self.grid.need.max(initial=0)):
                break
        return marked

    def through_relaxation(self, marked: Booleans, bound: int) -> tuple[int, Booleans]:
        """The bound of the linear relaxation, and the best of here and of a start rounded from it."""
        relaxed = relaxation.relaxed(self.grid, self.near)
        bound = max(min(bound, relaxed.bound), self.worst(marked))
        rounded = cheapest(self.bounds, self.grid.allowed, -np.rint(relaxed.shares * FINE).astype(np.int64))
        candidates = [marked]
        if rounded is not None:
            candidates.append(self.pushed(rounded, bound))
        return bound, self.raised(max(candidates, key=self.worst), bound)

    def with_threshold(self, marked: Booleans, bound: int) -> Booleans:
        """Starts in which one reader of every proposal has at least a threshold, as high as can be."""
        found = [marked]
        levels = np.unique(self.grid.gain[self.grid.allowed])
        low, high, start = 0, len(levels) - 1, None
        while low <= high:
            middle = (low + high) // 2
            tried = self._one_above(int(levels[middle]))
            if tried is None:
                high = middle - 1
            else:
                low, start = middle + 1, tried
        if start is not None:
            found += [start, self.raised(start, bound)]
        return max(found, key=self.worst)

    def _one_above(self, level: int) -> Booleans | None:
        """An assignment in which every proposal that is still to be read has a reader of at least `level`."""
        grid = self.grid
        return cheapest_with_one(self.bounds, grid.allowed, grid.gain >= level, -grid.gain)

    def _step(self, marked: Booleans, target: int, span: int, turn: int) -> Booleans:
        """Release one reader of every proposal, and assign all of these anew.

        With a `span` the cost is the square of what is lacking; without one (0) nobody may fall below the target.
        """
        grid = self.grid
        released_rows, released = self._released(marked, turn, target)
        kept = marked.copy()
        kept[released_rows, released] = False
        base = self.sums(kept)
        need = np.zeros(len(grid.need), np.int64)
        need[released_rows] = 1
        load = kept.sum(axis=0)
        bounds = Bounds(need, np.maximum(grid.low - load, 0), grid.high - load)
        lacking = np.zeros(len(need), np.bool_)
        lacking[released_rows] = self.sums(marked)[grid.of[released_rows]] < target
        looked_at = (self.near | lacking[:, None] | marked) & grid.allowed & ~kept
        rows, columns = np.nonzero(looked_at & (need > 0)[:, None])
        gains = grid.gain[rows, columns]
        reach = base[grid.of[rows]] + gains
        if span:
            steps = np.minimum(np.maximum(target - reach, 0) * FINE // span, FARTHEST)
            costs = steps * steps * SQUARE - gains * SQUARE // self.largest
        else:
            enough = reach >= target
            rows, columns, costs = rows[enough], columns[enough], -gains[enough]
        found = cheapest_of(bounds, rows, columns, costs)
        if found is None:
            return marked
        kept[rows[found], columns[found]] = True
        return kept

    def _released(self, marked: Booleans, turn: int, target: int) -> tuple[Integers, Integers]:
        """Row and evaluator of one reader of every proposal.

        In the first turns the least fitting, the next, and so on; then one by lot, so that somebody gives up the best
        reader while another gives up the least. What lacks something gives up its least in every other turn.
        """
        rows, columns = np.nonzero(marked)
        order = np.lexsort((columns, self.grid.gain[rows, columns], self.grid.of[rows]))
        rows, columns = rows[order], columns[order]
        names, first, counts = np.unique(self.grid.of[rows], return_index=True, return_counts=True)
        if turn < int(self.grid.need.max(initial=0)):
            rank = turn % counts
        else:
            rank = np.random.default_rng(turn).integers(counts)
            if turn % 2:
                rank = np.where(self.sums(marked)[names] < target, 0, rank)
        return rows[first + rank], columns[first + rank]

    def _lack(self, marked: Booleans, target: int, span: int) -> int:
        lacking = np.maximum(target - self.sums(marked)[self.grid.counts], 0)
        steps = np.minimum(lacking * FINE // span, FARTHEST)
        return int((steps * steps).sum())

    def _total(self, marked: Booleans) -> int:
        return int(self.grid.gain[marked].sum())


def _near(grid: Grid, start: Booleans, wide: int) -> Booleans:
    """Pairs worth looking at: those of the start, and of every row the best evaluators at their prices."""
    worth = np.where(grid.allowed, grid.gain - _prices(grid, start)[None, :], np.iinfo(np.int64).min // 4)
    wide = min(wide, grid.allowed.shape[1])
    near = start.copy()
    near[np.arange(len(worth))[:, None], np.argsort(-worth, axis=1, kind="stable")[:, :wide]] = True
    return near & grid.allowed


def _prices(grid: Grid, start: Booleans) -> Integers:
    """What a place with each evaluator is worth, given the assignment of the best total.

    Its prices in the dual programme: lengths of shortest chains of replacements to an evaluator with room.
    """
    width = len(grid.low)
    far = np.iinfo(np.int64).max // 4
    costs = np.full((width, width), far)
    for column in range(width):
        held = np.flatnonzero(start[:, column])
        if len(held):
            free = grid.allowed[held] & ~start[held]
            loss = np.where(free, grid.gain[held, column][:, None] - grid.gain[held], far)
            costs[column] = loss.min(axis=0)
    load = start.sum(axis=0)
    prices = np.where(load < grid.high, 0, far)
    for _round in range(width):
        through = np.minimum(prices, (costs + np.minimum(prices, far)[None, :]).min(axis=1))
        through = np.where(load > grid.low, np.maximum(through, 0), through)
        if (through == prices).all():
            break
        prices = through
    return np.where(prices >= far // 2, 0, prices)
