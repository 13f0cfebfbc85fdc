"""Why an innovation stands where it stands, and what to beware of: codes with values, no sentences.

Templates turn them into Indonesian or English. A reason's points are the ones it gave to the score.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tular.engines.matching.analysis import Token, tokens
from tular.engines.matching.facts import LASTING, UNKNOWN, Facts
from tular.engines.matching.ranking import NeedContext, Scores, indicator_likeness
from tular.engines.matching.resources import Found, ResourceReader
from tular.engines.matching.rules import RankingRules
from tular.engines.matching.thesaurus import Expansion, phrase_stems

FAR = 0.35
"""Likeness of two regions on a figure below which the difference is worth a warning."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a reason of the rulebook, the points it gave and out of how many, and the facts behind it."""

    code: str
    points: float
    most: float
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Caution:
    """What to beware of: a code and the facts behind it."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """Which words of the need stand in the record, and which other names of what it says."""

    words: tuple[str, ...]
    other_names: tuple[tuple[str, str], ...]
    """(what the need says, what the record says)"""
    stems: frozenset[str]
    """Stems to highlight."""


def text_evidence(topics: Sequence[Token], expansions: Sequence[Expansion], record_text: str) -> TextEvidence:
    """Compare a need with the text of one record, word by word."""
    record_stems = [token.stem for token in tokens(record_text)]
    present = set(record_stems)
    line = f" {' '.join(record_stems)} "
    words = tuple(dict.fromkeys(token.word for token in topics if token.stem in present))
    others: dict[str, str] = {}
    lit = {token.stem for token in topics}
    for expansion in expansions:
        for term in expansion.terms:
            way = phrase_stems(term)
            if way and f" {' '.join(way)} " in line:
                lit.update(way)
                if expansion.relation != "broader":
                    others.setdefault(expansion.said, term)
                break
    return TextEvidence(words, tuple(others.items()), frozenset(lit))


def explain(
    place: int, scores: Scores, facts: Facts, need: NeedContext, rules: RankingRules, evidence: TextEvidence
) -> list[Reason]:
    """The reasons that gave points at a place of the ranking, in the order of the rulebook."""
    number = int(scores.numbers[place])
    values: dict[str, dict[str, Any]] = {
        "words": {"words": evidence.words, "other_names": evidence.other_names},
        "meaning": {},
        "theme": {"themes": [theme for theme in need.themes if facts.has("themes", theme)[number]]},
        "kind": {"kind": facts.value("kind", number)},
        "area": {
            "same": "province" if facts.value("province", number) == need.asker.province else "island_group",
            "province": facts.value("province", number),
            "island_group": facts.value("island_group", number),
        },
        "indicators": {"indicators": _indicators(number, facts, need, rules)},
        "recognition": {"levels": _best_levels(facts.members("awards", number), rules)},
        "alive": {
            "status": facts.value("status", number),
            "confirmed_day": int(facts.numbers["confirmed_day"][number]),
        },
        "replication": {"states": _replications(facts, number)},
        "taken_alike": _taken_alike(facts, number, need, rules),
        "results": {"measured": bool(facts.flags["measured"][number])},
        "completeness": _completeness(facts, number),
    }
    return [
        Reason(code, float(scores.points[code][place]), rule.weight, values[code])
        for code, rule in rules.reasons.items()
        if scores.points[code][place] > 0.005
    ]


def cautions(
    number: int,
    facts: Facts,
    need: NeedContext,
    rules: RankingRules,
    lacking: Sequence[Found],
    description: str,
    reader: ResourceReader,
    requirements: Sequence[str] = (),
) -> list[Caution]:
    """What an officer should know before calling: the gravest first.

    `description` is how the innovation works; `requirements` are the lines in which its owner says what it needs,
    which weigh more than a mere mention.
    """
    found: list[Caution] = []
    status = facts.value("status", number)
    if status == "berhenti":
        found.append(Caution("stopped"))
    found += _wanting(lacking, description, reader, requirements)
    if not facts.flags["has_solution"][number] and not facts.flags["has_problem"][number]:
        found.append(Caution("title_only"))
    elif not facts.flags["has_results"][number]:
        found.append(Caution("no_results"))
    elif not facts.flags["measured"][number]:
        found.append(Caution("unmeasured_results"))
    if status in {"", "tidak-diketahui"}:
        found.append(Caution("not_confirmed"))
    else:
        day = int(facts.numbers["confirmed_day"][number])
        if status != "berhenti" and (day == UNKNOWN or need.today - day > rules.fresh_days):
            found.append(Caution("stale", {"confirmed_day": day}))
    states = _replications(facts, number)
    if states and not states.get("terbukti") and not states.get("berjalan"):
        found.append(Caution("replication_unproven", {"states": states}))
    far = [row for row in _indicators(number, facts, need, rules) if row["likeness"] < FAR]
    if far:
        found.append(Caution("region_differs", {"indicators": far[:2]}))
    return found


def _wanting(
    lacking: Sequence[Found], description: str, reader: ResourceReader, requirements: Sequence[str]
) -> list[Caution]:
    """What it takes and the need says is lacking, each resource once."""
    missing = {hit.resource.id for hit in lacking}
    found: dict[str, Caution] = {}
    for line in requirements:
        for hit in reader.mentioned(line):
            found.setdefault(hit.resource.id, Caution("needs", {"resource": hit.resource, "requirement": line}))
    for hit in reader.mentioned(description):
        mention = description[hit.start : hit.end]
        found.setdefault(hit.resource.id, Caution("lacks", {"resource": hit.resource, "mention": mention}))
    return [caution for id, caution in found.items() if id in missing]


def _indicators(number: int, facts: Facts, need: NeedContext, rules: RankingRules) -> list[dict[str, Any]]:
    rows = []
    for rule in rules.indicators:
        mine = need.asker.indicators.get(rule.id)
        if mine is None or np.isnan(facts.indicators[rule.id][number]):
            continue
        theirs = float(facts.indicators[rule.id][number])
        likeness = float(indicator_likeness(mine, np.array([theirs]), rule)[0])
        rows.append({"indicator": rule.id, "likeness": likeness, "own": bool(facts.own_indicator[rule.id][number])})
    return rows


def _best_levels(levels: Collection[str], rules: RankingRules) -> list[str]:
    return sorted(levels, key=lambda level: -rules.recognition.get(level, 0.0))


def _replications(facts: Facts, number: int) -> dict[str, int]:
    return {state: int(counts[number]) for state, counts in facts.replications.items() if counts[number]}


def _taken_alike(facts: Facts, number: int, need: NeedContext, rules: RankingRules) -> dict[str, Any]:
    """How many of the asker's kind run it, and how many of these are proven and lasted."""
    kind = need.asker.kind
    by_state = {state: int(facts.taken_by(kind, state)[number]) for state in (*rules.taken_alike, LASTING)}
    return {
        "kind": kind,
        "running": sum(by_state[state] for state in rules.taken_alike),
        "proven": by_state.get("terbukti", 0),
        "lasting": by_state[LASTING],
        "months": rules.lasting_months,
    }


def _completeness(facts: Facts, number: int) -> dict[str, int]:
    return {key: int(facts.numbers[key][number]) for key in ("filled", "partly", "components")}
