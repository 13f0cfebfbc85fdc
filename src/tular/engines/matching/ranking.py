"""Points with reasons: how much each candidate is worth for a need, and why.

Every reason gives each candidate a number between nothing and its weight in the rulebook. The score is their sum, so
it can be opened down to its last tenth, and a reason that is switched off simply gives nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from tular.engines.matching.facts import UNKNOWN, Facts
from tular.engines.matching.index import Fit
from tular.engines.matching.rules import IndicatorRule, RankingRules


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as they said. `indicators`: figure → comparable number, of the region or its province."""

    kind: str = ""
    province: str = ""
    island_group: str = ""
    region: str = ""
    indicators: Mapping[str, float] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether anything was said that context can be computed from."""
        return bool(self.kind or self.province)


@dataclass(frozen=True, slots=True)
class NeedContext:
    """What the ranking must know of the need besides its text."""

    asker: Asker
    themes: tuple[str, ...]
    today: int
    """Days since 1970-01-01."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Points of the candidates in `numbers`, best first. `points[reason]` and `total` run over the same order."""

    numbers: np.ndarray
    points: dict[str, np.ndarray]
    total: np.ndarray

    def parts(self, place: int, rules: RankingRules) -> dict[str, float]:
        """Points of each part at a place of the ranking, rounded to a tenth; their sum is the shown score."""
        return {
            part.id: round(sum(float(self.points[reason][place]) for reason in part.reasons), 1) for part in rules.parts
        }

    def score(self, place: int, rules: RankingRules) -> float:
        """The shown score: the sum of the shown parts."""
        return round(sum(self.parts(place, rules).values()), 1)


def themes_of_need(fit: Fit, facts: Facts, named: Collection[str], rules: RankingRules) -> tuple[str, ...]:
    """The need's themes: those it names, else those that stand out among the records nearest to it."""
    known = [theme for theme in facts.names["themes"] if theme in named]
    if known:
        return tuple(known[: int(rules.theme["most"])])
    nearest = fit.numbers[np.argsort(-fit.fused, kind="stable")[: int(rules.theme["nearest"])]]
    if not len(nearest):
        return ()
    standing_out = []
    for theme in facts.names["themes"]:
        has = facts.has("themes", theme)
        share, usual = float(has[nearest].mean()), max(float(has.mean()), 1e-9)
        if share >= rules.theme["share"] and share / usual >= rules.theme["lift"]:
            standing_out.append((share, theme))
    standing_out.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(theme for _, theme in standing_out[: int(rules.theme["most"])])


def rank(fit: Fit, facts: Facts, need: NeedContext, rules: RankingRules, without: Collection[str] = ()) -> Scores:
    """Order the candidates of `fit` by the points of all reasons but those in `without`.

    Ties keep the order of the catalogue, so that the same question gives the same list.
    """
    numbers = fit.numbers
    shares = {
        "words": fit.words,
        "meaning": fit.meaning,
        "theme": _themes(facts, numbers, need.themes),
        **_context(facts, numbers, need.asker, rules),
        **_proof(facts, numbers, need.today, rules),
        "taken_alike": _taken_alike(facts, numbers, need.asker, rules),
        "completeness": _completeness(facts, numbers, rules),
    }
    points = {
        reason: np.zeros(len(numbers)) if reason in without else shares[reason] * rule.weight
        for reason, rule in rules.reasons.items()
    }
    total = np.sum(list(points.values()), axis=0) if len(numbers) else np.zeros(0)
    order = np.lexsort((numbers, -np.round(total, 6)))
    return Scores(numbers[order], {reason: row[order] for reason, row in points.items()}, total[order])


def indicator_likeness(mine: float, theirs: np.ndarray, rule: IndicatorRule) -> np.ndarray:
    """0–1, NaN where the other side is unknown: 1 at the same figure, 0 at `scale` apart or more."""
    return np.clip(1 - np.abs(theirs - mine) / rule.scale, 0.0, 1.0)


def _themes(facts: Facts, numbers: np.ndarray, themes: tuple[str, ...]) -> np.ndarray:
    if not themes:
        return np.zeros(len(numbers))
    return np.mean([facts.has("themes", theme)[numbers] for theme in themes], axis=0)


def _context(facts: Facts, numbers: np.ndarray, asker: Asker, rules: RankingRules) -> dict[str, np.ndarray]:
    nothing = np.zeros(len(numbers))
    kind = facts.code("kind", asker.kind) if asker.kind else UNKNOWN
    same_kind = (facts.codes["kind"][numbers] == kind).astype(float) if kind != UNKNOWN else nothing
    area = nothing
    if asker.province:
        province = facts.code("province", asker.province)
        group = facts.code("island_group", asker.island_group)
        same_group = (facts.codes["island_group"][numbers] == group) & (group != UNKNOWN)
        same_province = (facts.codes["province"][numbers] == province) & (province != UNKNOWN)
        area = np.where(
            same_province,
            rules.context["same_province"],
            np.where(same_group, rules.context["same_island_group"], 0.0),
        )
    alike = [
        indicator_likeness(asker.indicators[rule.id], facts.indicators[rule.id][numbers], rule)
        for rule in rules.indicators
        if rule.id in asker.indicators
    ]
    if not alike:
        return {"kind": same_kind, "area": area, "indicators": nothing}
    rows = np.array(alike)
    known = ~np.isnan(rows)
    mean = np.where(known, rows, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return {"kind": same_kind, "area": area, "indicators": mean}


def _proof(facts: Facts, numbers: np.ndarray, today: int, rules: RankingRules) -> dict[str, np.ndarray]:
    recognition = np.zeros(len(numbers))
    for level, share in rules.recognition.items():
        recognition = np.maximum(recognition, facts.has("awards", level)[numbers] * share)
    by_status = np.array([rules.alive.get(name, 0.0) for name in facts.names["status"]] + [0.0])
    alive = by_status[facts.codes["status"][numbers]]
    confirmed = facts.numbers["confirmed_day"][numbers]
    fresh = (confirmed != UNKNOWN) & (today - confirmed <= rules.fresh_days)
    copied = np.zeros(len(numbers))
    for state, counts in facts.replications.items():
        copied = copied + counts[numbers] * rules.replication.get(state, 0.0)
    results = np.where(
        facts.flags["measured"][numbers],
        rules.measured,
        np.where(facts.flags["has_results"][numbers], rules.stated, 0.0),
    )
    return {
        "recognition": recognition,
        "alive": np.where(fresh, alive, alive / 2),
        "replication": np.minimum(copied, 1.0),
        "results": results,
    }


def _taken_alike(facts: Facts, numbers: np.ndarray, asker: Asker, rules: RankingRules) -> np.ndarray:
    """What agencies of the asker's kind run; a plan or an agreement of theirs is no experience."""
    found = np.zeros(len(numbers))
    if asker.kind:
        for state, share in rules.taken_alike.items():
            found = found + facts.taken_by(asker.kind, state)[numbers] * share
    return np.minimum(found, 1.0)


def _completeness(facts: Facts, numbers: np.ndarray, rules: RankingRules) -> np.ndarray:
    filled = facts.numbers["filled"][numbers] + rules.partly * facts.numbers["partly"][numbers]
    return filled / np.maximum(facts.numbers["components"][numbers], 1)
