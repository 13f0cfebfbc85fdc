"""Which of many texts look like one another; against comparing each with each where that can be done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.matching.duplicates import TEXT_ALIKE, text_likeness
from tular.engines.matching.screening import Pair, Text, clusters, screen
from tular.engines.matching.sketches import THINNED_FROM

WORDS = [
    first + second + third
    for first in ("ka", "mo", "ti", "re")
    for second in ("lu", "ba", "ni", "so")
    for third in ("ran", "pet", "gu", "dim")
]


def text(seed: int, length: int = 60) -> str:
    """Made-up words that hardly repeat a run of another seed."""
    found, at = [], seed * 7919 + 1
    for _ in range(length):
        at = (at * 1103515245 + 12345) % 2**31
        found.append(WORDS[at >> 16 & 63])
    return " ".join(found)


def pairs_of(new: Sequence[Text], old: Sequence[Text] = ()) -> list[Pair]:
    texts = {one.key: one.text for one in (*new, *old)}

    def texts_of(keys: Collection[str]) -> Mapping[str, str]:
        return {key: texts[key] for key in keys}

    return screen(new, old, texts_of, total=len(texts))


def keys_of(new: Sequence[Text], old: Sequence[Text] = ()) -> list[tuple[str, str]]:
    return [(pair.first, pair.second) for pair in pairs_of(new, old)]


def test_the_same_text_under_another_title_is_found_among_new_and_old() -> None:
    new = [
        Text("a", "Perahu Sehat", text(1)),
        Text("b", "Layanan Keliling", text(1)),
        Text("c", "Bank Sampah", text(2)),
    ]
    old = [Text("d", "Pojok Baca", text(2)), Text("e", "Kebun Gizi", text(3))]
    assert keys_of(new, old) == [("a", "b"), ("c", "d")]


def test_old_texts_are_not_compared_with_each_other() -> None:
    old = [Text("d", "Pojok Baca", text(2)), Text("e", "Pojok Baca", text(2))]
    assert keys_of([Text("a", "Perahu", text(1))], old) == []


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Posyandu Terapung", "Terapung Posyandu 2023", True),
        ("Rumah Data Kependudukan", "Rumah Data Kependudukn", True),
        ("SIMPATI", "SIMPATIK", False),
        ("Posyandu Terapung", "Bank Sampah", False),
        ("2023", "2024", False),
    ],
)
def test_titles_of_different_texts(first: str, second: str, alike: bool) -> None:
    assert bool(keys_of([Text("a", first, text(1)), Text("b", second, text(2))])) is alike


def test_a_coined_name_counts_at_one_agency_but_not_between_agencies_with_other_texts() -> None:
    others = [Text(f"x{number}", f"Judul Lain {number}", text(100 + number), "z") for number in range(20)]
    short = Text("a", "SIMPATI Warga", text(1, 200), "sidoarjo")
    spelled = Text("b", "SIMPATI Warga (Sistem Pencegahan Terpadu)", text(2, 200), "sidoarjo")
    elsewhere = Text("c", "SIMPATI Warga untuk Nelayan Pesisir", text(3, 200), "gresik")
    assert keys_of([short, spelled, elsewhere], others) == [("a", "b")]


def test_what_a_text_names_as_its_own_past_is_no_news() -> None:
    record = Text("r", "Kelas Perahu", text(1), is_=frozenset({"inovasi-1"}))
    again = Text("a", "Kelas Perahu", text(1), is_=frozenset({"inovasi-1"}), names=frozenset({"inovasi-1"}))
    copied = Text("b", "Kelas Perahu", text(1), names=frozenset({"inovasi-1"}))
    also_copied = Text("c", "Kelas Perahu", text(1), names=frozenset({"inovasi-1"}))
    assert keys_of([again], [record]) == []
    assert keys_of([copied, also_copied], [record]) == [("b", "c")]


def test_a_long_old_text_is_found_though_it_is_thinned() -> None:
    long = " ".join(text(seed, 100) for seed in range(1, 12))
    assert len(long.split()) > THINNED_FROM
    part = " ".join(long.split()[300:500])
    assert keys_of([Text("a", "Satu", part)], [Text("b", "Dua", long), Text("c", "Tiga", text(99, 900))]) == [
        ("a", "b")
    ]


def test_a_text_that_hundreds_copied_is_still_found() -> None:
    new = [Text(f"n{number}", f"Judul {WORDS[number % 64]} {number}", text(1)) for number in range(3)]
    old = [Text(f"o{number}", f"Nama {WORDS[number % 64]} {number}", text(1)) for number in range(150)]
    groups = clusters(keys_of(new, old))
    assert len(groups) == 153 and set(groups.values()) == {1}


def test_empty_and_tiny_texts_are_compared_by_title_alone() -> None:
    new = [Text("a", "Perahu Sehat", ""), Text("b", "Kebun Gizi", "."), Text("c", "Perahu Sehat", "Satu dua tiga.")]
    assert keys_of(new) == [("a", "c")]
    assert pairs_of([]) == []


def test_progress_is_told_and_may_stop_the_work() -> None:
    told: list[float] = []
    new = [Text(str(number), f"Judul {number}", text(number)) for number in range(120)]
    screen(new, (), lambda keys: {}, total=120, progress=told.append)
    assert told == sorted(told) and told[0] > 0 and told[-1] <= 1

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screen(new, (), lambda keys: {}, total=120, progress=stop)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 40)), min_size=2, max_size=8))
def test_it_finds_what_comparing_each_with_each_finds(made: list[tuple[int, int]]) -> None:
    new = [
        Text(str(number), WORDS[number] + WORDS[-number - 1], f"{text(seed, 60 - cut)} {text(50 + number, cut)}")
        for number, (seed, cut) in enumerate(made)
    ]
    found = {(pair.first, pair.second) for pair in pairs_of(new) if pair.by_text}
    likeness = {(a.key, b.key): text_likeness(a.text, b.text) for a, b in combinations(new, 2)}
    # Numbers stand for runs, and a reduplication is read a little differently: near the limit both may be right.
    assert found >= {pair for pair, much in likeness.items() if much >= TEXT_ALIKE + 0.05}
    assert found <= {pair for pair, much in likeness.items() if much >= TEXT_ALIKE - 0.05}


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=12))
def test_clusters_hold_together_exactly_what_is_linked(links: list[tuple[str, str]]) -> None:
    groups = clusters(links)
    assert set(groups) == {key for link in links for key in link}
    assert all(groups[first] == groups[second] for first, second in links)
    assert sorted(set(groups.values())) == list(range(1, len(set(groups.values())) + 1))
    for number in set(groups.values()):
        members = {key for key, its in groups.items() if its == number}
        reached = {min(members)}
        while grown := {key for link in links if reached & set(link) for key in link} - reached:
            reached |= grown
        assert reached == members
