"""Why readings cannot be assigned: who blocks it, by how many readings, and what to relax.

Plain contradictions are named first. Without one, an assignment is missing because some proposals need more readings
than the evaluators who may read them take (Hall, Journal of the London Mathematical Society 10, 1935, with loads), or
because the least loads of some evaluators are more than the proposals they may read need. Both are minimum cuts (Ford &
Fulkerson 1956); where neither is violated an assignment exists (Mendelsohn & Dulmage, Canadian Journal of Mathematics
10, 1958, with loads). Of all minimum cuts the nearest to its cause is told, part by part where it falls into parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tular.engines.judging.flow import cut
from tular.engines.judging.task import Booleans, Grid, Integers, Pair, Task

NAMED = 5
"""Ids that a sentence names before it counts the rest."""


class Code(StrEnum):
    """What kind of obstacle."""

    NO_EVALUATORS = "no_evaluators"
    MINIMUM_OVER_MAXIMUM = "minimum_over_maximum"
    FIXED_OVER_READINGS = "fixed_over_readings"
    FIXED_OVER_MAXIMUM = "fixed_over_maximum"
    FEWER_EVALUATORS_THAN_READINGS = "fewer_evaluators_than_readings"
    TOO_FEW_FREE_EVALUATORS = "too_few_free_evaluators"
    MINIMUM_OUT_OF_REACH = "minimum_out_of_reach"
    LOADS_TOO_SMALL = "loads_too_small"
    MINIMA_TOO_LARGE = "minima_too_large"
    PROPOSALS_BLOCKED = "proposals_blocked"
    MINIMA_BLOCKED = "minima_blocked"
    FIXED_IN_CONFLICT = "fixed_in_conflict"
    """Blocks nothing: a pair that stays although it is in conflict."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way. `short`: readings or places that are missing, 0 where nothing can be counted.

    `conflicts`: pairs in conflict which, lifted, would help; not all that there are if there are many.
    """

    code: Code
    proposals: tuple[str, ...]
    evaluators: tuple[str, ...]
    short: int
    sentence: str
    conflicts: tuple[Pair, ...] = ()


def obstacles(task: Task, grid: Grid) -> tuple[Obstacle, ...]:
    """Everything that has to be relaxed; empty where an assignment exists."""
    return tuple(_contradictions(task, grid)) or tuple(_blocked_proposals(task, grid)) + tuple(
        _blocked_minima(task, grid)
    )


def cautions(task: Task) -> tuple[Obstacle, ...]:
    """What blocks nothing but should be known: fixed pairs that are in conflict."""
    both = sorted(task.fixed & task.conflicts)
    if not both:
        return ()
    told = _named([f"{proposal}–{evaluator}" for proposal, evaluator in both], "")
    count = _count(len(both))
    sentence = f"{count} pasangan tetap mempunyai benturan kepentingan dan tidak diubah: {told}. Putuskan sendiri."
    proposals, evaluators = _ids({pair[0] for pair in both}), _ids({pair[1] for pair in both})
    return (Obstacle(Code.FIXED_IN_CONFLICT, proposals, evaluators, len(both), sentence, tuple(both)),)


def _contradictions(task: Task, grid: Grid) -> Iterator[Obstacle]:
    wanted = sum(one.readings for one in task.proposals)
    if wanted and not task.evaluators:
        yield Obstacle(Code.NO_EVALUATORS, (), (), wanted, "Belum ada penilai. Tambahkan penilai lebih dahulu.")
        return
    twisted = [one for one in task.evaluators if one.minimum > one.maximum]
    if twisted:
        # With bounds that no number meets, nothing else can be judged.
        told = _named(_ids({f"{one.id} ({one.minimum} > {one.maximum})" for one in twisted}))
        sentence = f"Batas bawah melebihi batas atas pada penilai {told}. Perbaiki salah satunya."
        over = sum(one.minimum - one.maximum for one in twisted)
        yield Obstacle(Code.MINIMUM_OVER_MAXIMUM, (), _ids({one.id for one in twisted}), over, sentence)
        return
    yield from _of_evaluators(task, grid)
    yield from _of_proposals(task, grid)
    most = sum(one.maximum for one in task.evaluators)
    if most < wanted:
        lacking = wanted - most
        sentence = (
            f"Semua proposal memerlukan {_count(wanted)} pembacaan, tetapi batas atas semua penilai berjumlah"
            f" {_count(most)}. Naikkan batas atas {_count(lacking)} pembacaan seluruhnya, tambah penilai, atau"
            f" kurangi {_count(lacking)} pembacaan."
        )
        yield Obstacle(Code.LOADS_TOO_SMALL, (), (), lacking, sentence)
    least = sum(one.minimum for one in task.evaluators)
    if least > wanted:
        over = least - wanted
        sentence = (
            f"Batas bawah semua penilai berjumlah {_count(least)}, tetapi hanya ada {_count(wanted)} pembacaan."
            f" Turunkan batas bawah {_count(over)} pembacaan seluruhnya, atau tambah pembacaan per proposal."
        )
        yield Obstacle(Code.MINIMA_TOO_LARGE, (), (), over, sentence)


def _of_evaluators(task: Task, grid: Grid) -> Iterator[Obstacle]:
    full = np.flatnonzero(grid.high < 0)
    if len(full):
        who, over = _at(grid.evaluators, full), int(-grid.high[full].sum())
        sentence = (
            f"Pasangan tetap melebihi batas atas penilai {_named(who)}. Naikkan batas atasnya {_count(over)}"
            " pembacaan seluruhnya, atau lepaskan sebanyak itu pasangan tetap."
        )
        yield Obstacle(Code.FIXED_OVER_MAXIMUM, (), who, over, sentence)
    open_rows = grid.allowed & (grid.need > 0)[:, None]
    # Two slots of a proposal share no evaluator, so a pair counts once.
    reach = open_rows.sum(axis=0)
    apart = np.flatnonzero(grid.low > reach)
    if len(apart):
        who, over = _at(grid.evaluators, apart), int((grid.low - reach)[apart].sum())
        pairs = _liftable(task, grid, None, set(who))
        sentence = (
            f"Penilai {_named(who)} tidak dapat mencapai batas bawahnya: terlalu sedikit proposal yang boleh dibaca"
            f" (paling banyak {_count(int(reach[apart].sum()))} dari {_count(int(grid.low[apart].sum()))}). Turunkan"
            f" batas bawahnya {_count(over)} pembacaan seluruhnya{_or_lift(pairs, over)}."
        )
        yield Obstacle(Code.MINIMUM_OUT_OF_REACH, (), who, over, sentence, pairs)


def _of_proposals(task: Task, grid: Grid) -> Iterator[Obstacle]:
    crowded = np.flatnonzero(grid.need < 0)
    if len(crowded):
        names, over = _at(grid.proposals, grid.of[crowded]), int(-grid.need[crowded].sum())
        sentence = (
            f"Pasangan tetap lebih banyak daripada pembacaan proposal {_named(names)}. Tambah {_count(over)} pembacaan,"
            " atau lepaskan sebanyak itu pasangan tetap."
        )
        yield Obstacle(Code.FIXED_OVER_READINGS, names, (), over, sentence)
    everybody = len(task.evaluators)
    many = [one for one in task.proposals if one.readings > everybody]
    if many:
        names, most = _ids({one.id for one in many}), max(one.readings for one in many)
        sentence = (
            f"Proposal {_named(names)} memerlukan sampai {_count(most)} pembaca yang berbeda, tetapi hanya ada"
            f" {_count(everybody)} penilai. Tambah {_count(most - everybody)} penilai, atau kurangi pembacaannya"
            f" menjadi paling banyak {_count(everybody)}."
        )
        yield Obstacle(Code.FEWER_EVALUATORS_THAN_READINGS, names, (), most - everybody, sentence)
    free = grid.allowed.sum(axis=1)
    lonely = np.flatnonzero((grid.need > free) & ~np.isin(grid.of, _places(grid.proposals, {one.id for one in many})))
    if len(lonely):
        names, lacking = _at(grid.proposals, grid.of[lonely]), int((grid.need - free)[lonely].sum())
        pairs = _liftable(task, grid, lonely, None)
        first = lonely[0]
        example = f"{grid.proposals[grid.of[first]]}: {_count(int(free[first]))} dari {_count(int(grid.need[first]))}"
        sentence = (
            f"Proposal {_named(names)} mempunyai lebih sedikit penilai yang boleh membaca daripada pembacaannya"
            f" ({example}). Kurangi {_count(lacking)} pembacaan, tambah penilai{_or_lift(pairs, lacking)}."
        )
        yield Obstacle(Code.TOO_FEW_FREE_EVALUATORS, names, (), lacking, sentence, pairs)


def _blocked_proposals(task: Task, grid: Grid) -> Iterator[Obstacle]:
    found = cut(grid.need, grid.high, grid.allowed)
    for rows, columns in _parts(found.givers, found.takers, grid.allowed):
        wanted, room = int(grid.need[rows].sum()), int(grid.high[columns].sum())
        others = int(np.delete(grid.allowed[rows], columns, axis=1).sum())
        lacking = wanted - room - others
        names, who = _at(grid.proposals, grid.of[rows]), _at(grid.evaluators, columns)
        pairs = _liftable(task, grid, rows, set(grid.evaluators) - set(who))
        beside = f", dan penilai lain paling banyak {_count(others)}" if others else ""
        sentence = (
            f"Proposal {_named(names)} masih memerlukan {_count(wanted)} pembacaan, tetapi penilai {_named(who)}"
            f" hanya dapat mengambil {_count(room)}{beside}; kurang {_count(lacking)}. Naikkan batas atas mereka paling"
            f" sedikit {_count(lacking)} seluruhnya, kurangi paling sedikit {_count(lacking)} pembacaan proposal"
            f" ini{_or_lift(pairs, lacking)}."
        )
        yield Obstacle(Code.PROPOSALS_BLOCKED, names, who, lacking, sentence, pairs)


def _blocked_minima(task: Task, grid: Grid) -> Iterator[Obstacle]:
    pairs_of = np.ascontiguousarray(grid.allowed.T)
    found = cut(grid.low, grid.need, pairs_of)
    for columns, rows in _parts(found.givers, found.takers, pairs_of):
        least, room = int(grid.low[columns].sum()), int(grid.need[rows].sum())
        others = int(np.delete(pairs_of[columns], rows, axis=1).sum())
        over = least - room - others
        names, who = _at(grid.proposals, grid.of[rows]), _at(grid.evaluators, columns)
        outside = np.setdiff1d(np.flatnonzero(grid.need > 0), rows)
        pairs = _liftable(task, grid, outside, set(who))
        beside = f", dan proposal lain paling banyak {_count(others)}" if others else ""
        sentence = (
            f"Penilai {_named(who)} harus membaca paling sedikit {_count(least)} lagi, tetapi proposal yang boleh"
            f" mereka baca ({_named(names)}) hanya memerlukan {_count(room)}{beside}. Turunkan batas bawah penilai"
            f" ini paling sedikit {_count(over)} seluruhnya{_or_lift(pairs, over)}."
        )
        yield Obstacle(Code.MINIMA_BLOCKED, names, who, over, sentence, pairs)


def _parts(givers: Booleans, takers: Booleans, pairs: Booleans) -> Iterator[tuple[Integers, Integers]]:
    """The givers and takers of a cut, those together that a pair joins."""
    left = np.flatnonzero(givers)
    while len(left):
        group = np.zeros(len(givers), np.bool_)
        group[left[0]] = True
        while True:
            reached = pairs[group].any(axis=0) & takers
            wider = group | (givers & pairs[:, reached].any(axis=1))
            if (wider == group).all():
                break
            group = wider
        yield np.flatnonzero(group), np.flatnonzero(reached)
        left = left[~group[left]]


def _liftable(task: Task, grid: Grid, rows: Integers | None, evaluators: set[str] | None) -> tuple[Pair, ...]:
    """Conflicts of these rows' proposals (all: `None`) with these evaluators, that are not fixed and not fenced off."""
    names = None if rows is None else {grid.proposals[place] for place in grid.of[rows]}
    circles = {name: frozenset().union(*(slot.evaluators for slot in slots)) for name, slots in task.slots.items()}
    return tuple(
        (proposal, evaluator)
        for proposal, evaluator in sorted(task.conflicts - task.fixed)
        if (names is None or proposal in names)
        and (evaluators is None or evaluator in evaluators)
        and (proposal not in circles or evaluator in circles[proposal])
    )


def _or_lift(pairs: Sequence[Pair], count: int) -> str:
    if len(pairs) < count:
        return ""
    told = _named([f"{proposal}–{evaluator}" for proposal, evaluator in pairs], "")
    return (
        f"; hanya bila ternyata keliru, dan dengan alasan tertulis, cabut paling sedikit {_count(count)} benturan"
        f" kepentingan (di antara {told})"
    )


def _named(ids: Sequence[str], empty: str = "mana pun") -> str:
    if not ids:
        return empty
    more = len(ids) - NAMED
    return ", ".join(sorted(ids, key=_natural)[:NAMED]) + (f", dan {_count(more)} lagi" if more > 0 else "")


def _natural(name: str) -> tuple[tuple[str, int], ...]:
    """P2 before P10, as people count."""
    return tuple((text, int(digits or -1)) for text, digits in re.findall(r"(\D*)(\d{0,18})", name))


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _at(names: Sequence[str], places: Integers) -> tuple[str, ...]:
    return tuple(names[place] for place in np.unique(places))


def _places(names: Sequence[str], wanted: set[str]) -> Integers:
    return np.array([place for place, name in enumerate(names) if name in wanted], np.int64)


def _ids(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
