"""Readings become one number or say what is needed first; places go to the best, and equals are never told apart."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.rulebook.books import CRITERIA, PROPOSAL, competition
from tular.engines.rulebook import RulebookError
from tular.engines.rulebook.choosing import (
    Balance,
    Candidate,
    Disagreement,
    Needs,
    Places,
    ReadingRule,
    Settled,
    WithThird,
    balance,
    choose,
    choose_by_cluster,
    ranking,
    settle,
)


def readings(*values: int) -> list[Fraction]:
    return [Fraction(value) for value in values]


def needs(rule: ReadingRule, *values: int, discussed: bool = False) -> tuple[Needs, Fraction | None]:
    found = settle(readings(*values), rule, discussed=discussed)
    return found.needs, found.value


def test_two_readings_make_a_mean() -> None:
    assert settle(readings(70, 81), ReadingRule()) == Settled(
        Fraction(151, 2), Needs.NOTHING, "rata-rata dari 70, 81 = 75,5"
    )
    assert settle(readings(70), ReadingRule()).needs is Needs.READER


def test_a_third_reader_is_asked_for_only_beyond_the_gap() -> None:
    rule = ReadingRule(disagreement=Disagreement.THIRD_READER, gap=Fraction(15))
    assert needs(rule, 60, 75) == (Needs.NOTHING, Fraction(135, 2))
    assert needs(rule, 60, 76) == (Needs.READER, None)
    assert needs(rule, 60, 76, 74) == (Needs.NOTHING, 70)


def test_a_third_reader_across_the_threshold() -> None:
    rule = ReadingRule(disagreement=Disagreement.THIRD_READER_ACROSS, gap=Fraction(10), threshold=Fraction(70))
    assert needs(rule, 50, 65)[0] is Needs.NOTHING
    assert needs(rule, 71, 90)[0] is Needs.NOTHING
    assert needs(rule, 60, 71)[0] is Needs.READER
    assert needs(rule, 65, 72)[0] is Needs.NOTHING


def test_a_discussion_comes_before_the_marks_count() -> None:
    rule = ReadingRule(disagreement=Disagreement.DISCUSSION, gap=Fraction(10))
    assert needs(rule, 60, 80) == (Needs.DISCUSSION, None)
    assert needs(rule, 60, 80, discussed=True) == (Needs.NOTHING, 70)


@pytest.mark.parametrize(
    ("how", "values", "value"),
    [
        (WithThird.MEAN, (60, 90, 84), 78),
        (WithThird.MEDIAN, (60, 90, 84), 84),
        (WithThird.CLOSEST_TWO, (60, 90, 84), 87),
        (WithThird.CLOSEST_TWO, (60, 70, 80), 70),
    ],
)
def test_three_readings_become_one_as_the_rulebook_says(how: WithThird, values: tuple[int, ...], value: int) -> None:
    rule = ReadingRule(disagreement=Disagreement.THIRD_READER, gap=Fraction(15), with_third=how)
    assert needs(rule, *values) == (Needs.NOTHING, value)


def candidate(identity: str, total: int, **more: object) -> Candidate:
    return Candidate(identity, Fraction(total), **more)  # type: ignore[arg-type]


def test_equal_totals_share_a_rank_until_a_tie_break_tells_them_apart() -> None:
    entries = [
        candidate("a", 80, marks={"dampak": Fraction(70)}),
        candidate("b", 90),
        candidate("c", 80, marks={"dampak": Fraction(75)}),
        candidate("d", 70),
    ]
    assert [(one.candidate.id, one.rank) for one in ranking(entries)] == [("b", 1), ("a", 2), ("c", 2), ("d", 4)]
    assert [(one.candidate.id, one.rank, one.by) for one in ranking(entries, ["criterion:dampak"])] == [
        ("b", 1, ""),
        ("c", 2, "criterion:dampak"),
        ("a", 3, ""),
        ("d", 4, ""),
    ]


def test_the_earlier_submission_and_priority_decide_where_the_rules_say_so() -> None:
    early, late = (datetime(2026, 3, day, tzinfo=UTC) for day in (1, 2))
    entries = [candidate("late", 80, submitted=late), candidate("early", 80, submitted=early),
               candidate("copied", 60, first=True)]  # fmt: skip
    assert [one.candidate.id for one in ranking(entries, ["submitted"])] == ["copied", "early", "late"]


def test_who_lacks_what_a_tie_break_asks_for_comes_after_who_has_it() -> None:
    entries = [candidate("without", 80), candidate("with", 80, marks={"dampak": Fraction(0)})]
    assert [one.candidate.id for one in ranking(entries, ["criterion:dampak"])] == ["with", "without"]


def test_the_last_place_among_equals_is_left_open() -> None:
    ranked = ranking([candidate("a", 90), candidate("b", 80), candidate("c", 80), candidate("d", 70)])
    assert choose(ranked, Places((), 3)).chosen == ("a", "b", "c")
    open_place = choose(ranked, Places((), 2))
    assert (open_place.chosen, open_place.undecided) == (("a",), ("b", "c"))
    assert open_place.how == "2 tempat untuk 4 pengajuan; 2 bernilai sama memperebutkan 1 tempat terakhir"


def test_a_pool_and_a_passing_grade_limit_who_can_be_chosen() -> None:
    ranked = ranking(
        [candidate("a", 90, group="umum"), candidate("b", 88, group="khusus"), candidate("c", 84, group="umum")]
    )
    assert choose(ranked, Places(("umum",), 5), passing_grade=Fraction(85)).chosen == ("a",)
    assert choose(ranked, Places(("umum", "khusus"), 5)).chosen == ("a", "b", "c")


def test_seats_of_a_cluster_go_to_its_own_best() -> None:
    ranked = ranking(
        [candidate("a", 90, cluster="kota"), candidate("b", 80, cluster="kota"), candidate("c", 50, cluster="kab")]
    )
    assert [one.chosen for one in choose_by_cluster(ranked, {"kota": 1, "kab": 2})] == [("a",), ("c",)]


@given(st.lists(st.integers(0, 20), max_size=30), st.integers(1, 12))
def test_places_never_go_to_a_worse_one_nor_beyond_their_number(totals: list[int], count: int) -> None:
    entries = [candidate(f"e{place:02}", total) for place, total in enumerate(totals)]
    found = choose(ranking(entries), Places((), count))
    marks = {one.id: one.total for one in entries}
    out = set(marks) - set(found.chosen) - set(found.undecided)
    assert len(found.chosen) <= count
    assert len(found.chosen) + len(found.undecided) >= min(count, len(entries))
    assert all(marks[a] > marks[b] for a in found.chosen for b in (*found.undecided,))
    assert all(marks[a] > marks[b] for a in (*found.chosen, *found.undecided) for b in out)
    assert len({marks[one] for one in found.undecided}) <= 1


def test_the_rules_of_reading_come_from_the_rulebook() -> None:
    told = """evaluators_per_entry = 2
tie_breaks = ["criterion:a", "submitted"]
seats = { kota = 5, kabupaten = 3 }
disagreement = { rule = "third_reader", gap = 12.5, with_third = "closest_two" }
"""
    (stage,) = competition(PROPOSAL + told + CRITERIA).stages
    assert stage.readings == ReadingRule(2, Disagreement.THIRD_READER, Fraction(25, 2), None, WithThird.CLOSEST_TWO)
    assert (stage.tie_breaks, stage.seats) == (("criterion:a", "submitted"), {"kota": 5, "kabupaten": 3})


PANEL = """
[[stages]]
id = "panel"
kind = "panel_selection"
balance_over = ["category", "region"]
cutoffs = [{ pool = ["umum"], count = 99 }, { pool = ["khusus"], count = 15 }]
"""


def test_a_shortlist_may_be_a_multiple_of_the_places_of_another_stage() -> None:
    told = 'shortlist = { times = 2, of = "panel" }\n'
    proposal, panel = competition(PROPOSAL + told + CRITERIA, PANEL).stages
    assert proposal.shortlist == (Places(("umum",), 198), Places(("khusus",), 30))
    assert panel.shortlist == (Places(("umum",), 99), Places(("khusus",), 15))
    half = competition(PROPOSAL + told.replace("2", "1.5") + CRITERIA, PANEL.replace("99", "3"))
    assert half.stages[0].shortlist[0].count == 5


@pytest.mark.parametrize(
    ("told", "key", "words"),
    [
        ('{ times = 2, of = "pleno" }', "stages[1].shortlist.of", 'tahap lain "pleno" tidak ada; yang ada: panel'),
        ('{ times = 2, of = "proposal" }', "stages[1].shortlist.of", "yang ada: panel"),
        ('{ times = 0, of = "panel" }', "stages[1].shortlist.times", "berapa kali banyaknya tempat"),
        ('{ of = "panel" }', "stages[1].shortlist.times", "berapa kali banyaknya tempat"),
    ],
)
def test_a_multiple_of_nothing_is_refused(told: str, key: str, words: str) -> None:
    with pytest.raises(RulebookError) as refused:
        competition(PROPOSAL + f"shortlist = {told}\n" + CRITERIA, PANEL)
    assert refused.value.key == key and words in str(refused.value)


def test_a_balance_counts_every_kind_and_keeps_the_unknown_last() -> None:
    assert competition(PANEL).stages[0].balance_over == ("category", "region")
    entries = [
        Candidate("a", Fraction(9), dimensions={"region": "Papua"}),
        Candidate("b", Fraction(8), dimensions={"region": "Jawa"}),
        Candidate("c", Fraction(7), dimensions={"region": "Jawa"}),
        Candidate("d", Fraction(6)),
    ]
    assert balance(entries, ("a", "b"), ["region"]) == (
        Balance("region", "Jawa", 2, 1), Balance("region", "Papua", 1, 1), Balance("region", "", 1, 0),
    )  # fmt: skip
