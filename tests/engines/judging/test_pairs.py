"""Comparing two at a time: published orders come out, nobody sees a pair twice, an unsure border is called unsure."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tular.engines.judging.band import BandOrder, State, Stopping, order_band, order_of
from tular.engines.judging.next_pair import WORDS, Asked, Band, NextPair, Phase, next_pair
from tular.engines.judging.pairs import Better, Comparison, PairsFit, Prior, fit_pairs, priors_of_scores

TEAMS = ("Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore")
WON = (
    (0, 7, 9, 7, 7, 9, 11),
    (6, 0, 7, 5, 11, 9, 9),
    (4, 6, 0, 7, 7, 8, 12),
    (6, 8, 6, 0, 6, 7, 10),
    (6, 2, 6, 7, 0, 7, 12),
    (4, 4, 5, 6, 6, 0, 6),
    (2, 4, 1, 3, 1, 7, 0),
)
"""Agresti (2002), Categorical Data Analysis, table 10.10: American League 1987, winner by row."""
PUDDINGS = (
    ("1", "2", 19, 22, 16),
    ("1", "3", 16, 19, 12),
    ("2", "3", 19, 19, 10),
    ("1", "4", 18, 23, 13),
    ("2", "4", 23, 19, 9),
    ("3", "4", 19, 20, 15),
    ("1", "5", 13, 19, 18),
    ("2", "5", 16, 20, 12),
    ("3", "5", 16, 15, 17),
    ("4", "5", 17, 14, 16),
    ("1", "6", 18, 21, 12),
    ("2", "6", 22, 20, 12),
    ("3", "6", 13, 18, 10),
    ("4", "6", 14, 19, 18),
    ("5", "6", 11, 21, 12),
)
"""Davidson (1970), table 2: preferences for the first, for the second, and none."""


def flat(ids: tuple[str, ...]) -> dict[str, Prior]:
    """A prior so wide that maximum likelihood comes out."""
    return {id: Prior(0, 1000) for id in ids}


def said(counts: list[tuple[str, str, Better, int]]) -> list[Comparison]:
    """Every judgement by a judge of its own."""
    found: list[Comparison] = []
    for left, right, better, many in counts:
        found += [Comparison(f"j{len(found) + number}", left, right, better) for number in range(many)]
    return found


def test_agresti_comes_out() -> None:
    """Agresti (2002), table 10.11, column 3: strengths against Baltimore; standard errors of about 0.3."""
    games = [(TEAMS[i], TEAMS[j], Better.LEFT, WON[i][j]) for i in range(7) for j in range(7)]
    fit = fit_pairs(TEAMS, said(games), priors=flat(TEAMS))
    against = fit.strength - fit.strength[fit.ids.index("Baltimore")]
    found = {id: round(float(value), 2) for id, value in zip(fit.ids, against, strict=True)}
    assert [found[team] for team in TEAMS] == [1.58, 1.44, 1.29, 1.25, 1.11, 0.68, 0]
    errors = [math.sqrt(fit.difference_variance(row, fit.ids.index("Baltimore"))) for row in range(1, 7)]
    assert [round(error, 1) for error in errors] == [0.3] * 6


def test_davidson_comes_out() -> None:
    """The puddings of Davidson (1970), as the R package PlackettLuce fits them: worths and the parameter of ties."""
    counts = [
        (one, other, better, many)
        for one, other, first, second, none in PUDDINGS
        for better, many in ((Better.LEFT, first), (Better.RIGHT, second), (Better.TIE, none))
    ]
    brands = tuple("123456")
    fit = fit_pairs(brands, said(counts), priors=flat(brands))
    worth = np.exp(fit.strength) / np.exp(fit.strength).sum()
    assert worth == pytest.approx([0.1388, 0.1730, 0.1617, 0.1654, 0.1587, 0.2024], abs=1e-4)
    assert fit.tie == pytest.approx(0.7468, abs=1e-3)


def test_who_won_everything_has_a_strength() -> None:
    fit = fit_pairs(["a", "b", "c"], said([("a", "b", Better.LEFT, 3), ("b", "c", Better.LEFT, 3)]))
    assert fit.ids == ("a", "b", "c") and fit.counts == ((3, 0, 0), (3, 3, 0), (0, 3, 0))
    assert np.all(np.isfinite(fit.strength)) and fit.strength[0] > fit.strength[1] > fit.strength[2]
    assert 0.5 < fit.beats("a", "b") < fit.beats("a", "c") < 1


def test_nothing_compared_leaves_all_equal_and_open() -> None:
    order = order_band(["a", "b", "c"], [], places=1, stopping=Stopping(10))
    assert [one.place for one in order.standings] == [1, 1, 1]
    assert (order.chosen, order.border, order.state, order.parts) == ((), 0.5, State.OPEN, 3)
    assert [round(one.p_in, 1) for one in order.standings] == [0.3, 0.3, 0.3]


def test_calibrated_scores_seed_the_order_until_judges_say_otherwise() -> None:
    priors = priors_of_scores({"a": (84.0, 2.0), "b": (82.0, 2.0)}, noise=6)
    assert order_band(["a", "b"], [], places=1, stopping=Stopping(20), priors=priors).chosen == ("a",)
    heard = said([("b", "a", Better.LEFT, 12)])
    order = order_band(["a", "b"], heard, places=1, stopping=Stopping(20), priors=priors)
    assert order.chosen == ("b",) and order.state is State.SETTLED


def test_points_become_logits_so_that_a_reading_sees_what_its_noise_lets_it() -> None:
    """6 points of noise in a reading: a difference of 6 points is seen with probability Φ(6/8.49) = 0.76."""
    fit = fit_pairs(["a", "b"], [], priors=priors_of_scores({"a": (86.0, 1.0), "b": (80.0, 1.0)}, noise=6))
    assert 1 / (1 + math.exp(fit.strength[1] - fit.strength[0])) == pytest.approx(0.760, abs=0.012)


@pytest.mark.parametrize(
    ("comparisons", "message"),
    [
        ([Comparison("j", "a", "x", Better.LEFT)], "does not belong to the band"),
        ([Comparison("j", "a", "a", Better.LEFT)], "a compared with itself"),
        ([Comparison("j", "a", "b", Better.LEFT), Comparison("j", "b", "a", Better.LEFT)], "j twice about b and a"),
    ],
)
def test_comparisons_that_cannot_be_are_refused(comparisons: list[Comparison], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fit_pairs(["a", "b"], comparisons)


def test_priors_have_to_be_there_for_all() -> None:
    with pytest.raises(ValueError, match="no prior with an sd above 0 for b, c"):
        fit_pairs(["a", "b", "c"], [], priors={"a": Prior(0, 1), "b": Prior(0, 0)})


def test_as_many_places_as_proposals_need_no_comparison() -> None:
    order = order_band(["a", "b"], [], places=2, stopping=Stopping(10))
    assert order.state is State.SETTLED and order.chosen == ("a", "b") and "cukup untuk semua" in order.words


def test_a_spent_budget_leaves_the_decision_to_people() -> None:
    comparisons = said([("a", "b", Better.LEFT, 2), ("b", "a", Better.LEFT, 2)])
    order = order_band(["a", "b"], comparisons, places=1, stopping=Stopping(4))
    assert order.state is State.SPENT and "pleno" in order.words and order.chosen == ()


def truth(size: int, seed: int) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    return {f"p{number:02}": float(value) for number, value in enumerate(rng.normal(0, 1.5, size))}


class Contest:
    """Judges who compare what they are asked until the band is settled or spent."""

    def __init__(self, strengths: dict[str, float], places: int, stopping: Stopping, conflicts: dict[str, set[str]]):
        self.strengths, self.places, self.stopping, self.conflicts = strengths, places, stopping, conflicts
        self.comparisons: list[Comparison] = []
        self.phases: Counter[Phase] = Counter()
        self.rng = np.random.default_rng(5)

    def band(self) -> Band:
        fit: PairsFit = fit_pairs(list(self.strengths), self.comparisons)
        return Band(fit, order_of(fit, places=self.places, stopping=self.stopping), self.comparisons)

    def run(self) -> BandOrder:
        while True:
            band = self.band()
            asked: list[Asked] = []
            for judge, conflicts in sorted(self.conflicts.items()):
                found = next_pair(judge, replace(band, asked=asked), stopping=self.stopping, conflicts=conflicts)
                self.phases[found.phase] += 1
                if found.left is not None and found.right is not None:
                    asked.append(Asked(judge, found.left, found.right))
            if not asked:
                return band.order
            self.comparisons += [self.answer(one) for one in asked]

    def answer(self, one: Asked) -> Comparison:
        p = 1 / (1 + math.exp(self.strengths[one.right] - self.strengths[one.left]))
        return Comparison(one.judge, one.left, one.right, Better.LEFT if self.rng.random() < p else Better.RIGHT)


@pytest.fixture(scope="module")
def contest() -> Contest:
    conflicts = {"j1": {"p00", "p01"}, "j2": {"p05"}, "j3": set(), "j4": set()}
    held = Contest(truth(12, 3), 5, Stopping(120), conflicts)
    held.run()
    return held


def test_a_contest_finds_the_best(contest: Contest) -> None:
    order = contest.band().order
    best = sorted(contest.strengths, key=lambda id: -contest.strengths[id])[:5]
    assert len(set(order.chosen) & set(best)) >= 4
    assert [one.place for one in order.standings] == list(range(1, 13))
    assert contest.phases[Phase.OPENING] and contest.phases[Phase.BORDER]


def test_nobody_sees_a_pair_twice_or_a_proposal_in_conflict(contest: Contest) -> None:
    seen = Counter((one.judge, frozenset((one.left, one.right))) for one in contest.comparisons)
    assert max(seen.values()) == 1
    for one in contest.comparisons:
        assert not {one.left, one.right} & contest.conflicts[one.judge]


def test_sides_are_balanced(contest: Contest) -> None:
    lefts = Counter(one.left for one in contest.comparisons)
    rights = Counter(one.right for one in contest.comparisons)
    assert all(abs(lefts[id] - rights[id]) <= 3 for id in contest.strengths)


def test_the_opening_hears_every_proposal_before_any_answer_counts(contest: Contest) -> None:
    first = contest.comparisons[: 12 * 3 // 2 + 4]
    heard = Counter(id for one in first for id in (one.left, one.right))
    assert all(heard[id] >= 3 for id in contest.strengths)


def test_a_judge_who_has_seen_all_is_told_so() -> None:
    heard = [Comparison("j", "a", "b", Better.TIE)]
    fit = fit_pairs(["a", "b", "c"], heard)
    band = Band(fit, order_of(fit, places=1, stopping=Stopping(50)), heard)
    found = next_pair("j", band, stopping=Stopping(50), conflicts={"c"})
    assert (found.left, found.phase) == (None, Phase.NONE_LEFT) and "Terima kasih" in found.words


def test_a_judge_is_not_told_where_a_pair_stands() -> None:
    assert not any(word in f"{WORDS[Phase.OPENING]} {WORDS[Phase.BORDER]}" for word in ("batas", "peringkat", "nilai"))


def test_pairs_that_are_out_count_against_the_budget() -> None:
    fit = fit_pairs(["a", "b", "c"], [])
    band = Band(fit, order_of(fit, places=1, stopping=Stopping(1)), [], [Asked("i", "a", "b")])
    assert next_pair("j", band, stopping=Stopping(1)).phase is Phase.SPENT


PAIRS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from(list(Better))).filter(lambda one: one[0] != one[1]),
    max_size=25,
)


def heard_of(pairs: list[tuple[int, int, Better]], names: str = "abcde") -> list[Comparison]:
    return [Comparison(f"j{n}", names[one], names[two], better) for n, (one, two, better) in enumerate(pairs)]


@given(PAIRS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_comparisons_does_not_matter_to_the_last_digit(
    pairs: list[tuple[int, int, Better]], shuffler: object
) -> None:
    comparisons = heard_of(pairs)
    other = comparisons[:]
    shuffler.shuffle(other)  # type: ignore[attr-defined]
    stopping = Stopping(30)
    found = order_band("abcde", comparisons, places=2, stopping=stopping)
    assert repr(found) == repr(order_band("edcba", other, places=2, stopping=stopping))


@given(PAIRS)
@settings(max_examples=25, deadline=None)
def test_names_and_sides_do_not_matter(pairs: list[tuple[int, int, Better]]) -> None:
    turned = {Better.LEFT: Better.RIGHT, Better.RIGHT: Better.LEFT, Better.TIE: Better.TIE}
    fit = fit_pairs("abcde", heard_of(pairs))
    mirrored = [Comparison(one.judge, one.right, one.left, turned[one.better]) for one in heard_of(pairs, "edcba")]
    assert fit_pairs("abcde", mirrored).strength[::-1] == pytest.approx(fit.strength, abs=1e-7)


@given(PAIRS)
@settings(max_examples=25, deadline=None)
def test_figures_are_possible(pairs: list[tuple[int, int, Better]]) -> None:
    order = order_band("abcde", heard_of(pairs), places=2, stopping=Stopping(30))
    assert sum(one.p_in for one in order.standings) == pytest.approx(2)
    assert 0.5 <= order.border <= 1 and 0 <= order.wrong <= 2
    for one in order.standings:
        assert one.low < one.strength < one.high and 1 <= one.place_low <= one.place_high <= 5


@given(PAIRS, st.sampled_from(["j0", "j1", "new"]))
@settings(max_examples=25, deadline=None)
def test_the_next_pair_is_allowed_and_the_same_each_time(pairs: list[tuple[int, int, Better]], judge: str) -> None:
    heard = heard_of(pairs)
    fit = fit_pairs("abcde", heard)
    band = Band(fit, order_of(fit, places=2, stopping=Stopping(30)), heard)
    found: NextPair = next_pair(judge, band, stopping=Stopping(30), conflicts={"a"})
    assert found == next_pair(judge, replace(band, comparisons=heard[::-1]), stopping=Stopping(30), conflicts={"a"})
    if found.left is not None:
        assert "a" not in (found.left, found.right)
        assert {found.left, found.right} not in [{one.left, one.right} for one in heard if one.judge == judge]
