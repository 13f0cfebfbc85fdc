"""Comments that say nearly the same are suggested to be answered together; those that say the contrary never are."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.features.modelbooks.queries.alike import Said, clusters_of, pairs_of

LONG = (
    "Berapa biaya makanan tambahan untuk setiap anak selama sembilan puluh hari? Tanpa angka itu kabupaten kami "
    "sulit menganggarkan pengadaan bahan pangan setempat untuk tahun depan."
)


def said(*texts: str, chapter: int = 1) -> list[Said]:
    return [Said(pk, chapter, 0, "", text, pk) for pk, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Berapa biaya per anak?", "berapa biaya per anak"),
        ("Sebut sumber angka ini", "Sebut sumber angkanya ini."),
        (LONG, f"{LONG} Terima kasih."),
        ("Tambah contoh dari Papua", "Contoh dari Papua tambah"),
    ],
)
def test_nearly_the_same_is_suggested(first: str, second: str) -> None:
    assert clusters_of(said(first, second)) == [(1, 2)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kalimat ini sudah benar", "Kalimat ini tidak sudah benar"),
        ("Angka 2022 keliru di tabel ini", "Angka 2021 keliru di tabel ini"),
        ("Berapa biaya per anak?", "Siapa yang mengukur hasilnya?"),
        ("Bagus", LONG),
        ("Berapa biaya?", "Berapa biaya makanan, bensin, dan honor kader di wilayah kepulauan?"),
    ],
)
def test_what_says_another_thing_is_not(first: str, second: str) -> None:
    assert pairs_of(said(first, second)) == []


def test_other_chapters_and_those_already_together_are_left_alone() -> None:
    apart = [*said("Berapa biayanya?"), Said(2, 9, 0, "", "Berapa biayanya?", 2)]
    together = [Said(1, 1, 0, "", "Berapa biayanya?", 1), Said(2, 1, 0, "", "Berapa biayanya?", 1)]
    assert pairs_of(apart) == pairs_of(together) == []


@given(st.lists(st.sampled_from(["Berapa biaya per anak?", "berapa biaya per anak", "Siapa?", "", "Mana buktinya?"])))
def test_no_comment_is_in_two_groups_and_none_is_invented(texts: list[str]) -> None:
    counted = Counter(pk for cluster in clusters_of(said(*texts)) for pk in cluster)
    assert set(counted.values()) <= {1}
    assert set(counted) <= set(range(1, len(texts) + 1))
