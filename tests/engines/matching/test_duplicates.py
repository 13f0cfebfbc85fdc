"""The same innovation under another title, in another year or from another source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.matching.duplicates import are_near_duplicates, common_pieces, text_likeness, title_likeness

TEXT = "Guru memberi lembar kerja sebelum anak nelayan berangkat melaut, lalu menilainya sepulang melaut."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kelas Perahu", "kelas  PERAHU"),
        ("Kelas Perahu", "Perahu, Kelas"),
        ("SIMPATI", "SIMPATI (Sistem Pencegahan Stunting Terintegrasi)"),
        ("Rumah Data Kependudukan", "Rumah Data Kependudukn"),
    ],
)
def test_titles_that_mean_the_same(first: str, second: str) -> None:
    assert are_near_duplicates(first, second, "", "")


@pytest.mark.parametrize(
    ("first", "second"), [("Kelas Perahu", "Bank Sampah"), ("Antar Obat", "Antar Jemput Pasien"), ("", ""), ("?", "!")]
)
def test_titles_that_do_not(first: str, second: str) -> None:
    assert not are_near_duplicates(first, second, "", "")


def test_texts_that_share_a_third_of_their_runs_are_alike() -> None:
    assert text_likeness(TEXT, TEXT.upper()) == 1.0
    assert are_near_duplicates("Satu", "Dua", TEXT, f"{TEXT} Kini ada di semua pulau.")
    assert not are_near_duplicates("Satu", "Dua", TEXT, "Ojek mengantar obat ke rumah pasien setiap hari.")


def test_a_text_too_short_for_runs_is_like_nothing() -> None:
    assert text_likeness("antar obat", "antar obat") == 0.0


@given(first=st.text(), second=st.text())
def test_likeness_is_mutual_and_bounded(first: str, second: str) -> None:
    assert text_likeness(first, second) == text_likeness(second, first)
    assert 0 <= text_likeness(first, second) <= 1
    assert 0 <= title_likeness(first, second) <= 100
    assert title_likeness(first, second) == title_likeness(second, first)


def test_what_two_texts_share_is_cut_out_of_both() -> None:
    first, second = common_pieces(f"Dulu begini. {TEXT}", f"{TEXT} Kini ada di semua pulau.")
    assert [shared for _text, shared in first] == [False, True, False]
    assert first[1][0] == second[0][0] == TEXT.rstrip(".")


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_put_together_are_the_texts(first: str, second: str) -> None:
    for text, pieces in zip((first, second), common_pieces(first, second), strict=True):
        assert "".join(piece for piece, _shared in pieces) == text
