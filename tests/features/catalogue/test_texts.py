"""What the texts of a record tell about figures and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.features.catalogue.queries import sentences, states_a_baseline, states_a_figure


@pytest.mark.parametrize(
    "text",
    [
        "Stunting turun 1,5 persen dalam setahun.",
        "Bekerja sama dengan 50 rumah sakit.",
        "Santunan Rp42-142 juta.",
        "Terkumpul Rp. 100 juta pada 2021.",
        "Waktu tunggu 5–8 jam.",
    ],
)
def test_a_figure_is_a_figure(text: str) -> None:
    assert states_a_figure(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Warga merasa terbantu.",
        "Dijalankan sejak 2016 dan berlanjut pada 2018-2020.",
        "Diluncurkan 16 Maret 2020.",
        "Masuk Top 99 tahun 2018.",
        "Juara II UNPSA 2015 kategori 1 wilayah Asia dan Pasifik.",
        "Dipakai selama Covid-19 untuk PBB-P2.",
        "Masuk Top 40 KIPP Jawa Tengah 2021 dan dipaparkan wali kota.",
    ],
)
def test_a_year_a_date_a_place_in_a_contest_or_a_number_in_a_name_is_no_figure(text: str) -> None:
    assert not states_a_figure(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kampung dengan penularan aktif turun dari 52 (2017) menjadi 8 (2019).", True),
        ("Sawah bebas tikus bertambah dari 4.720 menjadi 9.070 hektare.", True),
        ("10 dari 27 kelurahan lolos, naik dari 6 kelurahan pada 2021.", True),
        ("Izin selesai 4 menit, semula 3 hari.", True),
        ("Pajak naik dari Rp6,5 miliar menjadi Rp8,9 miliar.", True),
        ("Stunting turun 1,5 persen.", False),
        ("Kepemilikan akta naik dan 11 dari 23 kabupaten menirunya.", False),
        ("Naik dari sangat inovatif pada 2023.", False),
        ("", False),
    ],
)
def test_a_baseline_is_a_figure_told_with_the_one_before(text: str, told: bool) -> None:
    assert states_a_baseline(text) is told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("Satu kalimat tanpa titik", ("Satu kalimat tanpa titik",)),
        ("Kader mencatat. Dinas mengolah.", ("Kader mencatat.", "Dinas mengolah.")),
        ("Kec. Sukasari dan dr. Budi bekerja. Lalu selesai.", ("Kec. Sukasari dan dr. Budi bekerja.", "Lalu selesai.")),
        ("Biaya Rp1.500 per kg. 30 unit dipakai!", ("Biaya Rp1.500 per kg.", "30 unit dipakai!")),
        ('Warga berkata: "Senang." Petugas juga.', ('Warga berkata: "Senang."', "Petugas juga.")),
        ("Baris satu.\n  Baris dua.", ("Baris satu.", "Baris dua.")),
    ],
)
def test_a_text_is_cut_at_the_ends_of_sentences_only(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet='Aab1. ?!"\n', max_size=80))
def test_cutting_loses_nothing_but_space(text: str) -> None:
    assert " ".join(sentences(text)) == " ".join(text.split())


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(states_a_figure(text), bool)
    assert isinstance(states_a_baseline(text), bool)
