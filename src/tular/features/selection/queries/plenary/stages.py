"""What the rulebook says about a plenary: from which stages it decides, for how many places, and for which awards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tular.engines.rulebook.choosing import Places
from tular.engines.rulebook.competition import Award, Stage
from tular.engines.rulebook.competition import Competition as Rules
from tular.features.competitions.models import Competition
from tular.features.judging.queries.rules import MARKED
from tular.foundation.rulebooks.versions import rules_of

CHOOSES = "panel_selection"
RATED = "public_rating"
RAW, CALIBRATED = "raw", "calibrated"


@dataclass(frozen=True, slots=True)
class Source:
    """Something that gives each proposal a score: a stage or a total. `counts`: it may decide the ranking."""

    id: str
    label: str
    kind: str
    counts: bool


def nominates(stage: Stage) -> bool:
    """Whether the rules let this stage with marks end with a choice of its own."""
    return stage.kind in MARKED and bool(stage.shortlist or stage.seats or stage.passing_grade is not None)


def plenary_stages(competition: Competition) -> list[Stage]:
    """The stages that may end with nominations or a plenary, in order; no query with `rulebook` loaded."""
    return [one for one in rules_of(competition.rulebook).stages if one.kind in (*MARKED, CHOOSES)]


def plenary_stage(competition: Competition, identity: str) -> Stage | None:
    """One of them by its id."""
    return next((one for one in plenary_stages(competition) if one.id == identity), None)


def is_nomination(stage: Stage) -> bool:
    """Whether it nominates from its own marks rather than choosing after other stages."""
    return stage.kind != CHOOSES


def sources_of(rules: Rules, stage: Stage) -> list[Source]:
    """What a plenary of this stage may look at: stages with scores up to it, and totals over them."""
    stages = [one for one in rules.stages if one.order <= stage.order and (one is stage or one.order < stage.order)]
    found = [Source(one.id, one.label, one.kind, one.kind in MARKED) for one in stages if one.kind in (*MARKED, RATED)]
    known = {one.id for one in found}
    if is_nomination(stage):
        return found
    for total in rules.totals:
        if all(term.is_total or term.id in known for term in total.terms):
            found.append(Source(total.id, total.label, "total", True))
    return found


def deciding_source(rules: Rules, stage: Stage) -> str:
    """What ranks by the rules: a total where they have one, else the last stage with marks; "" where there is none."""
    counting = [one for one in sources_of(rules, stage) if one.counts]
    if is_nomination(stage):
        return stage.id
    return counting[-1].id if counting else ""


def suggested(rules: Rules, stage: Stage) -> dict[str, Any]:
    """The settings as the rulebook tells them. A count of -1 is a number that it does not tell."""
    decides = deciding_source(rules, stage)
    marked = rules.stage(decides) or stage
    grade = stage.passing_grade if stage.passing_grade is not None else (
        rules.total(decides).passing_grade if rules.total(decides) else None  # type: ignore[union-attr] # just asked
    )  # fmt: skip
    return {
        "decides": decides,
        "score": RAW,
        "places": suggested_places(rules, stage),
        "passing_grade": None if grade is None else _decimal(grade),
        "priority": bool(stage.priority_when),
        "tie_breaks": list(stage.tie_breaks or marked.tie_breaks),
    }


def suggested_places(rules: Rules, stage: Stage) -> list[dict[str, Any]]:
    """Pools with their places and awards as the rulebook tells them."""
    if stage.seats:
        return [_row((), count, "", cluster) for cluster, count in stage.seats.items()]
    awards = _matched(rules)
    if stage.shortlist:
        return [_row(one.pool, one.count, awards.get((stage.id, at), "")) for at, one in enumerate(stage.shortlist)]
    if stage.kind == CHOOSES:
        left = [one for one in rules.awards if one.count and one.id not in awards.values()]
        choosing = [one for one in rules.stages if one.kind == CHOOSES]
        if left and stage is choosing[-1]:
            return [_row(one.pool, one.count or -1, one.id) for one in left]
    if stage.passing_grade is not None:
        return [_row((), None, "")]
    return [_row((), -1, "")]


PARTS = ("group", "category", "kind", "island", "province")
"""By what an organiser may part the places, when the rulebook leaves that open."""


def parted(proposals: Iterable[Mapping[str, Any]], by: str) -> list[dict[str, Any]]:
    """Pools for each value of a dimension, with numbers still to be typed."""
    values = sorted({str(one[by]) for one in proposals if one.get(by)})
    if by == "group":
        return [_row((value,), -1, "") for value in values]
    return [{**_row((), -1, "", value), "by": by} for value in values]


def _row(pool: tuple[str, ...], count: int | None, award: str, cluster: str = "") -> dict[str, Any]:
    return {"pool": list(pool), "cluster": cluster, "count": count, "award": award}


def _matched(rules: Rules) -> dict[tuple[str, int], str]:
    """(stage, place in its shortlist) → the award that fits in number and groups; each award once."""
    found: dict[tuple[str, int], str] = {}
    for stage in rules.stages:
        free = [one for one in rules.awards if one.id not in found.values()]
        whole = next((one for one in free if not one.pool and one.count == sum(p.count for p in stage.shortlist)), None)
        if whole and stage.shortlist:
            found |= {(stage.id, at): whole.id for at in range(len(stage.shortlist))}
            continue
        for at, places in enumerate(stage.shortlist):
            if award := next((one for one in free if _fits(one, places) and one.id not in found.values()), None):
                found[stage.id, at] = award.id
    return found


def _fits(award: Award, places: Places) -> bool:
    return award.count == places.count and (not award.pool or set(award.pool) == set(places.pool))


def _decimal(value: Any) -> str:
    number = float(value)
    return str(int(number)) if number == int(number) else str(number)


def award_labels(competition: Competition) -> dict[str, str]:
    """Award → what the rulebook calls it; no query with `rulebook` loaded."""
    return {one.id: one.label for one in rules_of(competition.rulebook).awards}


def wider_award(rules: Rules, award: str) -> str:
    """The award that whoever has this one has too; "" where there is none."""
    return next((one.subset_of for one in rules.awards if one.id == award), "")


def cluster_of(seats: Mapping[str, int], facts: Mapping[str, Any]) -> str:
    """Which of the clusters a proposal belongs to, by whatever the rulebook parts them: kind, group, area, category."""
    for name in ("kind", "group", "province", "island", "region", "category"):
        if facts.get(name) in seats:
            return str(facts[name])
    return ""
