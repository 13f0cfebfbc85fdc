"""Score sheets as tables of numbers, in one order whatever order they came in.

A sheet is what one evaluator wrote about one proposal: a mark per criterion (some may be missing), perhaps a total,
when it was written and how long it took. The statistics of agreement and alerts work on the table; ids are sorted once,
here, so that the same sheets in any order give the same answer to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one evaluator wrote about one proposal."""

    proposal: str
    evaluator: str
    marks: Sequence[float | None]
    """A mark per criterion, in the order of the criteria of the table; None where it is missing."""
    total: float | None = None
    """Weighted total in points; None where the rulebook cannot give one yet."""
    order: float | None = None
    """When the sheet was finished: any number that grows with time (seconds since any moment, a running number)."""
    seconds: float | None = None
    """Time spent on the sheet on screen; None when unknown (for instance marked offline)."""
    words: int | None = None
    """Words of the proposal that the evaluator had to read."""


@dataclass(frozen=True, slots=True)
class Readings:
    """One number per reading: row r is the reading of proposal `proposal[r]` by evaluator `evaluator[r]`."""

    proposals: tuple[str, ...]
    evaluators: tuple[str, ...]
    proposal: Ints
    evaluator: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class SheetTable:
    """All sheets, sorted by proposal and evaluator; what is missing is NaN."""

    proposals: tuple[str, ...]
    evaluators: tuple[str, ...]
    criteria: tuple[str, ...]
    proposal: Ints
    evaluator: Ints
    marks: Floats
    totals: Floats
    order: Floats
    seconds: Floats
    words: Floats

    def of_criterion(self, criterion: str) -> Readings:
        """The marks of one criterion. KeyError for a criterion that the table does not have."""
        if criterion not in self.criteria:
            raise KeyError(criterion)
        return self._present(self.marks[:, self.criteria.index(criterion)])

    def of_totals(self) -> Readings:
        """The totals of the sheets that have one."""
        return self._present(self.totals)

    def _present(self, values: Floats) -> Readings:
        there = ~np.isnan(values)
        return _compact(self.proposals, self.evaluators, self.proposal[there], self.evaluator[there], values[there])


def lay_out(sheets: Iterable[Sheet], criteria: Sequence[str]) -> SheetTable:
    """Sort the sheets into a table.

    ValueError when an evaluator has two sheets of one proposal, or a sheet has not as many marks as there are criteria.
    """
    rows = sorted(sheets, key=lambda one: (one.proposal, one.evaluator))
    proposals, evaluators, proposal, evaluator = _numbered([(one.proposal, one.evaluator) for one in rows])
    for one in rows:
        if len(one.marks) != len(criteria):
            raise ValueError(f"{one.proposal}, {one.evaluator}: {len(one.marks)} marks for {len(criteria)} criteria")
    marks = np.array([list(one.marks) for one in rows], dtype=np.float64).reshape(len(rows), len(criteria))
    return SheetTable(
        proposals,
        evaluators,
        tuple(criteria),
        proposal,
        evaluator,
        marks,
        np.array([one.total for one in rows], dtype=np.float64),
        np.array([one.order for one in rows], dtype=np.float64),
        np.array([one.seconds for one in rows], dtype=np.float64),
        np.array([one.words for one in rows], dtype=np.float64),
    )


def lay_out_readings(rows: Iterable[tuple[str, str, float | None]]) -> Readings:
    """Sort (proposal, evaluator, mark) into a table; readings without a mark are left out. ValueError when doubled."""
    there = sorted((proposal, evaluator, mark) for proposal, evaluator, mark in rows if mark is not None)
    proposals, evaluators, proposal, evaluator = _numbered([(row[0], row[1]) for row in there])
    values = np.array([row[2] for row in there], dtype=np.float64)
    known = ~np.isnan(values)
    return _compact(proposals, evaluators, proposal[known], evaluator[known], values[known])


def _numbered(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...], Ints, Ints]:
    """The ids, sorted, and the number of each row's ids; `pairs` come sorted."""
    for before, after in pairwise(pairs):
        if before == after:
            raise ValueError(f"two readings of proposal {before[0]} by evaluator {before[1]}")
    proposals = tuple(sorted({pair[0] for pair in pairs}))
    evaluators = tuple(sorted({pair[1] for pair in pairs}))
    of_proposal = {id: number for number, id in enumerate(proposals)}
    of_evaluator = {id: number for number, id in enumerate(evaluators)}
    return (
        proposals,
        evaluators,
        np.array([of_proposal[pair[0]] for pair in pairs], dtype=np.int64),
        np.array([of_evaluator[pair[1]] for pair in pairs], dtype=np.int64),
    )


def _compact(
    proposals: tuple[str, ...], evaluators: tuple[str, ...], proposal: Ints, evaluator: Ints, values: Floats
) -> Readings:
    """Leave out the ids that have no reading."""
    has_proposal, row = np.unique(proposal, return_inverse=True)
    has_evaluator, column = np.unique(evaluator, return_inverse=True)
    return Readings(
        tuple(proposals[number] for number in has_proposal),
        tuple(evaluators[number] for number in has_evaluator),
        row.astype(np.int64),
        column.astype(np.int64),
        values,
    )
