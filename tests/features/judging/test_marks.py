"""Marks as people type them, and sums on the way by the rulebook's own engine."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.competitions import NOW, RULEBOOK
from tular.engines.rulebook.parts import Level, Scale
from tular.features.judging.queries.marks import (
    Asked,
    asked_of,
    mark_typed,
    marks_of,
    running,
    share_of,
    total_of,
)
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of

HUNDRED = Scale(Fraction(0), Fraction(100))
JURIES = (
    RULEBOOK[: RULEBOOK.index("[criteria.proposal]")]
    + """
[criteria.proposal]
stage = "proposal"
combine = "weighted_sum"
parts = [
  { id = "naskah", weight = 0.6, jury = "akademisi", items = [{ id = "gagasan" }, { id = "dampak" }] },
  { id = "video", weight = 0.4, jury = "Praktisi", items = [{ id = "tayangan" }] },
]
"""
)


def asked(text: str = RULEBOOK, panel: str = "") -> Asked:
    version = RulebookVersion(text=text, identity="lomba-uji", number=1, title="Lomba Uji", published_at=NOW)
    found = asked_of(rules_of(version), "proposal", "umum", panel)
    assert found is not None
    return found


@given(st.decimals(min_value=0, max_value=100, places=3), st.sampled_from(",."), st.sampled_from(["", " ", "\t"]))
def test_decimals_are_kept_exactly_whichever_sign_parts_them(number: Decimal, sign: str, blank: str) -> None:
    kept, wrong = mark_typed(f"{blank}{number}".replace(".", sign) + blank, HUNDRED)
    assert (Decimal(kept), wrong) == (number, "")
    assert kept == mark_typed(kept, HUNDRED)[0]


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_mark_of_the_scale_or_explained(text: str) -> None:
    kept, wrong = mark_typed(text, HUNDRED)
    assert wrong or kept == "" or 0 <= Decimal(kept) <= 100


@pytest.mark.parametrize(
    ("typed", "scale", "said"),
    [
        ("3", Scale(Fraction(1), Fraction(4), (Level(Fraction(1)), Level(Fraction(2)), Level(Fraction(4)))),
         "3 bukan salah satu tingkat. Pilih: 1, 2, 4."),
        ("2,25", Scale(Fraction(0), Fraction(5), step=Fraction(1, 2)),
         "2,25 tidak ada pada skala. Isi 0 sampai 5 dengan langkah 0,5."),
        ("1e2", HUNDRED, "“1e2” bukan angka. Tulis angka saja, misalnya 80."),
        ("1.000", Scale(Fraction(0), Fraction(1, 2)), "1 di luar skala. Isi angka dari 0 sampai 0,5."),
    ],
)  # fmt: skip
def test_a_mark_beside_the_scale_is_explained(typed: str, scale: Scale, said: str) -> None:
    assert mark_typed(typed, scale)[1] == said


MARK = st.one_of(st.none(), st.integers(0, 100).map(str))


@given(MARK, MARK)
def test_the_sum_on_the_way_ends_as_the_total(one: str | None, other: str | None) -> None:
    told = asked()
    content = {"dampak": {"mark": one}, "kebaruan": {"mark": other}}
    sums = running(told, content)
    if one is None and other is None:
        assert sums.value is None and "tidak satu kriteria pun" in sums.problem
    else:
        assert sums.is_complete and sums.value == total_of(told, content).total
    part = running(told, {"dampak": {"mark": one}}) if one else running(told, {})
    assert (part.marked, part.needed) == (1 if one else 0, 2)
    assert part.value is None or (part.most is not None and part.value <= part.most)


def test_what_a_mark_adds_is_told_by_its_weight() -> None:
    told = asked()
    criterion = told.criterion("dampak")
    assert criterion is not None
    assert share_of(told, criterion, {"mark": "80"}) == ("80 × 60 %", "48")
    assert share_of(told, criterion, {"mark": None}) == share_of(told, criterion, {}) == ("", "")


def test_a_panel_called_like_a_jury_marks_what_is_that_jurys() -> None:
    assert [one.id for one in asked(JURIES).criteria] == ["gagasan", "dampak", "tayangan"]
    told = asked(JURIES, panel="praktisi")
    assert ([one.id for one in told.criteria], told.jury) == (["tayangan"], "Praktisi")
    content = {"tayangan": {"mark": "90"}, "gagasan": {"mark": "10"}}
    assert marks_of(content, told) == {"tayangan": Fraction(90)}
    assert running(told, content).is_complete
    assert total_of(told, content).total == running(told, content).value
