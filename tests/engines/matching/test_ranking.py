"""What holds for the points of every ranking, whatever the facts; and the themes of a need."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.matching.worlds import RULES, SETS, STATES, columns_of, facts_of
from tular.engines.matching.facts import UNKNOWN, RecordFacts
from tular.engines.matching.index import Fit
from tular.engines.matching.ranking import Asker, NeedContext, Scores, rank, themes_of_need

TODAY = 20_000
FEW = settings(max_examples=30, deadline=None)
SHARE = st.floats(0, 1)
PROVINCES = {"53": "Bali-Nusa Tenggara", "52": "Bali-Nusa Tenggara", "32": "Jawa", "": ""}
FIGURES = st.dictionaries(st.sampled_from([rule.id for rule in RULES.indicators]), st.floats(-5, 100))


def settle(row: RecordFacts) -> RecordFacts:
    """With the island group of its province."""
    return dataclasses.replace(row, island_group=PROVINCES[row.province])


RECORDS = st.builds(
    facts_of,
    kind=st.sampled_from(("kabupaten", "kota", "")),
    province=st.sampled_from(tuple(PROVINCES)),
    themes=st.lists(st.sampled_from(SETS["themes"]), unique=True).map(tuple),
    awards=st.lists(st.sampled_from(SETS["awards"]), unique=True, max_size=3).map(tuple),
    status=st.sampled_from(tuple(RULES.alive)),
    confirmed_day=st.sampled_from((UNKNOWN, 0, TODAY - 1096, TODAY - 1095, TODAY, TODAY + 30)),
    replications=st.dictionaries(st.sampled_from(STATES), st.integers(1, 100)),
    taken=st.dictionaries(
        st.tuples(st.sampled_from(["kabupaten", "kota"]), st.sampled_from(("berjalan", "terbukti"))), st.integers(1, 5)
    ),
    filled=st.integers(0, 19),
    has_results=st.booleans(),
    measured=st.booleans(),
    indicators=FIGURES.map(lambda known: {name: (value, True) for name, value in known.items()}),
).map(settle)
ASKERS = st.builds(
    Asker,
    kind=st.sampled_from(("kabupaten", "kementerian", "")),
    province=st.sampled_from(tuple(PROVINCES)),
    indicators=FIGURES,
).map(lambda asker: dataclasses.replace(asker, island_group=PROVINCES[asker.province]))
THEMES = st.lists(st.sampled_from(SETS["themes"]), unique=True, max_size=2).map(tuple)


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    """Everything `rank` wants, for up to eight candidates among ten records."""
    rows = draw(st.lists(RECORDS, min_size=1, max_size=8))
    numbers = np.array(sorted(draw(st.sets(st.integers(0, len(rows) - 1)))), int)
    shares = [np.array(draw(st.lists(SHARE, min_size=len(numbers), max_size=len(numbers)))) for _ in range(2)]
    return {
        "fit": Fit(numbers, shares[0], shares[1], shares[0], 0.5),
        "facts": columns_of(rows),
        "need": NeedContext(draw(ASKERS), draw(THEMES), TODAY),
        "rules": RULES,
    }


def by_number(scores: Scores) -> dict[int, dict[str, float]]:
    return {
        int(number): {reason: float(row[place]) for reason, row in scores.points.items()}
        for place, number in enumerate(scores.numbers)
    }


@FEW
@given(questions())
def test_points_lie_between_nothing_and_the_weight_of_their_reason(question: dict[str, Any]) -> None:
    scores = rank(**question)
    assert set(scores.points) == set(RULES.reasons)
    for reason, row in scores.points.items():
        assert np.all(row >= 0), reason
        assert np.all(row <= RULES.reasons[reason].weight + 1e-9), reason
        assert not np.isnan(row).any(), reason


@FEW
@given(questions())
def test_parts_add_up_to_the_shown_score(question: dict[str, Any]) -> None:
    scores = rank(**question)
    for place in range(len(scores.numbers)):
        parts, shown = scores.parts(place, RULES), scores.score(place, RULES)
        assert round(sum(parts.values()), 1) == shown
        assert all(round(points, 1) == points for points in parts.values())
        assert 0 <= shown <= 100
        assert shown == pytest.approx(float(scores.total[place]), abs=0.05 * len(parts) + 1e-6)


@FEW
@given(questions())
def test_the_list_is_ordered_by_score_and_ties_by_catalogue_and_twice_the_same(question: dict[str, Any]) -> None:
    scores, again = rank(**question), rank(**question)
    assert scores.numbers.tolist() == again.numbers.tolist()
    assert sorted(scores.numbers.tolist()) == question["fit"].numbers.tolist()
    keys = [(-round(float(total), 6), int(number)) for total, number in zip(scores.total, scores.numbers, strict=True)]
    assert keys == sorted(keys)


@FEW
@given(questions(), st.sets(st.sampled_from(sorted(RULES.reasons))))
def test_a_reason_that_is_switched_off_gives_nothing_and_changes_no_other(
    question: dict[str, Any], off: set[str]
) -> None:
    whole, without = rank(**question), rank(**question, without=off)
    expected = {
        number: {reason: 0.0 if reason in off else given for reason, given in points.items()}
        for number, points in by_number(whole).items()
    }
    assert by_number(without) == expected
    shown = [{int(one.numbers[i]): one.score(i, RULES) for i in range(len(one.numbers))} for one in (whole, without)]
    assert all(shown[1][number] <= score for number, score in shown[0].items())


@FEW
@given(questions(), ASKERS)
def test_who_asks_changes_the_points_of_the_region_and_of_takers_like_them_alone(
    question: dict[str, Any], asker: Asker
) -> None:
    other = {**question, "need": dataclasses.replace(question["need"], asker=asker)}
    context = {"taken_alike", *(reason for reason, rule in RULES.reasons.items() if rule.part == "context")}
    first, second = by_number(rank(**question)), by_number(rank(**other))
    for number, points in first.items():
        changed = {reason for reason in points if points[reason] != second[number][reason]}
        assert changed <= context


@FEW
@given(questions())
def test_an_unknown_asker_gets_no_points_of_the_region(question: dict[str, Any]) -> None:
    scores = rank(**{**question, "need": dataclasses.replace(question["need"], asker=Asker())})
    for reason in ("kind", "area", "indicators", "taken_alike"):
        assert not scores.points[reason].any()


@FEW
@given(questions())
def test_what_stopped_or_is_unknown_gets_no_points_for_running(question: dict[str, Any]) -> None:
    scores, facts = rank(**question), question["facts"]
    for place, number in enumerate(scores.numbers):
        if facts.value("status", number) in ("berhenti", "tidak-diketahui"):
            assert scores.points["alive"][place] == 0


def test_no_candidate_gives_an_empty_list() -> None:
    nothing = np.zeros(0)
    scores = rank(
        Fit(np.zeros(0, int), nothing, nothing, nothing, 0.0),
        columns_of([facts_of()]),
        NeedContext(Asker(kind="kota", indicators={"hdi": 70.0}), ("stunting",), TODAY),
        RULES,
    )
    assert scores.numbers.tolist() == scores.total.tolist() == []


def catalogue_of(*themes: str) -> Any:
    return columns_of([facts_of(themes=tuple(filter(None, row.split(" ")))) for row in themes])


def fit_in_order(count: int) -> Fit:
    """The first record fits best."""
    fused = np.linspace(1, 0.1, count)
    return Fit(np.arange(count), fused, fused, fused, 0.5)


def test_themes_that_the_need_names_are_its_themes_at_most_two() -> None:
    facts = catalogue_of("stunting", "stunting")
    fit = fit_in_order(2)
    assert themes_of_need(fit, facts, {"pendidikan"}, RULES) == ("pendidikan",)
    assert themes_of_need(fit, facts, {"stunting", "pendidikan", "kemiskinan"}, RULES) == ("kemiskinan", "pendidikan")


def test_without_a_name_the_theme_stands_out_among_the_nearest() -> None:
    near, far = ["stunting"] * 9 + ["pendidikan"] * 6, ["pendidikan"] * 40
    facts = catalogue_of(*near, *far)
    assert themes_of_need(fit_in_order(55), facts, (), RULES) == ("stunting",)


def test_a_theme_that_everything_has_does_not_stand_out() -> None:
    assert themes_of_need(fit_in_order(30), catalogue_of(*["stunting"] * 30), (), RULES) == ()
    nothing = np.zeros(0)
    nobody = Fit(np.zeros(0, int), nothing, nothing, nothing, 0.0)
    assert themes_of_need(nobody, catalogue_of("stunting"), (), RULES) == ()
