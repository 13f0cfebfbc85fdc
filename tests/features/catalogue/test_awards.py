"""Reading awards: the level and year, with the wording of the source beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.features.catalogue.actions import AwardClaim, parse_awards
from tular.features.catalogue.choices import AwardLevel


@pytest.mark.parametrize(
    ("label", "category", "year", "claim"),
    [
        ("top99", "", 2019, (AwardLevel.TOP99, 2019, "top99")),
        ("top99", "Kesehatan", 2019, (AwardLevel.TOP99, 2019, "top99")),
        ("Top 45", "", 2019, (AwardLevel.TOP45, 2019, "Top 45")),
        ("TOP 45 KIPP 2020", "", 2022, (AwardLevel.TOP45, 2020, "TOP 45 KIPP 2020")),
        (
            "top21-covid19",
            "Top 21 Inovasi Pelayanan Publik Penanganan Covid-19",
            2020,
            (AwardLevel.TOP21_COVID, 2020, "Top 21 Inovasi Pelayanan Publik Penanganan Covid-19"),
        ),
        (
            "kipp",
            "Disebut sumber ikut KIPP Top 45 tahun 2020",
            2022,
            (AwardLevel.KIPP_UNKNOWN, 2020, "Disebut sumber ikut KIPP Top 45 tahun 2020"),
        ),
        (
            "regional",
            "KIPP Babel 2023, 10 besar",
            2023,
            (AwardLevel.REGIONAL, 2023, "KIPP Babel 2023, 10 besar"),
        ),
        (
            "regional",
            "Kompetisi Inovasi Jawa Barat 2022; juara II Inovasi Cegah Stunting 2021",
            2022,
            (AwardLevel.REGIONAL, 2022, "Kompetisi Inovasi Jawa Barat 2022; juara II Inovasi Cegah Stunting 2021"),
        ),
        ("unpsa", "Tackling Climate Change", 2024, (AwardLevel.UNPSA, 2024, "unpsa")),
        ("Top 15 Kelompok Replikasi", "", 2021, (AwardLevel.TOP15_REPLICATION, 2021, "Top 15 Kelompok Replikasi")),
        ("Innovative Government Award", "", None, (AwardLevel.IGA, None, "Innovative Government Award")),
        ("Piala Bergilir Camat", "", 2020, (AwardLevel.UNKNOWN, 2020, "Piala Bergilir Camat")),
    ],
)
def test_an_award_is_read(
    label: str, category: str, year: int | None, claim: tuple[AwardLevel, int | None, str]
) -> None:
    assert parse_awards(label, category, year) == (AwardClaim(*claim),)


@pytest.mark.parametrize("label", ["", " ", "none", "None", "-", "tidak ada"])
def test_no_award_is_no_recognition_whatever_the_category_says(label: str) -> None:
    assert parse_awards(label, "Finalis lomba 2020", 2020) == ()


def test_several_awards_in_one_cell_are_several_and_the_same_twice_is_one() -> None:
    assert parse_awards("top99; iga;top99", "Kesehatan", 2019) == (
        AwardClaim(AwardLevel.TOP99, 2019, "top99"),
        AwardClaim(AwardLevel.IGA, 2019, "iga"),
    )


@pytest.mark.parametrize("level", [level for level in AwardLevel if level != AwardLevel.UNKNOWN])
def test_the_levels_are_labels_themselves(level: AwardLevel) -> None:
    assert parse_awards(level.value, "", 2020) == (AwardClaim(level, 2020, level.value),)


@given(st.text(min_size=1, max_size=50), st.text(max_size=50))
def test_a_label_is_never_dropped_unless_it_says_none(label: str, category: str) -> None:
    parts = [part.strip() for part in label.split(";")]
    named = {part for part in parts if part.lower() not in {"", "none", "-", "tidak ada", "belum ada"}}
    claims = parse_awards(label, category, None)
    assert bool(claims) == bool(named)
    if len(named) > 1:
        assert {claim.as_written for claim in claims} == named
