"""What a need lacks, and what a description uses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.matching.worlds import RULES

READER = RULES.resource_reader()


def lacking(text: str) -> list[tuple[str, str]]:
    return [(hit.resource.id, text[hit.start : hit.end]) for hit in READER.lacking(text)]


def mentioned(text: str) -> list[tuple[str, str]]:
    return [(hit.resource.id, text[hit.start : hit.end]) for hit in READER.mentioned(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kader posyandu sedikit", [("kader", "kader posyandu sedikit")]),
        ("sedikit kader", [("kader", "sedikit kader")]),
        ("anggaran kami sangat terbatas", [("anggaran", "anggaran kami sangat terbatas")]),
        ("Tidak ada sinyal di pulau", [("internet", "Tidak ada sinyal")]),
        ("kami tidak punya dokter", [("tenaga", "tidak punya dokter")]),
        ("guru kurang, anggaran terbatas", [("tenaga", "guru kurang"), ("anggaran", "anggaran terbatas")]),
        ("kekurangan obat-obatan", [("obat", "kekurangan obat-obatan")]),
        ("listrik sering padam dan genset tidak ada", [("listrik", "genset tidak ada")]),
        # a sign that ends a clause stands between
        ("ada kader, sedikit balita", []),
        ("kader ada. Terbatas waktunya", []),
        ("kader;sedikit", []),
        ("kader:\nsedikit", []),
        # too far away
        ("kader di desa kami sekarang sedikit", []),
        # a resource without a word of lack, a word of lack without a resource
        ("kader posyandu rajin", []),
        ("pohon sedikit", []),
        ("sedikit", []),
        ("", []),
    ],
)
def test_what_a_need_says_it_lacks(text: str, expected: list[tuple[str, str]]) -> None:
    assert lacking(text) == expected


def test_the_longest_name_is_found_and_each_resource_is_lacking_once() -> None:
    assert mentioned("Jaringan internet dan mobil keliling") == [
        ("internet", "Jaringan internet"),
        ("kendaraan", "mobil keliling"),
    ]
    assert lacking("sedikit kader, relawan kurang") == [("kader", "sedikit kader")]


def test_mentions_come_in_the_order_of_the_text_as_it_is_written() -> None:
    assert mentioned("Petugas membawa APLIKASI; petugasnya naik perahu") == [
        ("tenaga", "Petugas"),
        ("internet", "APLIKASI"),
        ("tenaga", "petugasnya"),
        ("kendaraan", "perahu"),
    ]


WORDS = st.lists(
    st.sampled_from(
        [
            "kader",
            "posyandu",
            "sedikit",
            "tidak",
            "ada",
            "obat-obatan",
            "anggaran",
            ",",
            ".",
            "mobil",
            "keliling",
            "kurang",
            "balita",
            "🙂",
        ]
    )
).map(" ".join)


@given(st.text() | WORDS)
def test_reading_never_fails_and_points_into_the_text(text: str) -> None:
    lacks, mentions = READER.lacking(text), READER.mentioned(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in [*lacks, *mentions])
    assert {hit.resource.id for hit in lacks} <= {hit.resource.id for hit in mentions}
    assert len({hit.resource.id for hit in lacks}) == len(lacks)
    assert all(one.end <= two.start for one, two in pairwise(mentions))
    assert not any(sign in text[hit.start : hit.end] for hit in lacks for sign in ",.;:\n")
