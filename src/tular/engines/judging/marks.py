"""Marks of proposals by evaluators as arrays, checked and in one order whatever order they came in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LARGEST = 1e6
"""No scale of marks reaches farther; larger numbers are slips of the hand and would drown all others."""

LARGEST_GRID = 20_000_000
"""Proposals × evaluators that are still held as one table of numbers (160 MB)."""


class UnfitMarks(ValueError):
    """The marks cannot be read as they are; the text says in Indonesian which and what would be right."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one proposal by one evaluator, in points of any scale; `group` is the field of the proposal."""

    proposal: str
    evaluator: str
    value: float
    group: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class MarkTable:
    """All marks, sorted by proposal and evaluator: mark k is of `proposal[k]` by `evaluator[k]`."""

    proposals: tuple[str, ...]
    evaluators: tuple[str, ...]
    groups: tuple[str, ...]
    """Per proposal; "" where none was told."""
    proposal: Ints
    evaluator: Ints
    value: Floats

    def per_proposal(self, values: Floats) -> Floats:
        """Sum of a number per mark over each proposal."""
        found: Floats = np.bincount(self.proposal, values, len(self.proposals)).astype(np.float64)
        return found

    def per_evaluator(self, values: Floats) -> Floats:
        """Sum of a number per mark over each evaluator."""
        found: Floats = np.bincount(self.evaluator, values, len(self.evaluators)).astype(np.float64)
        return found

    def grid(self, values: Floats) -> Floats:
        """A number per mark as a table proposals × evaluators, 0 where there is no mark."""
        found: Floats = np.zeros((len(self.proposals), len(self.evaluators)))
        found[self.proposal, self.evaluator] = values
        return found

    @property
    def readings(self) -> Ints:
        """Number of marks of each proposal."""
        return np.bincount(self.proposal, minlength=len(self.proposals)).astype(np.int64)

    @property
    def loads(self) -> Ints:
        """Number of marks by each evaluator."""
        return np.bincount(self.evaluator, minlength=len(self.evaluators)).astype(np.int64)

    @property
    def raw(self) -> Floats:
        """Mean mark of each proposal."""
        found: Floats = self.per_proposal(self.value) / self.readings
        return found


def tabulate(marks: Iterable[Mark]) -> MarkTable:
    """Sort the marks into a table.

    UnfitMarks: an id is empty, a mark is not a finite number of at most a million, an evaluator marks a proposal twice,
    a proposal stands in two groups, or there is nothing at all.
    """
    rows = sorted(marks, key=lambda one: (one.proposal, one.evaluator))
    _check(rows)
    proposals = tuple(sorted({one.proposal for one in rows}))
    evaluators = tuple(sorted({one.evaluator for one in rows}))
    if len(proposals) * len(evaluators) > LARGEST_GRID:
        raise UnfitMarks(
            f"{len(proposals)} proposal × {len(evaluators)} penilai terlalu banyak untuk satu kali hitung. "
            "Bagi berkas menurut kelompok."
        )
    of_proposal = {id: number for number, id in enumerate(proposals)}
    of_evaluator = {id: number for number, id in enumerate(evaluators)}
    groups = {one.proposal: one.group for one in rows}
    return MarkTable(
        proposals,
        evaluators,
        tuple(groups[id] for id in proposals),
        np.array([of_proposal[one.proposal] for one in rows], dtype=np.int64),
        np.array([of_evaluator[one.evaluator] for one in rows], dtype=np.int64),
        np.array([one.value for one in rows], dtype=np.float64),
    )


def _check(rows: Sequence[Mark]) -> None:
    if not rows:
        raise UnfitMarks("Belum ada nilai. Isi satu baris untuk setiap nilai: proposal, penilai, nilai.")
    for one in rows:
        if not one.proposal.strip() or not one.evaluator.strip():
            raise UnfitMarks("Setiap nilai harus menyebut proposal dan penilainya; ada yang kosong.")
        if not math.isfinite(one.value) or abs(one.value) > LARGEST:
            raise UnfitMarks(
                f"Nilai proposal {one.proposal} dari penilai {one.evaluator} ({one.value:g}) di luar batas. "
                f"Nilai harus angka di antara −{LARGEST:.0f} dan {LARGEST:.0f}."
            )
    for before, after in pairwise(rows):
        if before.proposal != after.proposal:
            continue
        if before.evaluator == after.evaluator:
            raise UnfitMarks(
                f"Penilai {after.evaluator} menilai proposal {after.proposal} dua kali. Sisakan nilai yang berlaku."
            )
        if before.group != after.group:
            raise UnfitMarks(
                f"Proposal {after.proposal} disebut dalam dua kelompok: {_named(before.group)} dan "
                f"{_named(after.group)}. Satu proposal hanya boleh satu kelompok."
            )


def _named(group: str) -> str:
    return f'"{group}"' if group else "(kosong)"
