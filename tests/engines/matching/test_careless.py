"""Answers that were filled with anything, and honest ones that only look odd."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.matching.careless import careless

HONEST = "Kader mengantar obat ke rumah pasien setiap Senin, lalu mencatat tekanan darah mereka."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (".", "nothing"),
        ("- - -", "nothing"),
        ("12345", "nothing"),
        ("test", "placeholder"),
        ("Isi nanti.", "placeholder"),
        ("sama seperti di atas", "placeholder"),
        ("bagus bagus bagus bagus bagus bagus", "repeated"),
        ("inovasi inovasi", "repeated"),
        (" ".join(["layanan kami sangat baik"] * 20), "repeated"),
        ("asdfghjkl asdf qwerty", "mashed"),
        ("hdkjfhskdjf skjdhfksjd kjshdf", "mashed"),
        ("aaaaaaaaaa", "mashed"),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit.", "lorem"),
        ("Pokoknya bagus", "joke"),
    ],
)
def test_what_was_filled_with_anything_is_flagged(text: str, kind: str) -> None:
    found = careless({"ringkasan": text}, {"ringkasan": "Ringkasan"})
    assert [one.kind for one in found] == [kind]
    assert found[0].sentence.startswith("Ringkasan ")


@pytest.mark.parametrize(
    "text",
    [
        HONEST,
        "SPBE, SKPD, DPMPTSP, dan BPJS bekerja sama.",
        "Kunjungan naik dari 40 menjadi 85 persen.",
        "Lihat https://sippn.example/xyzzy untuk buktinya.",
        "Anak-anak belajar bersama kakak-kakak di rumah-rumah warga.",
        "Program Jaga Warga, Jaga Desa, Jaga Kota, dan Jaga Laut menjaga ketertiban.",
        "",
        "   ",
    ],
)
def test_honest_and_empty_answers_pass(text: str) -> None:
    assert careless({"ringkasan": text}) == []


def test_a_short_answer_passes_where_little_is_asked() -> None:
    assert careless({"nama": "Ya"}, asked={"nama": 20}) == []
    assert careless({"nama": "Ya"}, asked={}) == []
    assert [one.kind for one in careless({"nama": "Ya"}, asked={"nama": 200})] == ["placeholder"]


def test_a_text_pasted_into_other_sections_is_flagged_there_only() -> None:
    long = f"{HONEST} Puskesmas menyediakan perahu dan bahan bakar, desa menyediakan kader dan tempat singgah."
    found = careless(
        {"a": long, "b": f"{long}  ", "c": "Kepala desa menetapkan keputusan tentang biaya perahu.", "d": long.upper()}
    )
    assert [(one.section, one.kind) for one in found] == [("b", "pasted"), ("d", "pasted")]


def test_a_summary_that_repeats_one_sentence_of_a_long_section_is_not_pasted() -> None:
    other = "Desa menyediakan kader, tempat singgah, dan bahan bakar dari dana desa."
    more = "Dinas memantau jumlah kunjungan, keluhan pasien, dan sisa obat tiap bulan di semua kampung tepi sungai."
    long = f"{HONEST} {other} {more}"
    assert careless({"ringkasan": HONEST, "isi": long}) == []


@given(st.dictionaries(st.sampled_from("abcd"), st.text(max_size=80)))
def test_any_text_is_read_and_no_section_told_twice(answers: dict[str, str]) -> None:
    found = [one.section for one in careless(answers)]
    assert len(found) == len(set(found)) and set(found) <= set(answers)
