"""Reasons and cautions: codes with the facts behind them, no sentences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engines.matching.worlds import RULES, columns_of, facts_of, small_thesaurus
from tular.engines.matching.analysis import stem, tokens, topics
from tular.engines.matching.explaining import Caution, Reason, TextEvidence, cautions, explain, text_evidence
from tular.engines.matching.facts import LASTING, UNKNOWN
from tular.engines.matching.index import Fit
from tular.engines.matching.ranking import Asker, NeedContext, rank

TODAY = 20_000
ASKER = Asker(
    kind="kabupaten",
    province="53",
    island_group="Bali-Nusa Tenggara",
    indicators={"stunting_prevalence": 35.0, "poverty_rate": 19.0},
)
NEED = NeedContext(ASKER, ("stunting",), TODAY)
EVIDENCE = TextEvidence(("kader",), (("tengkes", "stunting"),), frozenset())
READER = RULES.resource_reader()
FULL: dict[str, Any] = {
    "kind": "kabupaten", "province": "53", "island_group": "Bali-Nusa Tenggara", "themes": ("pendidikan", "stunting"),
    "awards": ("top99", "top45"), "status": "berkembang", "confirmed_day": TODAY - 10,
    "replications": {"berjalan": 3, "rencana": 1},
    "taken": {
        ("kabupaten", "berjalan"): 1, ("kabupaten", "terbukti"): 1, ("kabupaten", LASTING): 1, ("kota", "berjalan"): 9,
    },
    "filled": 10, "partly": 4, "has_problem": True,
    "has_solution": True, "has_results": True, "measured": True,
    "indicators": {"stunting_prevalence": (35.0, True), "poverty_rate": (19.0, False)},
}  # fmt: skip


def reasons(need: NeedContext = NEED, without: tuple[str, ...] = (), **known: Any) -> list[Reason]:
    facts = columns_of([facts_of(**FULL | known)])
    one = np.ones(1)
    scores = rank(Fit(np.zeros(1, int), one, one, one, 1.0), facts, need, RULES, without)
    return explain(0, scores, facts, need, RULES, EVIDENCE)


def care(text: str = "", description: str = "", need: NeedContext = NEED, **known: Any) -> list[Caution]:
    facts = columns_of([facts_of(**FULL | known)])
    return cautions(0, facts, need, RULES, READER.lacking(text), description, READER)


def test_every_reason_that_gave_points_tells_what_it_rests_on() -> None:
    assert reasons() == [
        Reason("words", 12, 12, {"words": ("kader",), "other_names": (("tengkes", "stunting"),)}),
        Reason("meaning", 33, 33, {}),
        Reason("theme", 10, 10, {"themes": ["stunting"]}),
        Reason("kind", 4, 4, {"kind": "kabupaten"}),
        Reason("area", 4, 4, {"same": "province", "province": "53", "island_group": "Bali-Nusa Tenggara"}),
        Reason(
            "indicators",
            7,
            7,
            {
                "indicators": [
                    {"indicator": "stunting_prevalence", "likeness": 1.0, "own": True},
                    {"indicator": "poverty_rate", "likeness": 1.0, "own": False},
                ]
            },
        ),
        Reason("recognition", 7, 7, {"levels": ["top45", "top99"]}),
        Reason("alive", 4, 4, {"status": "berkembang", "confirmed_day": TODAY - 10}),
        Reason("replication", 3, 3, {"states": {"rencana": 1, "berjalan": 3}}),
        Reason(
            "taken_alike",
            pytest.approx(2 * 0.94),
            2,
            {"kind": "kabupaten", "running": 2, "proven": 1, "lasting": 1, "months": 12},
        ),
        Reason("results", 4, 4, {"measured": True}),
        Reason("completeness", pytest.approx(10 * 12 / 19), 10, {"filled": 10, "partly": 4, "components": 19}),
    ]


def test_a_reason_without_points_is_not_told() -> None:
    nothing = {"awards": (), "status": "berhenti", "replications": {}, "filled": 0, "partly": 0}
    told = reasons(need=NeedContext(Asker(), (), TODAY), **nothing)
    assert [reason.code for reason in told] == ["words", "meaning", "results"]
    assert "meaning" not in {reason.code for reason in reasons(without=("meaning",))}


def test_another_province_of_the_islands_is_told_as_such() -> None:
    area = next(reason for reason in reasons(province="52") if reason.code == "area")
    assert (area.points, area.values["same"], area.values["province"]) == (2, "island_group", "52")


def test_a_whole_record_that_runs_needs_no_care() -> None:
    assert care() == []


LACKING = {
    "text": "kader sedikit, anggaran terbatas",
    "description": "Kader, lalu kader lain, menimbang dengan dana desa.",
}
NO_STUNTING = {"indicator": "stunting_prevalence", "likeness": 0.0, "own": False}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"status": "berhenti", "confirmed_day": 0}, [Caution("stopped")]),
        ({"status": "tidak-diketahui", "confirmed_day": UNKNOWN}, [Caution("not_confirmed")]),
        ({"status": "", "confirmed_day": UNKNOWN}, [Caution("not_confirmed")]),
        ({"confirmed_day": UNKNOWN}, [Caution("stale", {"confirmed_day": UNKNOWN})]),
        ({"confirmed_day": TODAY - 1096}, [Caution("stale", {"confirmed_day": TODAY - 1096})]),
        ({"confirmed_day": TODAY - 1095}, []),
        ({"has_problem": False, "has_solution": False, "has_results": False}, [Caution("title_only")]),
        ({"has_results": False, "measured": False}, [Caution("no_results")]),
        ({"measured": False}, [Caution("unmeasured_results")]),
        (
            {"replications": {"rencana": 2, "kesepakatan": 1}},
            [Caution("replication_unproven", {"states": {"rencana": 2, "kesepakatan": 1}})],
        ),
        ({"replications": {"rencana": 2, "terbukti": 1}}, []),
        ({"replications": {}}, []),
        (
            {"indicators": {"stunting_prevalence": (10.0, False), "poverty_rate": (19.0, True)}},
            [Caution("region_differs", {"indicators": [NO_STUNTING]})],
        ),
    ],
)
def test_what_to_beware_of(known: dict[str, Any], expected: list[Caution]) -> None:
    assert care(**known) == expected


def test_what_the_asker_lacks_and_the_description_uses_is_told_once_as_written() -> None:
    found = care(**LACKING)
    assert [(one.code, one.values["resource"].id, one.values["mention"]) for one in found] == [
        ("lacks", "kader", "Kader"),
        ("lacks", "anggaran", "dana desa"),
    ]


def test_the_gravest_comes_first() -> None:
    codes = [
        one.code
        for one in care(
            **LACKING,
            status="berhenti",
            has_results=False,
            measured=False,
            replications={"rencana": 1},
            indicators={"poverty_rate": (1.0, True)},
        )
    ]
    assert codes == ["stopped", "lacks", "lacks", "no_results", "replication_unproven", "region_differs"]


def test_without_an_asker_no_region_differs() -> None:
    assert care(need=NeedContext(Asker(), (), TODAY), indicators={"poverty_rate": (1.0, True)}) == []


def test_evidence_names_shared_words_and_other_names_with_the_stems_to_highlight() -> None:
    need = "tengkes di desa, kader kurang"
    expansions = small_thesaurus().expansions(tokens(need))
    text = "Kadernya mencatat gizi kronis di tiap Desa; gizi masyarakat membaik."
    assert text_evidence(topics(need), expansions, text) == TextEvidence(
        words=("desa", "kader"),
        other_names=(("tengkes", "gizi kronis"),),
        stems=frozenset(map(stem, ("tengkes", "desa", "kader", "gizi", "kronis", "masyarakat"))),
    )


def test_no_evidence_in_an_empty_record() -> None:
    assert text_evidence(topics("kader"), (), "") == TextEvidence((), (), frozenset({stem("kader")}))


def test_what_the_owner_says_is_needed_weighs_more_than_a_mention() -> None:
    facts = columns_of([facts_of(**FULL)])
    text = "kader sedikit, anggaran terbatas"
    told = cautions(
        0, facts, NeedContext(Asker(), (), TODAY), RULES, READER.lacking(text), "Kader menimbang dengan dana desa.",
        READER, ["Kader posyandu: 12 orang", "Timbangan"],
    )  # fmt: skip
    lacks = [(one.code, one.values) for one in told if one.code in ("needs", "lacks")]
    assert [(code, values.get("requirement") or values.get("mention")) for code, values in lacks] == [
        ("needs", "Kader posyandu: 12 orang"),
        ("lacks", "dana desa"),
    ]
