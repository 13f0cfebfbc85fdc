"""Ballot stuffing: what is found, what is left alone, and how far a flood can move a score at most."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tular.engines.judging.benefit import Prior, Setting, benefit, benefits, most_shift, slice_of, trimmed, wilson
from tular.engines.judging.rated import computed, frozen
from tular.engines.judging.stuffing import (
    BURST,
    COPIED,
    DOMAIN,
    NETWORK,
    Rating,
    Watch,
    binomial_tail,
    clusters,
    held_by,
)

MINUTES = 10 * 24 * 60
PRIOR = Prior(4.0, 0.04, 0.5)
SETTING = Setting()

answers = st.tuples(*[st.integers(1, 5)] * 3)


def crowd(entry: str, count: int, seed: int, first: int = 0) -> list[Rating]:
    """Honest ratings: around 4, over the whole window, from as many networks."""
    draw = random.Random(seed)
    return [
        Rating(
            first + number, entry, tuple(min(5, max(1, round(draw.gauss(4, 0.8)))) for _ in range(3)),
            draw.randrange(MINUTES), f"h{entry}{number}",
        )
        for number in range(count)
    ]  # fmt: skip


def block(
    entry: str, count: int, first: int, *, level: int = 5, minute: int = 5000, network: str = "", domain: str = "",
    words: str = "",
) -> list[Rating]:  # fmt: skip
    return [
        Rating(first + number, entry, (level,) * 3, minute, network or f"a{entry}{number}", domain, words)
        for number in range(count)
    ]


HONEST = [one for place in range(12) for one in crowd(f"p{place:02d}", 60, place, place * 1000)]


def test_honest_ratings_are_left_alone() -> None:
    assert held_by(clusters(HONEST), {}) == {}


@pytest.mark.parametrize(
    ("labels", "level", "rule"),
    [
        ({"network": "kantor"}, 5, NETWORK),
        ({"network": "kantor"}, 1, NETWORK),
        ({"domain": "rsud"}, 5, DOMAIN),
        ({}, 5, BURST),
        ({}, 1, BURST),
        ({"words": "bagus-sekali-layanannya"}, 4, COPIED),
    ],
)
def test_a_block_is_found_by_what_it_shares(labels: dict[str, Any], level: int, rule: str) -> None:
    groups = clusters([*HONEST, *block("p03", 25, 90_000, level=level, **labels)])
    assert rule in {one.rule for one in groups if one.suspected}
    found = held_by(groups, {})
    attackers = sum(1 for number in found if number >= 90_000)
    assert attackers == 25
    assert len(found) - attackers <= 3  # honest ones that happen to say the same in the same hours


def test_a_busy_day_with_mixed_answers_is_no_stuffing() -> None:
    draw = random.Random(7)
    visit = [replace(one, minute=5000 + draw.randrange(200)) for one in crowd("p03", 50, 99, 90_000)]
    found = clusters([*HONEST, *visit])
    assert any(one.rule == BURST and one.entry == "p03" for one in found)
    assert held_by(found, {}) == {}


def test_people_overrule_the_engine_for_whole_groups() -> None:
    rows = [*HONEST, *block("p03", 25, 90_000, network="kantor", minute=100)]
    suspected = [one for one in clusters(rows) if one.suspected]
    assert {one.rule for one in suspected} == {NETWORK, BURST}
    assert held_by(clusters(rows), {one.name: False for one in suspected}) == {}
    calm = next(one for one in clusters(rows, Watch(network=1)) if not one.suspected)
    assert set(held_by([calm], {calm.name: True})) == set(calm.members)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_ratings_does_not_matter(shuffle: random.Random) -> None:
    rows = [*HONEST[:200], *block("p01", 20, 90_000, network="kantor")]
    mixed = list(rows)
    shuffle.shuffle(mixed)
    assert clusters(mixed) == clusters(rows)
    entries = sorted({one.entry for one in rows})
    assert benefits(mixed, entries, MINUTES) == benefits(rows, entries, MINUTES)


minutes = st.integers(0, MINUTES - 1)
ratings = st.lists(
    st.builds(
        lambda told, minute, network: Rating(0, "p", told, minute, network),
        answers, minutes, st.sampled_from(["", "a", "b", "c", "d"]),
    ),
    max_size=30,
).map(lambda rows: [replace(one, id=number) for number, one in enumerate(rows)])  # fmt: skip


def score(rows: list[Rating]) -> float:
    return benefit("p", rows, PRIOR, MINUTES, SETTING).score


@given(ratings, st.integers(0, 29), st.integers(0, 2))
def test_a_better_answer_never_lowers_a_score(rows: list[Rating], which: int, question: int) -> None:
    if not rows:
        return
    one = rows[which % len(rows)]
    told = list(one.answers)
    told[question] = min(5, told[question] + 1)
    better = [replace(row, answers=tuple(told)) if row is one else row for row in rows]
    assert score(better) >= score(rows) - 1e-9


@given(ratings, st.integers(1, 3), st.integers(1, 400), st.sampled_from([1, 5]), minutes)
def test_a_flood_moves_a_score_at_most_by_the_stated_bound(
    rows: list[Rating], networks: int, flood: int, level: int, minute: int
) -> None:
    """However many come from so many networks, also from networks that honest people use."""
    names = ["a", "x", "y"][:networks]
    stuffed = [Rating(1000 + number, "p", (level,) * 3, minute, names[number % networks]) for number in range(flood)]
    place = slice_of(minute, MINUTES, SETTING)
    inside = [one for one in rows if slice_of(one.minute, MINUTES, SETTING) == place]
    sizes = {name: sum(1 for one in inside if one.network == name) for name in {one.network for one in inside}}
    untouched = math.fsum(
        float(size) if name == "" else min(SETTING.cap, size) for name, size in sizes.items() if name not in names
    )
    bound = most_shift(untouched, networks, SETTING) / SETTING.slices
    moved = abs(score([*rows, *stuffed]) - score(rows))
    assert moved <= bound + 1e-5  # scores are rounded to six decimals
    assert bound <= 4.0 / SETTING.slices


@given(st.lists(st.tuples(st.floats(1, 5), st.floats(0.01, 3)), min_size=1, max_size=20), st.floats(0, 0.4))
def test_a_trimmed_mean_lies_among_its_values(pairs: list[tuple[float, float]], trim: float) -> None:
    values = [value for value, _weight in pairs]
    assert min(values) - 1e-9 <= trimmed(pairs, trim) <= max(values) + 1e-9


def test_a_trimmed_mean_by_hand() -> None:
    assert trimmed([(1, 1), (2, 1), (3, 1), (4, 1), (5, 1)], 0.2) == pytest.approx(3.0)
    assert trimmed([(1, 1), (5, 9)], 0.1) == pytest.approx(5.0)
    with pytest.raises(ValueError, match="no weight"):
        trimmed([], 0.1)


def test_few_ratings_stay_near_the_middle_and_many_do_not() -> None:
    few = [Rating(number, "p", (5, 5, 5), 1000 * number, f"n{number}") for number in range(3)]
    many = [Rating(number, "p", (5, 5, 5), 47 * number, f"n{number}") for number in range(300)]
    assert 4.0 < score(few) < 4.5 < score(many) <= 5.0
    told = benefit("p", few, PRIOR, MINUTES, SETTING)
    assert told.low < told.score < told.high
    assert benefit("p", many, PRIOR, MINUTES, SETTING).high - benefit("p", many, PRIOR, MINUTES, SETTING).low < 0.4


def test_without_ratings_only_the_middle_is_told() -> None:
    told = benefit("p", [], PRIOR, MINUTES, SETTING)
    assert (told.counted, told.mean, told.satisfied, told.score) == (0, None, None, 4.0)


@pytest.mark.parametrize(
    ("successes", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals(successes: int, of: int, low: float, high: float) -> None:
    """The examples of Newcombe 1998 (Statistics in Medicine 17, 857–872, table I, method 3)."""
    assert wilson(successes, of) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert wilson(0, 0) == (0.0, 1.0)


def test_binomial_tails() -> None:
    assert binomial_tail(10, 10, 0.5) == pytest.approx(0.5**10)
    assert binomial_tail(0, 5, 0.1) == 1.0
    assert binomial_tail(6, 5, 0.1) == 0.0
    assert binomial_tail(1, 3, 0.5) == pytest.approx(0.875)


def test_frozen_ratings_give_the_same_answer_byte_for_byte() -> None:
    told = [
        {"id": one.id, "entry": one.entry, "answers": list(one.answers), "minute": one.minute, "network": one.network,
         "domain": "", "words": "", "standing": "pegawai" if one.id % 50 == 0 else ""}
        for one in [*HONEST, *block("p03", 25, 90_000, network="kantor")]
    ]  # fmt: skip
    entries = sorted({str(one["entry"]) for one in told})
    kept = {"competition": "k", "stage": "s", "minutes": MINUTES, "entries": entries, "decided": {}}
    text = frozen(ratings=told, **kept)  # type: ignore[arg-type]
    again = frozen(ratings=told[::-1], **kept)  # type: ignore[arg-type]
    assert text == again
    found = computed(text)
    assert found == computed(again)
    third = next(one for one in found["entries"] if one["entry"] == "p03")
    assert third["confirmed"] == third["counted"] + sum(third["aside"].values())
    assert third["aside"] == {"network": 24, "pegawai": 3}
    with pytest.raises(ValueError, match="not tular-public-rating"):
        computed("{}")


def test_thresholds_are_those_of_the_watch() -> None:
    rows = [*HONEST, *block("p03", 7, 90_000, network="kantor", minute=3)]
    assert not [one for one in clusters(rows) if one.rule == NETWORK]
    assert [one for one in clusters(rows, Watch(network=7)) if one.rule == NETWORK]
