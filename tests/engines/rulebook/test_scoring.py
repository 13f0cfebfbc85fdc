"""Marks become a total by the rulebook: exactly, with its derivation, or not at all and with the reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.rulebook.books import PROPOSAL, competition
from tular.engines.rulebook.exact import exact, rounded, written
from tular.engines.rulebook.scoring import Unfit, score_entry, score_government

WEIGHTED = (
    PROPOSAL
    + """
[criteria.proposal]
stage = "proposal"
items = [{ id = "a", label = "Kebaruan", weight = 12.5 }, { id = "b", weight = 37.5 }, { id = "c", weight = 50 }]
"""
)

CITY = """
[[stages]]
id = "juri"
kind = "scored_panel_review"

[criteria.juri]
stage = "juri"
levels = [
  { value = 1, label = "kurang" }, { value = 2, label = "cukup" }, { value = 3, label = "baik" },
]
items = [
  { id = "ide", weight = 5, jury = "akademisi" },
  { id = "dampak", weight = 10, jury = "akademisi" },
  { id = "paparan", weight = 6, jury = "media" },
]

[[bands]]
stage = "juri"
items = [{ label = "rendah", max = 40 , max_open = true }, { label = "tinggi", min = 40 }]
"""

INDEX = """
[[stages]]
id = "ukur"
kind = "index"

[index]
scale_to = 100

[[index.parts]]
id = "pemerintah"
combine = "weighted_sum"
scale = [1, 3]
items = [{ id = "visi", weight = 2 }, { id = "rencana", weight = 3 }]

[[index.parts]]
id = "inovasi"
over = "innovations"
divisor_floor = 12
combine = "sum"
scale = [0, 111]
items = [{ id = "skor" }]

[[index.parts]]
id = "jumlah"
over = "count"
points = [{ at_least = 1, points = 5 }, { at_least = 10, points = 20 }]
gates = [{ fact = "layanan_dasar", label = "lima layanan dasar", at_least = 5, otherwise = "zero" }]

[[bands]]
items = [
  { label = "kurang", min = 0, max = 40 },
  { label = "inovatif", min = 40, min_open = true, max = 65 },
  { label = "sangat", min = 65, min_open = true },
]
"""
BASIC = {"layanan_dasar": ["pendidikan", "kesehatan", "air", "perumahan", "ketertiban"]}


def test_a_weighted_mean_stays_on_the_scale_of_the_marks_and_tells_its_way() -> None:
    score = score_entry(competition(WEIGHTED), {"a": 80, "b": Decimal("90.5"), "c": 70}, stage="proposal")
    assert (score.total, score.maximum, score.band, score.passes, score.notes) == (
        Decimal("78.94"),
        100,
        None,
        None,
        (),
    )
    assert [f"{step.label}: {step.formula} = {written(step.value)}" for step in score.steps] == [
        "Kebaruan: 80 × bobot 12,5 = 1.000",
        "b: 90,5 × bobot 37,5 = 3.393,75",
        "c: 70 × bobot 50 = 3.500",
        "Nilai: 1.000 + 3.393,75 + 3.500 = 7.893,75",
        "Nilai: 7.893,75 ÷ 100 (jumlah bobot) = 78,9375",
    ]


@given(
    marks=st.lists(st.decimals(0, 100, places=2), min_size=3, max_size=3),
    weights=st.lists(st.decimals("0.01", 60, places=2), min_size=3, max_size=3),
)
def test_a_weighted_mean_is_exact_and_between_the_lowest_and_the_highest_mark(
    marks: list[Decimal], weights: list[Decimal]
) -> None:
    items = ", ".join(f'{{ id = "k{place}", weight = {weight} }}' for place, weight in enumerate(weights))
    rules = competition(PROPOSAL, f'[criteria.proposal]\nstage = "proposal"\nitems = [{items}]')
    score = score_entry(rules, {f"k{place}": mark for place, mark in enumerate(marks)})
    expected = sum(Fraction(m) * Fraction(w) for m, w in zip(marks, weights, strict=True)) / sum(map(Fraction, weights))
    assert score.value == expected
    assert min(marks) <= score.value <= max(marks)
    assert abs(Fraction(score.total) - expected) <= Fraction(1, 200)


def test_levels_times_weights_are_added_and_need_not_total_a_hundred() -> None:
    rules = competition(CITY)
    best = score_entry(rules, {"ide": 3, "dampak": 3, "paparan": 3}, stage="juri")
    assert (best.total, best.maximum, best.band) == (63, 63, "tinggi")
    assert score_entry(rules, {"ide": 1, "dampak": 2, "paparan": 2}, stage="juri").band == "rendah"
    assert score_entry(rules, {"ide": 2, "dampak": 2, "paparan": 3}, stage="juri").band == "tinggi"


def test_each_jury_marks_its_own_parts_only() -> None:
    rules = competition(CITY)
    academics = score_entry(rules, {"ide": 2, "dampak": 3}, stage="juri", jury="akademisi")
    assert (academics.total, academics.band, academics.passes) == (40, None, None)  # not yet the score of the stage
    with pytest.raises(Unfit, match=r'kriteria "paparan" tidak ada; yang ada: ide, dampak'):
        score_entry(rules, {"ide": 2, "dampak": 3, "paparan": 1}, stage="juri", jury="akademisi")
    with pytest.raises(Unfit, match='juri "warga" tidak menilai apa pun'):
        score_entry(rules, {}, stage="juri", jury="warga")


def test_what_does_not_apply_is_left_out_of_sum_and_weights() -> None:
    rules = competition(WEIGHTED)
    assert score_entry(rules, {"a": None, "b": 60, "c": 90}).value == Fraction(60 * 375 + 90 * 500, 875)
    with pytest.raises(Unfit, match="tidak satu kriteria pun berlaku"):
        score_entry(rules, {"a": None, "b": None, "c": None})


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ({"a": 80, "b": 90}, r"nilai untuk c \(c\) belum ada"),
        ({"a": 101, "b": 90, "c": 1}, r"Kebaruan \(a\): nilai 101 di luar skala 0–100"),
        ({"a": -1, "b": 90, "c": 1}, "nilai -1 di luar skala 0–100"),
        ({"a": "80", "b": 90, "c": 1}, "'80' bukan angka"),
        ({"a": True, "b": 90, "c": 1}, "True bukan angka"),
        ({"a": float("nan"), "b": 90, "c": 1}, "bukan angka biasa"),
        ({"a": Decimal("1e999"), "b": 90, "c": 1}, "bukan angka biasa"),
        ({"a": 1, "b": 90, "c": 1, "d": 4}, 'kriteria "d" tidak ada; yang ada: a, b, c'),
    ],
)
def test_marks_that_cannot_be_are_refused_with_the_reason(marks: dict[str, object], reason: str) -> None:
    with pytest.raises(Unfit, match=reason):
        score_entry(competition(WEIGHTED), marks)


def test_a_level_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Unfit, match=r"nilai 2,5 bukan salah satu tingkat \(1, 2, 3\)"):
        score_entry(competition(CITY), {"ide": 2.5, "dampak": 1, "paparan": 1})


def test_unknown_groups_and_stages_are_named_with_those_that_exist() -> None:
    rules = competition(WEIGHTED)
    with pytest.raises(Unfit, match='kelompok "replikasi" tidak ada; yang ada: umum, khusus'):
        score_entry(rules, {}, group="replikasi")
    with pytest.raises(Unfit, match='tahap "final" tidak ada; yang ada: proposal'):
        score_entry(rules, {}, stage="final")
    with pytest.raises(Unfit, match="tidak menghitung indeks"):
        score_government(rules, {}, [])


def test_a_group_has_its_own_criteria_before_those_for_all() -> None:
    rules = competition(
        PROPOSAL,
        '[criteria.semua]\nstage = "proposal"\nitems = [{ id = "a", weight = 1 }]',
        '[criteria.khusus]\nstage = "proposal"\nitems = [{ id = "b", weight = 1 }]',
    )
    assert score_entry(rules, {"a": 50}, group="umum", stage="proposal").total == 50
    assert score_entry(rules, {"b": 70}, group="khusus", stage="proposal").total == 70


def test_a_passing_grade_and_a_gate_that_fails_decide_whether_it_passes() -> None:
    rules = competition(
        PROPOSAL + "passing_grade = 85\n",
        '[criteria.proposal]\nstage = "proposal"\n'
        'items = [{ id = "a", weight = 50, gates = [{ criterion = "a", at_least = 60, otherwise = "fail" }] },'
        ' { id = "b", weight = 50 }]',
    )
    assert [
        score_entry(rules, {"a": a, "b": b}).passes for a, b in ((85, 85), (Decimal("84.98"), 85), (59, 100), (70, 100))
    ] == [True, False, False, True]
    failed = score_entry(rules, {"a": 59, "b": 100})
    assert failed.total == Decimal("79.50")
    assert failed.steps[0].formula == "syarat a tidak terpenuhi: 59, paling sedikit 60"


def test_caps_and_floors_bind_a_part() -> None:
    rules = competition(
        PROPOSAL,
        """
[criteria.proposal]
stage = "proposal"
combine = "sum"
parts = [
  { id = "isi", combine = "sum", cap = 120, items = [{ id = "a" }, { id = "b" }] },
  { id = "bonus", combine = "sum", floor = 5, items = [{ id = "c" }] },
]
""",
    )
    score = score_entry(rules, {"a": 90, "b": 80, "c": 0})
    assert (score.total, score.maximum) == (125, 220)
    assert {name: value for name, value in score.values.items() if name in ("isi", "bonus")} == {"isi": 120, "bonus": 5}


@pytest.mark.parametrize(("count", "average"), [(8, "53.33"), (12, "80.00"), (15, "80.00"), (0, "0.00")])
def test_a_government_divides_by_its_innovations_but_at_least_by_the_floor(count: int, average: str) -> None:
    """640 ÷ 12 is 53.33 and fifteen times 80 gives 80, as in the worked example of the index of 2026."""
    score = score_government(competition(INDEX), {"visi": 2, "rencana": 1}, [{"skor": 80}] * count, BASIC)
    assert rounded(score.values["inovasi"] or Fraction(0), 2) == Decimal(average)
    points = 20 if count >= 10 else 5 if count else 0
    assert score.value == (7 + Fraction(80 * count, max(12, count)) + points) / (15 + 111 + 20) * 100
    assert score.total == rounded(score.value, 2)


def test_a_gate_makes_a_part_worth_nothing_and_says_why() -> None:
    score = score_government(
        competition(INDEX), {"visi": 3, "rencana": 3}, [{"skor": 100}] * 12, {"layanan_dasar": ["air", "air"]}
    )
    assert score.values["jumlah"] == 0
    assert "syarat lima layanan dasar tidak terpenuhi: 1, paling sedikit 5" in [step.formula for step in score.steps]
    with pytest.raises(Unfit, match="layanan_dasar belum diketahui"):
        score_government(competition(INDEX), {"visi": 3, "rencana": 3}, [])


def test_an_index_adds_its_parts_up_and_a_gate_on_one_innovation_fails_the_whole() -> None:
    rules = competition(
        """
[[stages]]
id = "ukur"
kind = "index"
[index]
maximum = 250
scale_to = 100
parts = [
  { id = "pemerintah", combine = "sum", scale = [0, 63], items = [{ id = "visi" }] },
  { id = "inovasi", over = "innovations", combine = "sum", scale = [0, 111], items = [
    { id = "skor", gates = [{ fact = "disahkan", at_least = 1, otherwise = "fail" }] },
  ] },
]
"""
    )
    passing = score_government(rules, {"visi": 63}, [{"skor": 111}], {"disahkan": 1})
    assert (passing.value, passing.passes) == (Fraction(63 + 111) / 250 * 100, True)
    assert score_government(rules, {"visi": 63}, [{"skor": 111}], {"disahkan": False}).passes is False


def test_levels_beside_the_items_are_added_up_too() -> None:
    rules = competition(
        PROPOSAL,
        '[criteria.proposal]\nstage = "proposal"\n'
        'items = [{ id = "a", weight = 5, levels = [1, 2, 3] }, { id = "b", weight = 16, levels = [1, 2, 3] }]',
    )
    assert score_entry(rules, {"a": 3, "b": 2}).total == 47


def test_a_group_may_be_left_out_where_there_is_one_set() -> None:
    one = competition(PROPOSAL, '[criteria.umum]\nstage = "proposal"\nitems = [{ id = "a", weight = 1 }]')
    assert score_entry(one, {"a": 50}).total == 50
    two = competition(
        PROPOSAL,
        '[criteria.umum]\nstage = "proposal"\nitems = [{ id = "a", weight = 1 }]',
        '[criteria.khusus]\nstage = "proposal"\nitems = [{ id = "b", weight = 1 }]',
    )
    with pytest.raises(Unfit, match="sebutkan kelompok dan tahapnya; kelompok yang ada: umum, khusus"):
        score_entry(two, {"a": 50})


def test_a_wrong_mark_of_one_innovation_is_told_with_its_place() -> None:
    with pytest.raises(Unfit, match='inovasi ke-2: kriteria "x" tidak ada'):
        score_government(competition(INDEX), {"visi": 1, "rencana": 1}, [{"skor": 1}, {"x": 1}], BASIC)
    with pytest.raises(Unfit, match=r"inovasi ke-2: skor \(skor\): nilai 112 di luar skala 0–111"):
        score_government(competition(INDEX), {"visi": 1, "rencana": 1}, [{"skor": 1}, {"skor": 112}], BASIC)


@pytest.mark.parametrize(
    ("marks", "band"), [(Decimal("39.999"), "tinggi"), (Decimal("39.99"), "rendah"), (40, "tinggi")]
)
def test_bands_look_at_the_rounded_total_and_at_their_open_ends(marks: object, band: str) -> None:
    rules = competition(
        PROPOSAL,
        '[criteria.proposal]\nstage = "proposal"\nitems = [{ id = "a", weight = 100 }]',
        '[[bands]]\nitems = [{ label = "rendah", max = 40, max_open = true }, { label = "tinggi", min = 40 }]',
    )
    assert score_entry(rules, {"a": marks}).band == band


def test_a_scale_that_nobody_told_is_assumed_and_said() -> None:
    rules = competition(
        '[[stages]]\nid = "proposal"\nkind = "scored_desk_review"\n'
        '[criteria.proposal]\nstage = "proposal"\nitems = [{ id = "a", weight = 1 }]'
    )
    assert score_entry(rules, {"a": 5}).notes == ("skala nilai belum diketahui; dihitung atas 0–100",)
    assert not rules.can_be_opened


def test_a_weight_that_is_unknown_stays_unknown() -> None:
    rules = competition(
        PROPOSAL, '[criteria.proposal]\nstage = "proposal"\nitems = [{ id = "a", weight = 1 }, { id = "b" }]'
    )
    with pytest.raises(Unfit, match=r"bobot b \(b\) belum diketahui \(criteria.proposal.items\[2\]\)"):
        score_entry(rules, {"a": 1, "b": 2})


@given(st.decimals(-1000, 1000, places=3), st.integers(0, 3))
def test_halves_are_rounded_away_from_nought(number: Decimal, decimals: int) -> None:
    found = rounded(Fraction(number), decimals)
    assert abs(Fraction(found) - Fraction(number)) <= Fraction(1, 2 * 10**decimals)
    assert rounded(-Fraction(number), decimals) == -found
    assert found.as_tuple().exponent == -decimals


@pytest.mark.parametrize(
    ("value", "text"),
    [(exact(0.1) + exact(0.2), "0,3"), (Fraction(640, 12), "53,333333…"), (exact(7825), "7.825"),
     (exact(Decimal("78.250")), "78,25"), (exact(-1234567.5), "-1.234.567,5")],
)  # fmt: skip
def test_numbers_are_written_as_indonesians_do(value: Fraction, text: str) -> None:
    assert written(value) == text
