"""The ranking rulebook is read whole or refused with the key that is wrong."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.engines.matching.worlds import RULEBOOK, RULES
from tular.engines.matching.index import TextRules
from tular.engines.matching.rules import IndicatorRule, RankingRulesError, rules_from

Document = dict[str, Any]


def changed(change: Callable[[Document], object]) -> Document:
    document = copy.deepcopy(RULEBOOK)
    change(document)
    return document


MISSING = {
    "id": lambda d: d.pop("id"),
    "parts": lambda d: d.pop("parts"),
    "weight": lambda d: d["parts"][0]["reasons"][0].pop("weight"),
    "reasons": lambda d: d["parts"][2].pop("reasons"),
    "words_share": lambda d: d["text"].pop("words_share"),
    "minimum_fit": lambda d: d["text"].pop("minimum_fit"),
    "lift": lambda d: d["theme"].pop("lift"),
    "same_province": lambda d: d["context"].pop("same_province"),
    "scale": lambda d: d["indicators"][0].pop("scale"),
    "levels": lambda d: d["recognition"].pop("levels"),
    "fresh_days": lambda d: d["alive"].pop("fresh_days"),
    "states": lambda d: d["replication"].pop("states"),
    "measured": lambda d: d["results"].pop("measured"),
    "partly": lambda d: d["completeness"].pop("partly"),
    "words": lambda d: d["resources"][0].pop("words"),
    "cues": lambda d: d["lack"].pop("cues"),
}


@pytest.mark.parametrize("key", MISSING)
def test_a_missing_key_is_named(key: str) -> None:
    with pytest.raises(RankingRulesError, match=f"kunci '{key}' tidak ada"):
        rules_from(changed(MISSING[key]))


def test_weights_of_reasons_that_miss_their_part_are_refused() -> None:
    with pytest.raises(RankingRulesError) as refused:
        rules_from(changed(lambda d: d["parts"][0]["reasons"][0].update(weight=13)))
    assert str(refused.value) == "parts.text: bobot alasannya berjumlah 46, seharusnya 45."


def test_parts_that_miss_a_hundred_are_refused() -> None:
    with pytest.raises(RankingRulesError, match="parts: jumlah bobot semua bagian seharusnya 100"):
        rules_from(changed(lambda d: d["parts"].pop()))


def test_the_shipped_rulebook_is_read_whole() -> None:
    assert RULES.id == "finder-1"
    assert {part.id: (part.weight, part.reasons) for part in RULES.parts} == {
        "text": (45, ("words", "meaning")),
        "theme": (10, ("theme",)),
        "context": (15, ("kind", "area", "indicators")),
        "proof": (20, ("recognition", "alive", "replication", "taken_alike", "results")),
        "completeness": (10, ("completeness",)),
    }
    assert {reason: rule.part for reason, rule in RULES.reasons.items()} == {
        reason: part.id for part in RULES.parts for reason in part.reasons
    }
    assert isinstance(RULES.text, TextRules)
    shares = [*RULES.recognition.values(), *RULES.alive.values(), *RULES.replication.values()]
    assert all(0 <= share <= 1 for share in shares)
    assert len({resource.id for resource in RULES.resources}) == len(RULES.resources)


@pytest.mark.parametrize(
    ("rule", "value", "number"),
    [
        (IndicatorRule("hdi", 15, False, ()), "70.5", 70.5),
        (IndicatorRule("hdi", 15, False, ()), "tidak ada", None),
        (IndicatorRule("population", 1, True, ()), "1000", 3.0),
        (IndicatorRule("population", 1, True, ()), "0", None),
        (IndicatorRule("fiscal", 3, False, ("rendah", "tinggi")), "tinggi", 1.0),
        (IndicatorRule("fiscal", 3, False, ("rendah", "tinggi")), "Tinggi sekali", None),
    ],
)
def test_a_figure_is_read_or_unknown(rule: IndicatorRule, value: str, number: float | None) -> None:
    assert rule.number(value) == number
