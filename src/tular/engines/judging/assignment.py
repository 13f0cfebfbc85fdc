"""Every proposal gets its readers: within all bounds, without conflicts, and as well fitting as can be.

One minimum-cost flow (`flow`); for the worst-served proposal several (`fairness`). The same task in any order of rows
gives the same answer: ids are sorted first, affinities become integers (`task.DIGITS`), and nothing is drawn by lot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum

import numpy as np

from tular.engines.judging.fairness import fairest
from tular.engines.judging.flow import Bounds, cheapest, most
from tular.engines.judging.obstacles import Obstacle, cautions, obstacles
from tular.engines.judging.task import Booleans, Grid, Objective, Pair, Task, grid_of

SMALLEST_GAP = 1e-9
"""Below this share, the worst counts as having reached its bound."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who reads what; or, where that cannot be, why not.

    `pairs`: (proposal, evaluator), sorted, with the fixed ones. `total`: sum of their affinities. `worst`: the least
    sum that a proposal with readings gets. `bound`: more than that no assignment gives to the worst-served, known only
    for that objective. Without an assignment `pairs` is empty and `partial` holds as many readings as the upper bounds
    let through, the best of these, without regard to minimum loads.
    """

    feasible: bool
    pairs: tuple[Pair, ...]
    total: float | None
    worst: float | None
    bound: float | None
    obstacles: tuple[Obstacle, ...]
    explanation: str
    partial: tuple[Pair, ...] = ()

    @property
    def gap(self) -> float | None:
        """How far the worst may lie below the best possible, as a share of the bound; `None` without a bound."""
        if self.bound is None or self.worst is None:
            return None
        lacking = max(0.0, self.bound - self.worst)
        return lacking / abs(self.bound) if self.bound and lacking > SMALLEST_GAP * abs(self.bound) else 0.0


@dataclass(frozen=True, slots=True)
class Price:
    """Both best assignments of a task, and what choosing the worst-served costs."""

    by_total: Assigned
    by_worst: Assigned

    @property
    def total_lost(self) -> float:
        """Affinity that is given up in all."""
        return (self.by_total.total or 0.0) - (self.by_worst.total or 0.0)

    @property
    def worst_won(self) -> float:
        """Affinity that the worst-served gains."""
        return (self.by_worst.worst or 0.0) - (self.by_total.worst or 0.0)


def assign(task: Task) -> Assigned:
    """The best assignment for the task's objective. Raises `Unfit` for a task that contradicts itself."""
    grid = grid_of(task)
    best = _best_total(grid)
    if best is None:
        return _refused(task, grid)
    if task.objective is Objective.TOTAL:
        return _told(task, grid, best, None)
    fair = fairest(grid, best)
    return _told(task, grid, fair.marked, fair.bound / 10.0**grid.power)


def is_possible(task: Task) -> bool:
    """Whether there is an assignment within all bounds. Raises `Unfit` for a task that contradicts itself."""
    return _best_total(grid_of(task)) is not None


def price(task: Task) -> Price:
    """The best total and the best worst-served, whatever the task's objective is; both refused alike."""
    grid = grid_of(task)
    best = _best_total(grid)
    if best is None:
        refused = _refused(task, grid)
        return Price(refused, refused)
    fair = fairest(grid, best)
    by_total = _told(replace(task, objective=Objective.TOTAL), grid, best, None)
    by_worst = _told(replace(task, objective=Objective.WORST), grid, fair.marked, fair.bound / 10.0**grid.power)
    return Price(by_total, by_worst)


def served(task: Task, pairs: tuple[Pair, ...]) -> dict[str, float]:
    """Proposal → sum of the affinities of its readers, for every proposal that has readings, sorted by id."""
    gains: dict[str, list[float]] = {
        one.id: [] for one in sorted(task.proposals, key=lambda one: one.id) if one.readings
    }
    for pair in pairs:
        if pair[0] in gains:
            gains[pair[0]].append(task.affinity.get(pair, 0.0))
    return {name: fsum(values) for name, values in gains.items()}


def _best_total(grid: Grid) -> Booleans | None:
    return cheapest(Bounds(grid.need, grid.low, grid.high), grid.allowed, -grid.gain)


def _told(task: Task, grid: Grid, marked: Booleans, bound: float | None) -> Assigned:
    pairs = _pairs(task, grid, marked)
    gets = served(task, pairs)
    worst = min(gets.values(), default=0.0)
    notes = cautions(task)
    found = Assigned(
        feasible=True,
        pairs=pairs,
        total=fsum(task.affinity.get(pair, 0.0) for pair in pairs),
        worst=worst,
        bound=None if bound is None else max(bound, worst),
        obstacles=notes,
        explanation="",
    )
    return replace(found, explanation=" ".join([_sentence(found, gets), *(note.sentence for note in notes)]))


def _sentence(found: Assigned, gets: dict[str, float]) -> str:
    if not gets:
        return "Tidak ada proposal yang harus dibaca."
    last = min(gets, key=lambda name: (gets[name], name))
    said = f"Setiap proposal mendapat pembacanya dalam semua batas. Yang paling sedikit terlayani: {last}."
    if found.gap is None:
        return f"{said} Jumlah kecocokan adalah yang terbesar yang mungkin."
    if found.gap == 0.0:
        return f"{said} Tidak ada penugasan yang memberinya lebih."
    share = f"{100 * found.gap:.2f}".replace(".", ",")
    return f"{said} Paling jauh {share} % di bawah batas yang tidak dapat dilampaui penugasan mana pun."


def _refused(task: Task, grid: Grid) -> Assigned:
    found = obstacles(task, grid)
    bounds = Bounds(grid.need, np.zeros_like(grid.low), grid.high)
    partial = _pairs(task, grid, most(bounds, grid.allowed, -grid.gain))
    return Assigned(
        feasible=False,
        pairs=(),
        total=None,
        worst=None,
        bound=None,
        obstacles=found + cautions(task),
        explanation=" ".join(one.sentence for one in found),
        partial=partial,
    )


def _pairs(task: Task, grid: Grid, marked: Booleans) -> tuple[Pair, ...]:
    rows, columns = np.nonzero(marked)
    chosen = {
        (grid.proposals[place], grid.evaluators[column])
        for place, column in zip(grid.of[rows].tolist(), columns.tolist(), strict=True)
    }
    return tuple(sorted(chosen | task.fixed))
