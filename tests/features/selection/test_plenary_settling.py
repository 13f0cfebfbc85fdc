"""From scores and decisions to lines: places hold, departures are applied exactly, order does not matter."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.engines.rulebook.books import competition
from tular.features.selection.choices import LineWhy
from tular.features.selection.queries.plenary.settling import (
    FAILED,
    PASSED,
    drawn,
    lines_text,
    settings_of,
    settled,
    str_of,
    with_settings,
)
from tular.features.selection.queries.plenary.stages import deciding_source, sources_of, suggested

SETTINGS = {
    "decides": "proposal", "score": "raw", "passing_grade": None, "priority": False, "tie_breaks": [],
    "places": [{"pool": [], "cluster": "", "count": 2, "award": "finalis"}],
}  # fmt: skip


def proposal(code: str, raw: str | None, **fields: Any) -> dict[str, Any]:
    """A proposal of a basis."""
    scores = {} if raw is None else {"proposal": {"raw": raw, "calibrated": None}}
    return {"code": code, "group": "umum", "scores": scores, "marks": {}, **fields}


def basis(*proposals: dict[str, Any]) -> dict[str, Any]:
    """A basis of these."""
    return {"proposals": list(proposals)}


def decision(number: int, kind: str, code: str = "", reason: str = "sebab", **detail: Any) -> dict[str, Any]:
    """A decision."""
    return {"number": number, "kind": kind, "proposal": code, "detail": detail, "reason": reason}


def settings(**changed: Any) -> dict[str, Any]:
    """The first decision: settings."""
    return decision(1, "pengaturan", reason="", **{**SETTINGS, **changed})


def chosen(found: Any) -> list[str]:
    """Who is in."""
    return sorted(line.code for line in found.lines if line.outcome == PASSED)


def why(found: Any) -> dict[str, str]:
    """Code → why."""
    return {line.code: line.why for line in found.lines}


FOUR = basis(proposal("A", "90"), proposal("B", "80"), proposal("C", "70"), proposal("D", "60"))


def test_the_ranking_alone_gives_the_places_to_the_best() -> None:
    found = settled(FOUR, [settings()])
    assert chosen(found) == ["A", "B"]
    assert {line.award for line in found.lines} == {"finalis", ""}
    assert found.pools[0].last_in == "80" and found.pools[0].first_out == "70"


def test_who_is_taken_in_displaces_the_last() -> None:
    found = settled(FOUR, [settings(), decision(2, "masuk", "D")])
    assert chosen(found) == ["A", "D"]
    assert why(found) == {"A": "peringkat", "B": "tergeser", "C": "peringkat", "D": "dimasukkan"}
    assert next(line.reason for line in found.lines if line.code == "D") == "sebab"


def test_who_is_left_out_lets_the_next_move_up() -> None:
    found = settled(FOUR, [settings(), decision(2, "keluar", "A")])
    assert chosen(found) == ["B", "C"]
    assert why(found)["A"] == LineWhy.LEFT and why(found)["C"] == LineWhy.MOVED_UP


def test_too_many_taken_in_are_a_problem_and_never_silently_dropped() -> None:
    found = settled(FOUR, [settings(), *(decision(n, "masuk", code) for n, code in enumerate("BCD", start=2))])
    assert found.over == (0,) and chosen(found) == ["B", "C", "D"]


def test_undoing_brings_the_ranking_back_and_may_be_undone_itself() -> None:
    taken, undone = decision(2, "masuk", "D"), decision(3, "batal", undoes=[2])
    assert chosen(settled(FOUR, [settings(), taken, undone])) == ["A", "B"]
    assert chosen(settled(FOUR, [settings(), taken, undone, decision(4, "batal", undoes=[3])])) == ["A", "D"]


def test_equal_ones_at_the_last_place_wait_for_a_decision() -> None:
    tied = basis(proposal("A", "90"), proposal("B", "80"), proposal("C", "80"))
    found = settled(tied, [settings()])
    assert found.ties[0].tied == ("B", "C") and found.ties[0].places == 1
    assert chosen(found) == ["A"] and why(found)["B"] == LineWhy.OPEN_TIE
    told = decision(2, "seri", tied=["B", "C"], chosen=["C"], way="suara")
    found = settled(tied, [settings(), told])
    assert not found.ties and chosen(found) == ["A", "C"] and why(found)["C"] == LineWhy.TIE


def test_a_tie_that_was_decided_for_other_places_is_open_again() -> None:
    tied = basis(*(proposal(code, "80") for code in "ABC"))
    told = decision(2, "seri", tied=["A", "B", "C"], chosen=["A", "B"], way="suara")
    assert not settled(tied, [settings(), told]).ties
    assert settled(tied, [settings(), told, decision(3, "pengaturan", **{
        **SETTINGS, "places": [{"pool": [], "count": 1, "award": ""}]})]).ties  # fmt: skip


def test_all_of_a_tie_may_exceed_the_places_when_that_was_decided() -> None:
    tied = basis(*(proposal(code, "80") for code in "ABC"))
    found = settled(tied, [settings(), decision(2, "seri", tied=["A", "B", "C"], chosen=["A", "B", "C"], way="semua")])
    assert len(chosen(found)) == 3 and not found.over


def test_a_criterion_or_the_earlier_submission_breaks_ties_where_the_rules_say_so() -> None:
    tied = basis(
        proposal("A", "80", marks={"dampak": "70"}, submitted="2026-03-01T00:00:00+00:00"),
        proposal("B", "80", marks={"dampak": "75"}, submitted="2026-03-02T00:00:00+00:00"),
        proposal("C", "80", marks={"dampak": "75"}, submitted="2026-03-01T00:00:00+00:00"),
    )
    rules = settings(tie_breaks=["criterion:dampak", "submitted"])
    found = settled(tied, [rules])
    assert [line.code for line in found.lines] == ["C", "B", "A"] and not found.ties


def test_a_passing_grade_nobody_reaches_lets_nobody_in() -> None:
    found = settled(FOUR, [settings(passing_grade="95")])
    assert chosen(found) == [] and set(why(found).values()) == {LineWhy.BELOW}


def test_without_a_number_everybody_at_the_passing_grade_is_in() -> None:
    places = [{"pool": [], "cluster": "", "count": None, "award": ""}]
    assert chosen(settled(FOUR, [settings(passing_grade="70", places=places)])) == ["A", "B", "C"]


def test_replicated_work_comes_first_where_the_rules_say_so() -> None:
    told = basis(proposal("A", "90"), proposal("B", "80"), proposal("C", "86", replicated=True))
    assert chosen(settled(told, [settings(priority=True)])) == ["A", "C"]
    places = [{"pool": [], "count": 1, "award": ""}]
    assert chosen(settled(told, [settings(priority=True, places=places)])) == ["C"]


def test_places_are_for_groups_and_clusters() -> None:
    told = basis(
        proposal("A", "90"), proposal("B", "80", group="khusus"), proposal("C", "70", group="khusus"),
        proposal("D", "99", group="lain"),
    )  # fmt: skip
    places = [{"pool": ["umum"], "count": 1, "award": "x"}, {"pool": ["khusus"], "count": 1, "award": "y"}]
    found = settled(told, [settings(places=places)])
    assert chosen(found) == ["A", "B"] and why(found)["D"] == LineWhy.NO_POOL
    assert {line.code: line.award for line in found.lines if line.award} == {"A": "x", "B": "y"}
    kinds = basis(proposal("A", "90", cluster="kota"), proposal("B", "80", cluster="kota"), proposal("C", "1",
                  cluster="kabupaten"))  # fmt: skip
    seats = [{"pool": [], "cluster": one, "count": 1, "award": ""} for one in ("kota", "kabupaten")]
    assert chosen(settled(kinds, [settings(places=seats)])) == ["A", "C"]


def test_who_has_no_score_or_is_gone_is_told_as_such() -> None:
    told = basis(proposal("A", "90"), proposal("B", None), proposal("C", "70"))
    found = settled(told, [settings(), decision(2, "gugur", "A"), decision(3, "masuk", "A")])
    assert chosen(found) == ["C"] and why(found)["A"] == LineWhy.GONE and why(found)["B"] == LineWhy.UNSCORED
    assert found.lines[-1].code == "A"


def test_who_has_no_score_can_be_taken_in() -> None:
    told = basis(proposal("A", "90"), proposal("B", None), proposal("C", "70"))
    assert chosen(settled(told, [settings(), decision(2, "masuk", "B")])) == ["A", "B"]


def test_taking_in_without_places_for_the_group_is_told() -> None:
    places = [{"pool": ["umum"], "count": 1, "award": ""}]
    told = basis(proposal("A", "90"), proposal("B", "70", group="lain"))
    found = settled(told, [settings(places=places), decision(2, "masuk", "B")])
    assert found.outside == ("B",) and chosen(found) == ["A"]


def test_fewer_proposals_than_places_all_get_one() -> None:
    assert chosen(settled(basis(proposal("A", "1")), [settings()])) == ["A"]


def test_a_question_of_other_settings_keeps_nothing() -> None:
    told = [settings()]
    places = [{"pool": [], "cluster": "", "count": 3, "award": ""}]
    assert len(chosen(settled(FOUR, with_settings(told, places=places)))) == 3
    assert settings_of(told)["places"][0]["count"] == 2


def test_a_lot_can_be_drawn_again_by_anybody() -> None:
    assert drawn(["C", "A", "B"], "merdeka", 2) == drawn(["A", "B", "C"], "merdeka", 2)
    assert len(drawn(list("ABCDEFGH"), "x", 3)) == 3


SCORES = st.one_of(st.none(), st.integers(0, 12).map(lambda n: str(n * 5)))


@st.composite
def sessions(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    codes = [f"P{n:02d}" for n in range(draw(st.integers(1, 12)))]
    proposals = [
        proposal(code, draw(SCORES), group=draw(st.sampled_from(["umum", "khusus"])), replicated=draw(st.booleans()))
        for code in codes
    ]
    places = [
        {"pool": ["umum"], "cluster": "", "count": draw(st.integers(0, 5)), "award": ""},
        {"pool": ["khusus"], "cluster": "", "count": draw(st.one_of(st.none(), st.integers(0, 5))), "award": "a"},
    ]
    grade = draw(st.one_of(st.none(), st.just("30")))
    decisions = [settings(places=places, passing_grade=grade, priority=draw(st.booleans()))]
    for number in range(2, 2 + draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["masuk", "keluar", "gugur", "batal"]))
        if kind == "batal":
            decisions.append(decision(number, kind, undoes=[draw(st.integers(2, number))]))
        else:
            decisions.append(decision(number, kind, draw(st.sampled_from(codes))))
    return basis(*proposals), decisions


@given(sessions(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_byte(told: Any, shuffle: random.Random) -> None:
    one, decisions = told
    mixed = {"proposals": shuffle.sample(one["proposals"], len(one["proposals"]))}
    assert lines_text(settled(mixed, shuffle.sample(decisions, len(decisions)))) == lines_text(settled(one, decisions))


@given(sessions())
def test_places_are_exceeded_only_where_that_is_told(told: Any) -> None:
    found = settled(*told)
    for pool in found.pools:
        if pool.count is not None and pool.number not in found.over:
            assert pool.chosen <= pool.count
        else:
            assert pool.count is None or pool.taken > 0


@given(sessions())
def test_every_departure_is_applied_and_has_its_reason(told: Any) -> None:
    found = settled(*told)
    for line in found.lines:
        if line.outcome != line.ranked:
            assert line.why in (LineWhy.TAKEN, LineWhy.LEFT, LineWhy.MOVED_UP, LineWhy.DISPLACED, LineWhy.TIE,
                                LineWhy.OPEN_TIE)  # fmt: skip
        if line.why in (LineWhy.TAKEN, LineWhy.LEFT):
            assert line.reason and line.outcome == (PASSED if line.why == LineWhy.TAKEN else FAILED)
    assert sorted(line.code for line in found.lines) == sorted(one["code"] for one in told[0]["proposals"])
    assert [line.place for line in found.lines] == list(range(1, len(found.lines) + 1))


@given(st.fractions(min_value=-100, max_value=100, max_denominator=1).map(lambda n: n / 8))
def test_scores_are_written_exactly(value: Any) -> None:
    assert float(str_of(value)) == float(value)


def test_a_public_rating_is_shown_apart_and_counts_only_in_a_total_of_the_rulebook() -> None:
    stages = """
[[stages]]
id = "fisibilitas"
label = "Fisibilitas"
kind = "scored_panel_review"
order = 3
parallel_with = "kebermanfaatan"
scale = [0, 100]
[[stages]]
id = "kebermanfaatan"
label = "Kebermanfaatan"
kind = "public_rating"
order = 3
[[stages]]
id = "sidang_pleno"
label = "Sidang pleno"
kind = "panel_selection"
order = 4
[criteria.fisibilitas]
stage = "fisibilitas"
items = [{ id = "dampak", weight = 1 }]
"""
    total = """
[[totals]]
id = "akhir"
items = [{ stage = "fisibilitas", weight = 70 }, { stage = "kebermanfaatan", weight = 30 }]
"""
    apart, together = competition(stages), competition(stages, total)
    plenary = apart.stage("sidang_pleno")
    assert plenary is not None
    assert [(one.id, one.counts) for one in sources_of(apart, plenary)] == [
        ("fisibilitas", True), ("kebermanfaatan", False)
    ]  # fmt: skip
    assert deciding_source(apart, plenary) == "fisibilitas" and deciding_source(together, plenary) == "akhir"
    assert suggested(apart, plenary)["places"][0]["count"] == -1


def test_places_and_awards_of_a_rulebook_find_each_other() -> None:
    stages = """
[[stages]]
id = "proposal"
kind = "scored_desk_review"
scale = [0, 100]
shortlist = { times = 2, of = "finalis" }
[[stages]]
id = "finalis"
kind = "panel_selection"
cutoffs = [{ pool = ["umum"], count = 99 }, { pool = ["khusus"], count = 15 }]
[[stages]]
id = "pemenang"
kind = "panel_selection"
[criteria.proposal]
stage = "proposal"
items = [{ id = "dampak", weight = 1 }]
[[awards]]
id = "top99"
count = 99
pool = ["umum"]
[[awards]]
id = "top15"
count = 15
pool = ["khusus"]
[[awards]]
id = "top45"
count = 45
subset_of = "top99"
"""
    rules = competition(stages)
    of = {one.id: [(row["count"], row["award"]) for row in suggested(rules, one)["places"]] for one in rules.stages}
    assert of == {
        "proposal": [(198, ""), (30, "")], "finalis": [(99, "top99"), (15, "top15")], "pemenang": [(45, "top45")]
    }  # fmt: skip
