"""How well a plan of readings lets evaluators be compared, before anybody has marked anything.

Evaluators are compared through proposals that they share; between evaluators whom no chain of shared proposals joins,
severity cannot be told from quality (Eckes, Introduction to Many-Facet Rasch Measurement, 2015, section 9.2; Linacre,
Many-Facet Rasch Measurement, 1994). How well they are joined is a property of the design alone: with a mark = quality +
severity + noise, what is known about severities is the matrix C = diag(readings) − Nᵀ diag(1/readers) N, the Laplacian
of the evaluators' graph, and the variance of a difference of severities follows from its pseudo-inverse (Bailey &
Cameron, Combinatorics of optimal designs, Surveys in Combinatorics 2009; John & Williams, Cyclic and Computer Generated
Designs, 1995). All standard errors are in units of the noise of one mark; nothing is assumed about severities.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np

from tular.engines.judging.task import Floats, Integers, Pair

ROUNDING = 1e-9
"""Relative size below which an eigenvalue is no information."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Two groups of evaluators: proposals read by both, and how sure the difference of their mean severities is.

    `error`: standard error in units of the noise of one mark, `None` where nothing joins them.
    """

    groups: tuple[str, str]
    bridges: int
    error: float | None


@dataclass(frozen=True, slots=True)
class Design:
    """The figures of a plan.

    `components`: evaluators that can be compared with each other, the largest set first. `efficiency`: average variance
    of a difference of two severities if everybody with the same loads read everything, divided by that of this plan (1
    is as good as can be); `None` unless all are joined. `weakest`: the smallest canonical efficiency factor, 0 where
    something is not joined. `error`: root of the average variance of a difference of two evaluators of one component.
    """

    proposals: int
    evaluators: int
    components: tuple[tuple[str, ...], ...]
    efficiency: float | None
    weakest: float
    error: float | None
    joints: tuple[Joint, ...]

    @property
    def is_connected(self) -> bool:
        """Whether all evaluators who read something can be compared."""
        return len(self.components) <= 1


def design_of(pairs: Collection[Pair], group: Mapping[str, str] | None = None) -> Design:
    """The figures of the readings `pairs`. `group`: evaluator → team or field, for what joins the groups."""
    readings = sorted(set(pairs))
    names = sorted({proposal for proposal, _evaluator in readings})
    people = sorted({evaluator for _proposal, evaluator in readings})
    reads = np.zeros((len(names), len(people)))
    row, column = {one: at for at, one in enumerate(names)}, {one: at for at, one in enumerate(people)}
    for proposal, evaluator in readings:
        reads[row[proposal], column[evaluator]] = 1.0
    part = parts_of(reads)
    sets = [tuple(people[at] for at in np.flatnonzero(part == one)) for one in range(part.max(initial=-1) + 1)]
    information = _information(reads)
    inverse = _pseudo_inverse(information)
    within = _variances(inverse)[(part[:, None] == part) & ~np.eye(len(people), dtype=np.bool_)]
    connected = len(sets) == 1 and len(people) > 1
    complete = 2 * float((1 / reads.sum(axis=0)).mean()) if people else 0.0
    return Design(
        proposals=len(names),
        evaluators=len(people),
        components=tuple(sorted(sets, key=lambda one: (-len(one), one))),
        efficiency=_digits(complete / float(within.mean())) if connected else None,
        weakest=_weakest(information, reads.sum(axis=0)) if connected else 0.0,
        error=_digits(sqrt(float(within.mean()))) if within.size else None,
        joints=_joints(reads, people, part, inverse, group or {}),
    )


def parts_of(reads: Floats) -> Integers:
    """Column of a (proposal, evaluator) matrix of readings → number of its component, counted from 0."""
    part = np.full(reads.shape[1], -1)
    shared = (reads.T @ reads) > 0
    for first in range(len(part)):
        if part[first] >= 0:
            continue
        group = np.zeros(len(part), np.bool_)
        group[first] = True
        while (wider := shared[group].any(axis=0)).sum() > group.sum():
            group = wider
        part[group] = part.max() + 1
    return part


def _information(reads: Floats) -> Floats:
    readers = np.maximum(reads.sum(axis=1), 1.0)
    return np.asarray(np.diag(reads.sum(axis=0)) - reads.T @ (reads / readers[:, None]))


def _pseudo_inverse(information: Floats) -> Floats:
    if not information.size:
        return information
    values, vectors = np.linalg.eigh(information)
    known = values > ROUNDING * max(1.0, float(values.max()))
    return np.asarray((vectors[:, known] / values[known]) @ vectors[:, known].T)


def _variances(inverse: Floats) -> Floats:
    own = np.diag(inverse)
    return np.asarray(own[:, None] + own - 2 * inverse)


def _weakest(information: Floats, readings: Floats) -> float:
    scale = 1 / np.sqrt(readings)
    values = np.linalg.eigvalsh(information * scale[:, None] * scale)
    return _digits(float(values[1]))


def _joints(
    reads: Floats, people: list[str], part: Integers, inverse: Floats, group: Mapping[str, str]
) -> tuple[Joint, ...]:
    members = {
        name: np.array([at for at, one in enumerate(people) if group.get(one) == name], np.int64)
        for name in sorted({group[one] for one in people if one in group})
    }
    found = []
    for first, second in combinations(members, 2):
        ours, theirs = members[first], members[second]
        shared = int(((reads[:, ours].sum(axis=1) > 0) & (reads[:, theirs].sum(axis=1) > 0)).sum())
        contrast = np.zeros(len(people))
        contrast[ours], contrast[theirs] = 1 / len(ours), -1 / len(theirs)
        # A difference of means can be estimated where its weights add to nothing in every component.
        leans = any(abs(float(contrast[part == one].sum())) > ROUNDING for one in range(part.max() + 1))
        variance = float(contrast @ inverse @ contrast)
        error = None if leans else _digits(sqrt(max(0.0, variance)))
        found.append(Joint((first, second), shared, error))
    return tuple(found)


def _digits(value: float) -> float:
    """Six digits: what lies behind them differs between processors, and means nothing."""
    return float(f"{value:.6g}")
