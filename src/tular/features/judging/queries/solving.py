"""From the input of an assignment, as it is kept, to its solutions. Pure, so that a replay computes the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.judging.assignment import Assigned, price, served
from tular.engines.judging.bridges import Groups, Wish, bridged
from tular.engines.judging.design import Design, design_of
from tular.engines.judging.joining import joining
from tular.engines.judging.task import Capacity, Objective, Pair, ProposalNeed, Task

PRECISION = 0.5
"""Where nobody says how many bridges: panels are to be compared half as surely as one mark is."""


@dataclass(frozen=True, slots=True)
class Solved:
    """Solutions by objective as they are kept, or sentences on why there are none."""

    solutions: dict[str, Any]
    explanation: tuple[str, ...]


def task_of(told: Mapping[str, Any]) -> Task:
    """The engine's task from the input as it is kept."""
    return Task(
        proposals=tuple(ProposalNeed(str(one["id"]), one["readings"]) for one in told["proposals"]),
        evaluators=tuple(Capacity(str(one["id"]), one["min"], one["max"]) for one in told["evaluators"]),
        affinity={(str(entry), str(evaluator)): fit for entry, evaluator, fit in told["affinity"]},
        conflicts=frozenset((str(entry), str(evaluator)) for entry, evaluator in told["conflicts"]),
        fixed=frozenset((str(entry), str(evaluator)) for entry, evaluator in told["fixed"]),
    )


def solve(told: Mapping[str, Any]) -> Solved:
    """Both objectives. Between panels with homes bridges are planned; without panels, parts that nothing joins are
    joined by the cheapest swaps."""
    task, groups = task_of(told), _groups(told)
    if groups is None:
        return _free(task)
    wish = Wish(per_pair=told["groups"]["bridges"]) if told["groups"]["bridges"] else Wish(precision=PRECISION)
    solutions = {}
    for objective in Objective:
        found = bridged(replace(task, objective=objective), groups, wish)
        if not found.assigned.feasible:
            return Solved({}, (found.sentence, *(one.sentence for one in found.assigned.obstacles)))
        others = {(one.proposal, one.other) for one in found.bridges}
        bridges = [pair for pair in found.assigned.pairs if (pair[0], groups.of.get(pair[1], "")) in others]
        solutions[objective.value] = _solution(found.assigned, found.assigned.pairs, bridges, found.design, 0.0)
    return Solved(_with_price(solutions), ())


def _free(task: Task) -> Solved:
    found = price(task)
    if not found.by_total.feasible:
        return Solved({}, tuple(one.sentence for one in found.by_total.obstacles))
    solutions = {}
    for objective, one in ((Objective.TOTAL, found.by_total), (Objective.WORST, found.by_worst)):
        joined = joining(task, one.pairs, keep_worst=objective is Objective.WORST)
        now = replace(one, pairs=joined.pairs, worst=min(served(task, joined.pairs).values(), default=0.0))
        solutions[objective.value] = _solution(now, joined.pairs, [], design_of(joined.pairs), joined.loss)
    return Solved(_with_price(solutions), ())


def _groups(told: Mapping[str, Any]) -> Groups | None:
    if "groups" not in told:
        return None
    return Groups(
        home={str(entry): str(panel) for entry, panel in told["groups"]["proposals"]},
        of={str(evaluator): str(panel) for evaluator, panel in told["groups"]["evaluators"]},
    )


def _solution(
    found: Assigned, pairs: tuple[Pair, ...], bridges: list[Pair], design: Design, lost: float
) -> dict[str, Any]:
    assert found.total is not None, "an assignment that can be has a total"
    return {
        "pairs": _numbers(pairs),
        "bridges": _numbers(bridges),
        "figures": {
            "total": round(found.total - lost, 6),
            "worst": round(found.worst or 0.0, 6),
            "gap": None if found.gap is None else round(found.gap, 6),
            "parts": len(design.components),
            "efficiency": None if design.efficiency is None else round(design.efficiency, 6),
            "joints": [[*joint.groups, joint.bridges, joint.error] for joint in design.joints],
        },
    }


def _with_price(solutions: dict[str, Any]) -> dict[str, Any]:
    """What each objective costs beside the other."""
    total, worst = (solutions[objective.value]["figures"] for objective in (Objective.TOTAL, Objective.WORST))
    total["lost"], total["won"] = 0.0, 0.0
    worst["lost"] = round(total["total"] - worst["total"], 6)
    worst["won"] = round(worst["worst"] - total["worst"], 6)
    return solutions


def _numbers(pairs: Any) -> list[list[int]]:
    return sorted([int(entry), int(evaluator)] for entry, evaluator in pairs)


def linkage(figures: Mapping[str, Any]) -> str:
    """In words whether the severity of evaluators can be compared under a solution."""
    if figures["parts"] > 1:
        text = _("terpisah menjadi %(n)d bagian: keketatan penilai tidak dapat dibandingkan")
        return text % {"n": figures["parts"]}
    if figures["efficiency"] is None:
        return _("belum cukup bacaan untuk membandingkan penilai")
    return _("terhubung; ketelitian %(share)d %% dari yang terbaik") % {"share": round(100 * figures["efficiency"])}
