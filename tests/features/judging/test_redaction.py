"""What is hidden in a text never survives, however it was written; everything else does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.features.judging.queries.redaction import MASK, Identities, redacted

WHO = Identities(
    people=("dr. Siti Rahmawati, M.Kes", "Budi"),
    agencies=("Pemerintah Kabupaten Sidoarjo", "Pemkab Sidoarjo"),
    units=("Puskesmas Taman Sari",),
    regions=("Kabupaten Sidoarjo", "Jawa Timur"),
    elsewhere=("Kabupaten Gresik", "Kota Batu", "Kabupaten Serang"),
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Warga Sidoarjo dan SIDOARJO.", f"Warga {MASK} dan {MASK}."),
        ("Pemerintah  Kabupaten\nSidoarjo memulai.", f"{MASK} memulai."),
        ("Di Kab. Sidoarjo, Provinsi Jawa Timur,", f"Di {MASK},"),
        ("Berbeda dengan Kab. Gresik dan kota Batu.", f"Berbeda dengan {MASK} dan {MASK}."),
        ("Serangan hama di batu karang tetap.", "Serangan hama di batu karang tetap."),
        ("Puskesmas Taman Sari, disebut Taman Sari.", f"{MASK}, disebut {MASK}."),
        ("Ibu Rahmawati dan SITI bersama Budi.", f"Ibu {MASK} dan {MASK} bersama {MASK}."),
        ("budi pekerti luhur", f"{MASK} pekerti luhur"),
        ("Hubungi 0812-3456-7890 atau (031) 8921234.", f"Hubungi {MASK} atau {MASK}."),
        ("Hubungi +62 812 3456 7890 segera", f"Hubungi {MASK} segera"),
        ("Surel info@sidoarjokab.go.id saja", f"Surel {MASK} saja"),
        ("Lihat https://lapor.go.id/x?y=1 dan dinkes.sidoarjokab.go.id/home ya", f"Lihat {MASK} dan {MASK} ya"),
        ("Ikuti @puskesmas_taman, IG: dinkes.sda", f"Ikuti {MASK}"),
        ("Tagar #SidoarjoHebat ramai", f"Tagar {MASK} ramai"),
        ("Pada 2024 turun 48 persen, 1.250 warga, 12.500.000 rupiah.",
         "Pada 2024 turun 48 persen, 1.250 warga, 12.500.000 rupiah."),
        ("Tahun 2023-2025, pukul 08.00-15.00, rasio 1:20.", "Tahun 2023-2025, pukul 08.00-15.00, rasio 1:20."),
        ("", ""),
    ],
)  # fmt: skip
def test_examples(text: str, left: str) -> None:
    assert redacted(text, WHO) == left


NAMES = ["Sidoarjo", "Kabupaten Sidoarjo", "Jawa Timur", "Siti Rahmawati", "Rahmawati", "Puskesmas Taman Sari",
         "Pemerintah Kabupaten Sidoarjo", "Kota Batu", "siti@contoh.id", "081234567890", "@sidoarjo_kab",
         "www.sidoarjokab.go.id"]  # fmt: skip
OTHERS = [
    "ibu",
    "hamil",
    "perahu",
    "2024",
    "48 %",
    "kader",
    "dan",
    "turun",
    "obat",
    "batu",
    "serang",
    "Posyandu",
    "1,5",
]
JOINS = [" ", ", ", "\n", ". ", "; ", " (", ") ", " – "]


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES + OTHERS), st.sampled_from(JOINS), st.sampled_from(["", "upper", "lower"])),
        max_size=25,
    )
)
def test_no_name_survives_and_every_other_word_does(pieces: list[tuple[str, str, str]]) -> None:
    text, kept = "", []
    for word, join, case in pieces:
        is_name = word in NAMES
        # A given name alone is hidden where it is written as a name.
        shown = getattr(word, case)() if case and not (word == "Rahmawati" and case == "lower") else word
        text += shown + join
        if not is_name:
            kept.append(shown)
    left = redacted(text, WHO)
    for name in NAMES:
        assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", left, re.IGNORECASE), (text, left)
    rest = left.replace(MASK, "")
    for word in kept:
        assert word in rest, (text, left)


@given(st.text(max_size=200))
def test_nothing_but_what_must_be_hidden_is_touched(text: str) -> None:
    nobody = Identities()
    left = redacted(text, nobody)
    if MASK not in left:
        assert left == text
    assert redacted(left, nobody).count(MASK) <= max(1, left.count(MASK))
