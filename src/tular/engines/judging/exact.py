"""The best worst-served and then the best total of a small task, by branch and bound (SCIP, through OR-Tools).

One integer programme gives the largest t with every proposal's sum at least t, a second the largest total among the
assignments that keep it. Ended by a number of nodes and never by a clock, so that the answer is the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tular.engines.judging.late import late
from tular.engines.judging.task import Booleans, Grid

SOLVER = "ortools.linear_solver.pywraplp"

PAIRS = 1_500
"""Tasks with more pairs than that are not small."""

NODES = 3_000
SLACK = 1e-9
"""By how much the second programme may fall below the first, relative to the largest affinity; rounding only."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """An assignment, and whether its worst is proven to be the best."""

    marked: Booleans
    proven: bool


def is_small(grid: Grid) -> bool:
    """Whether branch and bound is worth its time."""
    return int(grid.allowed[grid.need > 0].sum()) <= PAIRS


def solve(grid: Grid, least: int) -> Solved | None:
    """The best worst-served, then the best total. `least`: a worst that is known to be possible (units of gain)."""
    first = _Programme(grid)
    proven = first.run_for_worst(least)
    if proven is None:
        return None
    marked = first.marked()
    reached = first.worst_of(marked)
    second = _Programme(grid)
    if second.run_for_total(reached) and second.worst_of(better := second.marked()) >= reached:
        marked = better
    return Solved(marked, proven)


class _Programme:
    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.unit = float(max(1, np.abs(grid.gain).max(initial=1)))
        self.solver = late(SOLVER).Solver.CreateSolver("SCIP")
        self.solver.SetSolverSpecificParametersAsString(f"limits/nodes = {NODES}\n")
        rows, columns = np.nonzero(grid.allowed & (grid.need > 0)[:, None])
        self.pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
        self.takes = [self.solver.BoolVar("") for _pair in self.pairs]
        in_rows: list[list[Any]] = [[] for _row in grid.need]
        in_columns: list[list[Any]] = [[] for _column in grid.low]
        gains: list[list[Any]] = [[] for _proposal in grid.given]
        for (row, column), take in zip(self.pairs, self.takes, strict=True):
            in_rows[row].append(take)
            in_columns[column].append(take)
            gains[int(grid.of[row])].append(float(grid.gain[row, column]) / self.unit * take)
        for row, needed in enumerate(grid.need.tolist()):
            if in_rows[row]:
                self.solver.Add(self.solver.Sum(in_rows[row]) == needed)
        for column, (low, high) in enumerate(zip(grid.low.tolist(), grid.high.tolist(), strict=True)):
            if in_columns[column]:
                total = self.solver.Sum(in_columns[column])
                self.solver.Add(total >= low)
                self.solver.Add(total <= high)
        self.sums = [
            self.solver.Sum(of) + float(given) / self.unit
            for of, given, counts in zip(gains, grid.given, grid.counts, strict=True)
            if counts
        ]

    def run_for_worst(self, least: int) -> bool | None:
        """Whether the best was proven; `None` where nothing was found."""
        worst = self.solver.NumVar(-self.solver.infinity(), self.solver.infinity(), "")
        self.solver.Add(worst >= least / self.unit - SLACK)
        for one in self.sums:
            self.solver.Add(one >= worst)
        self.solver.Maximize(worst)
        return self._run()

    def run_for_total(self, least: int) -> bool:
        """Whether something was found."""
        for one in self.sums:
            self.solver.Add(one >= least / self.unit - SLACK)
        gains = [float(self.grid.gain[pair]) / self.unit for pair in self.pairs]
        self.solver.Maximize(self.solver.Sum([gain * take for gain, take in zip(gains, self.takes, strict=True)]))
        return self._run() is not None

    def _run(self) -> bool | None:
        status = self.solver.Solve()
        if status == self.solver.OPTIMAL:
            return True
        return False if status == self.solver.FEASIBLE else None

    def marked(self) -> Booleans:
        """The pairs that were taken."""
        found = np.zeros(self.grid.gain.shape, np.bool_)
        for pair, take in zip(self.pairs, self.takes, strict=True):
            found[pair] = take.solution_value() > 0.5
        return found

    def worst_of(self, marked: Booleans) -> int:
        """What the worst-served gets, in whole units of gain."""
        sums = self.grid.given.copy()
        np.add.at(sums, self.grid.of, np.where(marked, self.grid.gain, 0).sum(axis=1))
        return int(sums[self.grid.counts].min())
