"""Totals over several stages: exactly, with the derivation of every stage, and never in a circle."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.rulebook.books import competition
from tular.engines.rulebook import RulebookError
from tular.engines.rulebook.cases import failures, scored
from tular.engines.rulebook.scoring import Unfit, score_entry, score_total, total_of_stages

STAGES = """
[[stages]]
id = "proposal"
label = "Proposal"
kind = "scored_desk_review"
scale = [0, 100]
passing_grade = 50
[[stages]]
id = "presentasi"
label = "Presentasi"
kind = "presentation_interview"
scale = [0, 100]
[criteria.proposal]
stage = "proposal"
items = [{ id = "ide", weight = 1 }, { id = "dampak", weight = 2 }]
[criteria.presentasi]
stage = "presentasi"
items = [{ id = "paparan", weight = 1 }]
"""

AKHIR = """
[[totals]]
id = "akhir"
label = "Nilai akhir"
items = [{ stage = "proposal", weight = 60 }, { stage = "presentasi", weight = 40 }]
[[bands]]
stage = "akhir"
items = [{ label = "cukup", max = 80, max_open = true }, { label = "baik", min = 80 }]
"""

MARKS: dict[str, dict[str, Any]] = {
    "proposal": {"ide": 70, "dampak": 85}, "presentasi": {"paparan": 90},
}  # fmt: skip


def test_stages_go_in_unrounded_and_the_total_is_rounded_once() -> None:
    score = score_total(competition(STAGES, AKHIR), "akhir", MARKS)
    # (70 + 2 × 85) ÷ 3 = 80; 80 × 0.6 + 90 × 0.4
    assert (score.total, score.band, score.maximum, score.passes) == (Decimal("84.00"), "baik", Fraction(100), None)
    thirds = score_total(competition(STAGES, AKHIR), "akhir", MARKS | {"proposal": {"ide": 71, "dampak": 85}})
    assert thirds.value == Fraction(241, 3) * Fraction(6, 10) + 36
    assert thirds.total == Decimal("84.20")


def test_the_derivation_begins_with_those_of_the_stages_and_ends_with_the_total() -> None:
    steps = score_total(competition(STAGES, AKHIR), "akhir", MARKS).steps
    assert [step.label for step in steps] == [
        "Proposal: ide", "Proposal: dampak", "Proposal: Nilai", "Proposal: Nilai",
        "Presentasi: paparan", "Presentasi: Nilai", "Presentasi: Nilai",
        "Proposal", "Presentasi", "Nilai akhir", "Nilai akhir",
    ]  # fmt: skip
    assert steps[-1].formula == "8.400 ÷ 100 (jumlah bobot)" and steps[-1].value == 84


def test_who_did_not_pass_a_stage_does_not_pass_by_the_total() -> None:
    rules = competition(STAGES, AKHIR.replace('label = "Nilai akhir"', 'label = "Nilai akhir"\npassing_grade = 60'))
    assert score_total(rules, "akhir", MARKS).passes is True
    weak = MARKS | {"proposal": {"ide": 40, "dampak": 49}, "presentasi": {"paparan": 100}}
    score = score_total(rules, "akhir", weak)
    assert (score.total, score.passes) == (Decimal("67.60"), False)


def test_a_total_may_count_another_one_and_set_conditions_on_stages() -> None:
    rules = competition(STAGES, AKHIR, """
[[totals]]
id = "jumlah"
combine = "sum"
cap = 150
items = [{ total = "akhir" }, { stage = "presentasi" }]
gates = [{ criterion = "presentasi", at_least = 95, otherwise = "cap", cap = 140 }]
""")  # fmt: skip
    score = score_total(rules, "jumlah", MARKS)
    assert score.total == Decimal("140.00")
    assert [step.formula for step in score.steps[-3:]] == [
        "84 + 90", "174 dibatasi paling tinggi 150",
        "syarat presentasi tidak terpenuhi: 90, paling sedikit 95",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("totals", "key", "words"),
    [
        ('[[totals]]\nid = "a"\nitems = [{ total = "b" }]\n[[totals]]\nid = "b"\nitems = [{ total = "a" }]',
         "totals[1].items", "berputar: a → b → a"),
        ('[[totals]]\nid = "a"\nitems = [{ total = "a" }]', "totals[1].items", "berputar: a → a"),
        ('[[totals]]\nid = "a"\nitems = [{ stage = "wawancara" }]', "totals[1].items[1].stage",
         'tahap "wawancara" tidak ada; yang ada: proposal, presentasi'),
        ('[[totals]]\nid = "a"\nitems = [{ total = "z" }]', "totals[1].items[1].total", 'jumlah "z" tidak ada'),
        ('[[totals]]\nid = "proposal"\nitems = [{ stage = "proposal" }]', "totals[1].id", "sudah menjadi nama tahap"),
        ('[[totals]]\nid = "a"\nitems = [{ stage = "proposal" }, { stage = "proposal" }]', "totals[1].items[2]",
         "setiap tahap hanya sekali"),
        ('[[totals]]\nid = "a"\nitems = [{ stage = "proposal", weight = "60" }]', "totals[1].items[1].weight",
         'bukan teks "60"; hapus tanda kutipnya'),
        ('[[totals]]\nid = "a"\nitems = [{ stage = "proposal", weight = 60 }, { stage = "presentasi" }]',
         "totals[1].items[2].weight", "harus ada"),
        ('[[totals]]\nid = "a"\nitems = [{ weight = 60 }]', "totals[1].items[1].stage", "tulis salah satu"),
        ('[[totals]]\nid = "a"\nitems = []', "totals[1].items", "harus daftar tahap"),
        ('[[totals]]\nid = "a"\ngroups = ["tiada"]\nitems = [{ stage = "proposal" }]', "totals[1].groups",
         'kelompok "tiada" tidak ada'),
        ('[[totals]]\nid = "a"\ncombine = "average"\nitems = [{ stage = "proposal" }]', "totals[1].combine",
         '"average" tidak dikenal'),
    ],
)  # fmt: skip
def test_totals_that_cannot_be_are_refused_at_their_place(totals: str, key: str, words: str) -> None:
    with pytest.raises(RulebookError) as refused:
        competition(STAGES, totals)
    assert refused.value.key == key and words in str(refused.value)


def test_a_long_circle_is_found_from_wherever_it_is_entered() -> None:
    ring = "\n".join(f'[[totals]]\nid = "t{n}"\nitems = [{{ total = "t{n + 1 if n < 9 else 3}" }}]' for n in range(10))
    with pytest.raises(RulebookError) as refused:
        competition(STAGES, ring)
    assert "t3 → t4 → t5 → t6 → t7 → t8 → t9 → t3" in str(refused.value)


@pytest.mark.parametrize(
    ("total", "stages", "group", "words"),
    [
        ("akhir", {"proposal": {"ide": 1, "dampak": 1}}, "", 'nilai tahap "presentasi" belum ada'),
        ("tiada", MARKS, "", 'jumlah "tiada" tidak ada; yang ada: akhir'),
        ("akhir", MARKS | {"presentasi": {}}, "", "nilai untuk paparan (paparan) belum ada"),
        ("akhir", MARKS, "lain", 'kelompok "lain" tidak ada'),
    ],
)
def test_what_cannot_be_added_up_is_refused_with_what_is_missing(
    total: str, stages: dict[str, dict[str, Any]], group: str, words: str
) -> None:
    with pytest.raises(Unfit, match=words.replace("(", r"\(").replace(")", r"\)")):
        score_total(competition(STAGES, AKHIR), total, stages, group=group)


def test_plain_data_and_cases_name_a_total_by_over() -> None:
    rules = competition(STAGES, AKHIR)
    told: dict[str, Any] = {"over": "akhir", "stages": MARKS}
    assert scored(rules, told).total == Decimal("84.00")
    case = """
[[score]]
name = "dua tahap"
over = "akhir"
stages = { proposal = { ide = 70, dampak = 85 }, presentasi = { paparan = 90 } }
total = 84
band = "baik"
"""
    assert list(failures(rules, case, "x")) == []
    with pytest.raises(Unfit, match="stages: harus seperti"):
        scored(rules, {"over": "akhir", "stages": {"proposal": 3}})


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_a_total_of_weighted_stages_lies_between_them(ide: int, dampak: int, paparan: int) -> None:
    rules = competition(STAGES, AKHIR)
    marks: dict[str, dict[str, Any]] = {
        "proposal": {"ide": ide, "dampak": dampak}, "presentasi": {"paparan": paparan},
    }  # fmt: skip
    first = score_entry(rules, marks["proposal"], stage="proposal").value
    total = score_total(rules, "akhir", marks).value
    assert min(first, Fraction(paparan)) <= total <= max(first, Fraction(paparan))


def test_what_stages_gave_as_a_whole_adds_up_like_their_marks() -> None:
    rules = competition(STAGES, AKHIR)
    given = {stage: score_entry(rules, marks, stage=stage).value for stage, marks in MARKS.items()}
    assert total_of_stages(rules, "akhir", given) == score_total(rules, "akhir", MARKS).value
    assert total_of_stages(rules, "akhir", {"proposal": Fraction(80)}) is None
    with pytest.raises(Unfit, match="tidak ada"):
        total_of_stages(rules, "lain", given)
