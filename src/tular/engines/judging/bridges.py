"""Fences and bridges: groups read their own proposals, and some proposals get one reader from another group.

Without a shared proposal the severity of two groups cannot be compared (`design`). Which proposals become bridges is
chosen where it costs the least affinity, spread over the other groups and over their evaluators; then everything is
assigned together by the one flow of `assignment`, in which a bridge is a proposal of two slots: so many readings less
one at home, one in the other group.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import permutations
from math import ceil

import numpy as np

from tular.engines.judging.assignment import Assigned, assign, is_possible
from tular.engines.judging.design import Design, design_of
from tular.engines.judging.flow import Bounds, most
from tular.engines.judging.task import Booleans, Grid, Integers, Slot, Task, Unfit, grid_of

ENOUGH = 0.5
"""Standard error between groups, in noise of one mark, up to which `identifying` always lets a design be calibrated."""

COMPARABLE = "Semua penilai dapat dibandingkan."
JOINED = "Semua penilai terhubung."

TRIES = 6
"""Plans that are tried for a precision."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Who belongs together: proposal → group that reads it, evaluator → group. Who is in none is not fenced."""

    home: Mapping[str, str]
    of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wish:
    """How many bridges: for every two groups, or for every group in all, or as many as a precision needs.

    `precision`: largest standard error of the difference of the mean severities of two groups, in units of the noise of
    one mark; ½ says that groups are compared half as surely as one mark is. Exactly one of the three.
    """

    per_pair: int | None = None
    per_group: int | None = None
    precision: float | None = None


@dataclass(frozen=True, slots=True)
class Bridge:
    """A proposal of one group that somebody of another group reads too."""

    proposal: str
    home: str
    other: str


@dataclass(frozen=True, slots=True)
class Bridged:
    """The assignment, its bridges, and what the design is worth.

    `missing`: bridges that were wished for and for which there is no proposal. `met`: whether the wish came true; where
    it was a number of bridges that does not yet promise a calibration. `sentence` says both to people.
    """

    assigned: Assigned
    bridges: tuple[Bridge, ...]
    design: Design
    missing: int
    met: bool
    sentence: str


def bridged(task: Task, groups: Groups, wish: Wish) -> Bridged:
    """Assign with fences and bridges. Raises `Unfit` for unknown groups or a wish that is none or several."""
    _refuse_nonsense(task, groups, wish)
    if wish.precision is None:
        return _warned(_assigned(task, groups, wish))
    return _precise(task, groups, wish.precision)


def _warned(found: Bridged) -> Bridged:
    """A number of bridges may be there and still tell too little: `calibrate` then refuses, and that is said here."""
    errors = [joint.error for joint in found.design.joints if joint.error is not None]
    if not found.assigned.feasible or not found.design.is_connected or max(errors, default=0.0) <= ENOUGH:
        return found
    largest = f"{max(errors):.2f}".replace(".", ",")
    said = (
        f" Namun beda keketatan antarkelompok baru diketahui dengan galat baku {largest} kali derau satu nilai; di atas"
        " 0,5 kalibrasi dapat ditolak. Tambah jembatannya."
    )
    return replace(found, sentence=found.sentence.replace(COMPARABLE, JOINED) + said)


def _precise(task: Task, groups: Groups, precision: float) -> Bridged:
    """Begin with what equal groups would need, and add in proportion to what is missing."""
    names = {groups.of[one.id] for one in task.evaluators if one.id in groups.of}
    readings = max((one.readings for one in task.proposals), default=0)
    if len(names) < 2 or readings < 2:
        return _judged(_assigned(task, groups, Wish(per_pair=1)), precision)
    count = max(1, ceil(2 * readings / (len(names) * (readings - 1) * precision**2)))
    for _try in range(TRIES):
        found = _judged(_assigned(task, groups, Wish(per_pair=count)), precision)
        if found.met or found.missing or not found.assigned.feasible:
            return found
        errors = [joint.error for joint in found.design.joints]
        known = [error for error in errors if error is not None]
        factor = 2.0 if len(known) < len(errors) or not known else (max(known) / precision) ** 2
        count = max(count + 1, ceil(count * factor))
    return found


def _judged(found: Bridged, precision: float) -> Bridged:
    errors = [joint.error for joint in found.design.joints]
    met = found.assigned.feasible and all(error is not None and error <= precision for error in errors)
    known = [error for error in errors if error is not None]
    largest = f"{max(known):.2f}".replace(".", ",") if known else "tidak dapat ditaksir"
    wanted = f"{precision:.2f}".replace(".", ",")
    said = f"{found.sentence} Galat baku beda keketatan antarkelompok paling besar {largest}, yang diminta {wanted}."
    return replace(found, met=met, sentence=said)


@dataclass(frozen=True, slots=True)
class Fenced:
    """A task with its fences, as `assign` and `price` take it, and the proposals that became bridges."""

    task: Task
    bridges: tuple[Bridge, ...]
    missing: int


def fenced(task: Task, groups: Groups, wish: Wish) -> Fenced:
    """Choose the bridges and fence everything else. For a precision see `bridged`, which has to look at the result."""
    _refuse_nonsense(task, groups, wish)
    grid = grid_of(task)
    chosen = _chosen(task, grid, groups, wish)
    bridges = tuple(sorted(chosen + _fixed_bridges(task, groups), key=lambda one: (one.home, one.other, one.proposal)))
    missing = max(0, sum(_quotas(task, groups, wish).values()) - len(bridges))
    spread = _fenced(task, groups, chosen, _spread(task, grid, groups, chosen))
    if not is_possible(spread):
        # Somebody has no time for the share of bridges; anybody of that group may do them then.
        spread = _fenced(task, groups, chosen, {})
    return Fenced(spread, bridges, missing)


def _assigned(task: Task, groups: Groups, wish: Wish) -> Bridged:
    plan = fenced(task, groups, wish)
    found = assign(plan.task)
    design = design_of(found.pairs, groups.of)
    said = _sentence(found, plan.bridges, plan.missing, design)
    return Bridged(found, plan.bridges, design, plan.missing, found.feasible and not plan.missing, said)


def _sentence(found: Assigned, bridges: tuple[Bridge, ...], missing: int, design: Design) -> str:
    if not found.feasible:
        return "Dengan pagar kelompok, penugasan tidak dapat disusun."
    said = f"{len(bridges)} proposal dibaca juga oleh kelompok lain."
    if missing:
        said += (
            f" Kurang {missing}: tidak cukup proposal dengan dua pembacaan atau lebih yang boleh dibaca kelompok lain."
        )
    if not design.is_connected:
        return f"{said} Penilai terpisah menjadi {len(design.components)} bagian yang tidak dapat dibandingkan."
    return f"{said} {COMPARABLE}"


def _quotas(task: Task, groups: Groups, wish: Wish) -> dict[tuple[str, str], int]:
    """(Home group, other group) → bridges, with those that are there already."""
    names = sorted({groups.of[one.id] for one in task.evaluators if one.id in groups.of})
    found = {}
    for home, other in permutations(names, 2):
        if wish.per_pair is not None:
            # Half of them each way; the odd one goes from the earlier to the later.
            found[home, other] = (wish.per_pair + (home < other)) // 2
        elif wish.per_group is not None:
            others = [name for name in names if name != home]
            turn = (others.index(other) - names.index(home)) % len(others)
            found[home, other] = wish.per_group // len(others) + (turn < wish.per_group % len(others))
    return found


def _fixed_bridges(task: Task, groups: Groups) -> list[Bridge]:
    """Proposals that a fixed reader of another group reads already."""
    found = {}
    for proposal, evaluator in sorted(task.fixed):
        home, other = groups.home.get(proposal), groups.of.get(evaluator)
        if home is not None and other is not None and home != other:
            found[proposal] = Bridge(proposal, home, other)
    return list(found.values())


def _chosen(task: Task, grid: Grid, groups: Groups, wish: Wish) -> list[Bridge]:
    """The bridges that lose the least affinity: the least of the readers at home against the best of the others."""
    there = _fixed_bridges(task, groups)
    quotas = _quotas(task, groups, wish)
    for one in there:
        if (one.home, one.other) in quotas:
            quotas[one.home, one.other] = max(0, quotas[one.home, one.other] - 1)
    needs = {one.id: one.readings for one in task.proposals}
    taken = {one.proposal for one in there}
    slots = [key for key, count in sorted(quotas.items()) if count]
    if not slots:
        return []
    none = np.iinfo(np.int64).min // 8
    worth = np.where(grid.allowed, grid.gain, none)
    inside = {name: _columns(grid, groups, name) for name in sorted(set(groups.of.values()))}
    allowed = np.zeros((len(grid.proposals), len(slots)), np.bool_)
    cost = np.zeros(allowed.shape, np.int64)
    for row, name in enumerate(grid.proposals):
        home = groups.home.get(name)
        if home not in inside or needs[name] < 2 or name in taken or grid.need[row] < 1:
            continue
        at_home = np.sort(worth[row, inside[home]])[::-1]
        last = at_home[min(int(grid.need[row]), len(at_home)) - 1]
        for column, (of, other) in enumerate(slots):
            best = worth[row, inside[other]].max(initial=none)
            allowed[row, column] = of == home and best > none
            cost[row, column] = max(0, last - best) if last > none else 0
    high = np.array([quotas[slot] for slot in slots], np.int64)
    marked = most(Bounds(allowed.any(axis=1).astype(np.int64), np.zeros_like(high), high), allowed, cost)
    return [Bridge(grid.proposals[row], *slots[column]) for row, column in np.argwhere(marked).tolist()]


def _spread(task: Task, grid: Grid, groups: Groups, chosen: list[Bridge]) -> dict[str, frozenset[str]]:
    """Proposal → the one evaluator of the other group, so that these evaluators share the bridges evenly."""
    row = {name: at for at, name in enumerate(grid.proposals)}
    found = {}
    for other in sorted({one.other for one in chosen}):
        mine = [one for one in chosen if one.other == other]
        columns = _columns(grid, groups, other)
        share = ceil(len(mine) / max(1, len(columns)))
        rows = np.array([row[one.proposal] for one in mine], np.int64)
        high = np.minimum(np.maximum(grid.high[columns], 0), share)
        bounds = Bounds(np.ones(len(mine), np.int64), np.zeros_like(high), high)
        allowed: Booleans = grid.allowed[np.ix_(rows, columns)]
        gain: Integers = grid.gain[np.ix_(rows, columns)]
        for at, column in np.argwhere(most(bounds, allowed, -gain)).tolist():
            found[mine[at].proposal] = frozenset({grid.evaluators[columns[column]]})
    return found


def _fenced(task: Task, groups: Groups, chosen: list[Bridge], readers: Mapping[str, frozenset[str]]) -> Task:
    """The task with its slots: who may read what."""
    members: dict[str, set[str]] = {}
    for one in task.evaluators:
        if one.id in groups.of:
            members.setdefault(groups.of[one.id], set()).add(one.id)
    anywhere = {one.id for one in task.evaluators if one.id not in groups.of}
    bridge = {one.proposal: one for one in chosen}
    strangers: dict[str, set[str]] = {}
    for proposal, evaluator in task.fixed:
        if proposal in groups.home and groups.of.get(evaluator, groups.home[proposal]) != groups.home[proposal]:
            strangers.setdefault(proposal, set()).add(evaluator)
    slots = {}
    for need in task.proposals:
        if need.id not in groups.home:
            continue
        at_home = frozenset(members[groups.home[need.id]] | anywhere)
        fixed = frozenset(strangers.get(need.id, ()))
        parts = [Slot(min(len(fixed), need.readings), fixed)] if fixed else []
        if need.id in bridge:
            whole = frozenset(members[bridge[need.id].other]) - fixed
            parts.append(Slot(1, readers.get(need.id, whole)))
        left = need.readings - sum(part.readings for part in parts)
        slots[need.id] = (Slot(left, at_home), *parts)
    return replace(task, slots=slots)


def _columns(grid: Grid, groups: Groups, name: str) -> Integers:
    return np.array([at for at, one in enumerate(grid.evaluators) if groups.of.get(one) == name], np.int64)


def _refuse_nonsense(task: Task, groups: Groups, wish: Wish) -> None:
    if sum(one is not None for one in (wish.per_pair, wish.per_group, wish.precision)) != 1:
        raise Unfit("sebutkan tepat satu: jembatan per pasangan, jembatan per kelompok, atau ketelitian")
    if (wish.per_pair or 0) < 0 or (wish.per_group or 0) < 0:
        raise Unfit("jumlah jembatan kurang dari 0")
    if wish.precision is not None and not 0 < wish.precision < float("inf"):
        raise Unfit("ketelitian harus lebih dari 0")
    names = {one.id for one in task.proposals}
    people = {one.id for one in task.evaluators}
    for one in sorted(groups.home.keys() - names) + sorted(groups.of.keys() - people):
        raise Unfit(f"kelompok menyebut id yang tidak ada: {one}")
    for proposal, group in sorted(groups.home.items()):
        if group not in groups.of.values():
            raise Unfit(f"kelompok {group} dari proposal {proposal} tidak mempunyai penilai")
