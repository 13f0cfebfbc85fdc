"""Whether a design can tell severe evaluators from weak proposals, and what to add when it cannot.

Two conditions, in this order:

1. *Connected.* In the graph of proposals and evaluators joined by marks, only evaluators of one component can be
   compared (Searle 1971, Linear Models, ch. 7.4; Weeks & Williams 1964, Technometrics 6:319). Components besides the
   largest may hold at most `STRAY` of the proposals together; those keep an unknown severity and wide intervals.
2. *Precise.* A graph may hang together by a thread. The thread is looked for with the second eigenvector of the
   normalised information matrix and a sweep cut of least conductance (Fiedler 1973; Shi & Malik 2000). For the two
   parts the standard error of the difference of their mean severities *from shared readings alone* (no prior) has to be
   at most one standard deviation of severity, that is, shared readings say at least as much about the difference as
   the assumption that all evaluators come from one population; or at most half the noise of one mark, when severities
   hardly differ. Otherwise the design is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
import scipy
from numpy.typing import NDArray

from tular.engines.judging.marks import Floats, Ints, MarkTable
from tular.engines.judging.severity import Severities
from tular.engines.judging.writing import written

STRAY = 0.05
"""Share of the proposals that may hang outside without spoiling the rest."""

FEWEST = 3
"""Residual degrees of freedom below which noise cannot be told from severity at all."""

MARGIN = 1.5
"""Shared proposals are advised with some to spare: their readers' own severity is uncertain too."""

BY_LOT = "Hanya bila proposal benar-benar dibagi dengan undian, nyatakan itu; bagian-bagian lalu dapat dibandingkan."

NAMED = 4
"""Parts and members named in a reason before "dan lain-lain"."""


@dataclass(frozen=True, slots=True)
class Part:
    """Evaluators that can be compared with each other, and the proposals that they read."""

    evaluators: tuple[str, ...]
    proposals: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why severity is not identified. `code` is for programs, `reason` the Indonesian sentence for people."""

    code: str
    reason: str
    parts: tuple[Part, ...] = ()
    to_add: int = 0
    """Proposals that each part should share with another, when the parts are the obstacle."""


def parts_of(table: MarkTable) -> tuple[Ints, Ints]:
    """Number of the connected component of each proposal and of each evaluator; 0 is the one with most proposals."""
    count = len(table.proposals)
    edges = (np.ones(len(table.value)), (table.proposal, table.evaluator + count))
    size = count + len(table.evaluators)
    number, label = scipy.sparse.csgraph.connected_components(
        scipy.sparse.coo_matrix(edges, shape=(size, size)), directed=False
    )
    sizes = np.bincount(label[:count], minlength=number)
    order = np.argsort(-sizes, kind="stable")
    renumbered = np.empty(number, dtype=np.int64)
    renumbered[order] = np.arange(number)
    label = renumbered[label]
    return label[:count].astype(np.int64), label[count:].astype(np.int64)


def obstacle_in_marks(table: MarkTable) -> Obstacle | None:
    """What no design can repair: one evaluator, equal marks, nothing read twice, too little to tell noise."""
    if len(table.evaluators) == 1:
        return Obstacle(
            "one_evaluator",
            f"Hanya satu penilai ({table.evaluators[0]}). Keketatan baru dapat diperkirakan bila sebagian proposal "
            "dinilai juga oleh penilai lain.",
        )
    if float(np.ptp(table.value)) == 0:
        return Obstacle(
            "all_equal",
            f"Semua nilai sama ({written(float(table.value[0]))}), jadi nilai tidak membedakan proposal maupun "
            "penilai. Minta penilai menilai ulang dengan seluruh rentang skala.",
        )
    if int(np.max(table.readings)) == 1:
        return Obstacle(
            "nothing_shared",
            "Setiap proposal baru dinilai satu penilai, jadi penilai yang ketat tidak dapat dibedakan dari proposal"
            " yang lemah. Minta sebagian proposal dibaca penilai kedua dari bagian lain.",
        )
    parts = int(np.max(parts_of(table)[1])) + 1
    freedom = len(table.value) - len(table.proposals) - (len(table.evaluators) - parts)
    if freedom < FEWEST:
        return Obstacle(
            "too_few_shared",
            f"Bacaan bersama terlalu sedikit untuk memisahkan keketatan dari kebetulan: masih kurang "
            f"{FEWEST - freedom} nilai lagi pada proposal yang sudah dinilai penilai lain.",
            to_add=FEWEST - freedom,
        )
    return None


def obstacle_in_links(table: MarkTable, severities: Severities) -> Obstacle | None:
    """Parts of the design that share nothing, or too little, given the variances estimated within the parts."""
    of_proposal, of_evaluator = parts_of(table)
    outside = float(np.mean(of_proposal != 0))
    tolerance = _tolerance(severities)
    to_add = max(FEWEST, ceil(MARGIN * 2 * severities.noise / tolerance**2))
    if outside > STRAY:
        parts = [
            _part(table, np.flatnonzero(of_evaluator == one), int(np.sum(of_proposal == one)))
            for one in range(int(np.max(of_evaluator)) + 1)
        ]
        reason = (
            f"Penilai terbagi dalam {len(parts)} bagian yang tidak berbagi satu proposal pun ({_listed(parts)}), "
            "jadi bagian yang ketat tidak dapat dibedakan dari bagian yang proposalnya lemah. Tambahkan bacaan "
            f"bersama: sedikitnya {to_add} proposal dari setiap bagian dibaca juga oleh penilai bagian lain. {BY_LOT}"
        )
        return Obstacle("separate", reason, tuple(parts), to_add)
    weak = _weak_parts(table, np.flatnonzero(of_evaluator == 0), severities, tolerance)
    if not weak:
        return None
    error, members = weak
    parts = [_part(table, one, _proposals_of(table, one)) for one in members]
    reason = (
        f"Bagian-bagian penilai ini terlalu sedikit berbagi proposal ({_listed(parts)}): dari bacaan bersama, "
        f"selisih keketatan antarbagian baru diketahui dengan galat baku {written(error, 1)}, padahal paling besar "
        f"boleh {written(tolerance, 1)}. Tambahkan bacaan bersama: "
        f"sedikitnya {to_add} proposal di antara bagian-bagian itu. {BY_LOT}"
    )
    return Obstacle("weakly_linked", reason, tuple(parts), to_add)


def strays(table: MarkTable) -> tuple[str, ...]:
    """Proposals outside the largest connected part; their readers' severity is unknown."""
    of_proposal, _of_evaluator = parts_of(table)
    return tuple(table.proposals[number] for number in np.flatnonzero(of_proposal != 0))


def _tolerance(severities: Severities) -> float:
    """Largest standard error of a difference between parts that is still accepted."""
    return max(sqrt(severities.spread), sqrt(severities.noise) / 2)


def _weak_parts(
    table: MarkTable, members: Ints, severities: Severities, tolerance: float
) -> tuple[float, list[Ints]] | None:
    """The parts that are linked too weakly, with the largest standard error between them; None when there are none."""
    information = severities.information
    values, vectors = np.linalg.eigh(information[np.ix_(members, members)])
    kept = values > values[-1] * 1e-9
    inverse: Floats = (vectors[:, kept] / values[kept]) @ vectors[:, kept].T * severities.noise
    position = {int(member): place for place, member in enumerate(members)}
    found: list[Ints] = []
    errors: list[float] = []
    waiting = [members]
    while waiting:
        part = waiting.pop()
        cut = _cut(information, part)
        if cut is None:
            found.append(part)
            continue
        sides = (part[cut], part[~cut])
        contrast = np.zeros(len(members))
        for side, sign in zip(sides, (1.0, -1.0), strict=True):
            loads = table.loads[side].astype(np.float64)
            contrast[[position[int(one)] for one in side]] = sign * loads / np.sum(loads)
        error = sqrt(max(float(contrast @ inverse @ contrast), 0.0))
        if error <= tolerance:
            found.append(part)
            continue
        sizes = [_proposals_of(table, side) for side in sides]
        large = [side for side, size in zip(sides, sizes, strict=True) if size > STRAY * len(table.proposals)]
        if len(large) == 2:
            errors.append(error)
        waiting += large
    if len(found) < 2 or not errors:
        return None
    return max(errors), sorted(found, key=lambda one: int(one[0]))


def _cut(information: Floats, part: Ints) -> NDArray[np.bool_] | None:
    """The split of least conductance along the Fiedler vector; None for a part that cannot be split."""
    if len(part) < 2:
        return None
    links = -information[np.ix_(part, part)].copy()
    np.fill_diagonal(links, 0.0)
    links = np.maximum(links, 0.0)
    degree = np.maximum(links.sum(axis=1), 1e-12)
    root = 1 / np.sqrt(degree)
    _values, vectors = np.linalg.eigh(np.eye(len(part)) - root[:, None] * links * root[None, :])
    fiedler = np.round(vectors[:, 1] * root, 12)
    order = np.argsort(fiedler if fiedler[int(np.argmax(np.abs(fiedler)))] > 0 else -fiedler, kind="stable")
    ordered = links[np.ix_(order, order)]
    volume = np.cumsum(degree[order])[:-1]
    inside = np.cumsum(2 * np.sum(np.tril(ordered, -1), axis=1))[:-1]
    conductance = (volume - inside) / np.minimum(volume, degree.sum() - volume)
    chosen = np.zeros(len(part), dtype=np.bool_)
    chosen[order[: int(np.argmin(conductance)) + 1]] = True
    return chosen


def _proposals_of(table: MarkTable, evaluators: Ints) -> int:
    """Proposals that are read by these evaluators for the most part."""
    mine = np.isin(table.evaluator, evaluators).astype(np.float64)
    return int(np.sum(table.per_proposal(mine) > table.readings / 2))


def _part(table: MarkTable, evaluators: Ints, proposals: int) -> Part:
    read = np.unique(table.proposal[np.isin(table.evaluator, evaluators)])
    names = sorted({table.groups[number] for number in read} - {""})
    return Part(tuple(table.evaluators[number] for number in evaluators), proposals, tuple(names))


def _listed(parts: Sequence[Part]) -> str:
    """The parts by group where each has one of its own, else by evaluators."""
    groups = [one.groups for one in parts]
    own = all(len(one) == 1 for one in groups) and len(set(groups)) == len(groups)
    told = []
    for one in parts[:NAMED]:
        name = f"kelompok {one.groups[0]}" if own else "penilai " + _few(one.evaluators)
        told.append(f"{name}: {one.proposals} proposal")
    more = len(parts) - NAMED
    return "; ".join(told) + (f"; dan {more} bagian lain" if more > 0 else "")


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return f"{shown}, dan {len(names) - NAMED} lainnya" if len(names) > NAMED else shown
