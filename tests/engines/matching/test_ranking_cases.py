"""The worked cases beside the ranking rulebook, and nothing in them that the rulebook does not know."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import numpy as np
import pytest

from tests.engines.matching.worlds import ROOT, RULES, columns_of, facts_of
from tular.engines.matching.facts import UNKNOWN, RecordFacts
from tular.engines.matching.index import Fit
from tular.engines.matching.ranking import Asker, NeedContext, Scores, rank

CASES = tomllib.loads((ROOT / "rulebooks" / "ranking" / "finder-1.cases.toml").read_text(encoding="utf-8"))["cases"]
FACTS = {"kind", "province", "island_group", "themes", "awards", "status", "replications"}
KEYS = FACTS | {
    "name",
    "taken",
    "words",
    "meaning",
    "confirmed",
    "results",
    "components",
    "indicators",
    "points",
    "score",
}


def days(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def numbers(figures: dict[str, str]) -> dict[str, float]:
    """Published figures as the ranking compares them."""
    read = {rule.id: rule.number(figures[rule.id]) for rule in RULES.indicators if rule.id in figures}
    assert len(read) == len(figures)
    return {name: number for name, number in read.items() if number is not None}


def facts(candidate: dict[str, Any]) -> RecordFacts:
    components = candidate.get("components", {"filled": 0, "partly": 0, "of": 19})
    results = candidate.get("results", "")
    return facts_of(
        **{key: tuple(value) if isinstance(value, list) else value for key, value in candidate.items() if key in FACTS},
        taken={(kind, state): n for kind, by in candidate.get("taken", {}).items() for state, n in by.items()},
        confirmed_day=days(candidate["confirmed"]) if "confirmed" in candidate else UNKNOWN,
        filled=components["filled"],
        partly=components["partly"],
        components=components["of"],
        has_results=bool(results),
        measured=results == "measured",
        indicators={name: (number, True) for name, number in numbers(candidate.get("indicators", {})).items()},
    )


def ranked(case: dict[str, Any]) -> Scores:
    candidates = case["candidates"]
    words, meaning = (np.array([one.get(name, 0.0) for one in candidates]) for name in ("words", "meaning"))
    asker = dict(case.get("asker", {}))
    asker["indicators"] = numbers(asker.get("indicators", {}))
    need = NeedContext(Asker(**asker), tuple(case.get("themes", ())), days(case["today"]))
    fit = Fit(np.arange(len(candidates)), words, meaning, words, 0.0)
    return rank(fit, columns_of([facts(one) for one in candidates]), need, RULES, case.get("without", ()))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_case_of_the_shipped_rulebook_holds(case: dict[str, Any]) -> None:
    scores = ranked(case)
    names = [case["candidates"][number]["name"] for number in scores.numbers]
    assert names == case["order"]
    found = {
        name: {reason: round(float(row[place]), 2) for reason, row in scores.points.items() if row[place]}
        for place, name in enumerate(names)
    }
    assert found == {one["name"]: one["points"] for one in case["candidates"]}
    shown = {name: scores.score(place, RULES) for place, name in enumerate(names)}
    assert shown == pytest.approx({one["name"]: one["score"] for one in case["candidates"]})


def test_the_cases_try_every_reason() -> None:
    tried = {reason for case in CASES for one in case["candidates"] for reason in one["points"]}
    assert tried == set(RULES.reasons)


def test_the_cases_say_only_what_the_test_reads() -> None:
    for case in CASES:
        assert set(case) <= {"name", "today", "themes", "without", "asker", "order", "candidates"}
        for one in case["candidates"]:
            assert set(one) <= KEYS
            assert set(one.get("awards", ())) <= set(RULES.recognition)
            assert set(one.get("replications", ())) <= set(RULES.replication)
            for told in one.get("taken", {}).values():
                assert all(count <= one["replications"][state] for state, count in told.items())
            assert one.get("status", "berhenti") in RULES.alive
