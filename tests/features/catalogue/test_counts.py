"""Counts over the catalogue: whole results, unknown apart, fixed number of queries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.catalogue import (
    make_agency,
    make_innovation,
    make_province,
    make_recognition,
    make_theme,
)
from tular.features.agencies.models import AgencyAlias
from tular.features.catalogue.choices import Sustainability
from tular.features.catalogue.queries import (
    AgencyCount,
    AwardCount,
    CatalogueTotals,
    ProvinceCount,
    ProvinceCounts,
    ThemeCount,
    YearCount,
    agency_counts,
    award_counts,
    catalogue_totals,
    province_counts,
    theme_counts,
    year_counts,
)

pytestmark = pytest.mark.django_db

COUNTS = {
    theme_counts: 1, province_counts: 2, agency_counts: 1, award_counts: 2, year_counts: 1,
    lambda: catalogue_totals(date(2026, 3, 5)): 1,
}  # fmt: skip


def some_innovations() -> None:
    """Three innovations of two owners; the third is known by its title only."""
    west, east = make_province("32", "Jawa Barat"), make_province("51", "Bali", tile_column=7)
    stunting, health = make_theme(), make_theme("kesehatan", "Kesehatan", "sector")
    make_theme("energi", "Energi", "sector")
    sumedang = make_agency("Pemerintah Kabupaten Sumedang", abbreviation="Pemkab Sumedang")
    ministry = make_agency("Kementerian Contoh", kind="kementerian")
    AgencyAlias.objects.create(agency=ministry, name="Departemen Contoh")
    AgencyAlias.objects.create(agency=ministry, name="Departemen Contoh RI")
    told = {"problem": "x", "solution": "x", "results": "x"}
    one = make_innovation(sumedang, "Satu", themes=(stunting, health), province=west, year=2022, **told)
    two = make_innovation(sumedang, "Dua", themes=(health,), province=west, year=2022, sustainability="berhenti")
    make_innovation(ministry, "Tiga")
    make_recognition(one, "Top 99", level="top99", year=2021)
    make_recognition(one, "Top 99", level="top99", year=2022)
    make_recognition(two, "Finalis", level="finalis")
    assert east.pk


def test_counts_by_theme() -> None:
    some_innovations()
    assert theme_counts() == (
        ThemeCount("kesehatan", "Kesehatan", "sector", 2),
        ThemeCount("stunting", "Stunting", "theme", 1),
        ThemeCount("energi", "Energi", "sector", 0),
    )


def test_counts_by_province_keep_empty_provinces_and_owners_without_one() -> None:
    some_innovations()
    assert province_counts() == ProvinceCounts(
        (ProvinceCount("32", "Jawa Barat", "Jawa Barat", 4, 5, 2), ProvinceCount("51", "Bali", "Bali", 7, 5, 0)),
        elsewhere=1,
    )


def test_counts_by_agency() -> None:
    some_innovations()
    make_agency("Pemerintah Kota Tanpa Inovasi")
    sumedang = AgencyCount("pemerintah-kabupaten-sumedang", "Pemerintah Kabupaten Sumedang", "kabupaten", 2)
    ministry = AgencyCount("kementerian-contoh", "Kementerian Contoh", "kementerian", 1)
    assert agency_counts() == (sumedang, ministry)
    assert agency_counts(limit=1) == (sumedang,)


@pytest.mark.parametrize(
    ("search", "slugs"),
    [
        ("pemkab", ["pemerintah-kabupaten-sumedang"]),
        ("kabupaten SUMEDANG", ["pemerintah-kabupaten-sumedang"]),
        ("departemen contoh", ["kementerian-contoh"]),
        ("%", []),
        ("atlantis", []),
    ],
)
def test_agencies_are_found_by_every_word_of_any_of_their_names(search: str, slugs: list[str]) -> None:
    some_innovations()
    assert [(row.slug, row.count) for row in agency_counts(search)] == [
        (slug, 2 if "sumedang" in slug else 1) for slug in slugs
    ]


def test_counts_by_award_count_an_innovation_once_for_a_level() -> None:
    some_innovations()
    assert award_counts() == (
        AwardCount("top99", "Top 99", 1),
        AwardCount("finalis", "Finalis", 1),
        AwardCount("", "", 1),
    )


def test_counts_by_year_end_with_the_unknown() -> None:
    some_innovations()
    assert year_counts() == (YearCount(2022, 2), YearCount(None, 1))


def test_totals_carry_their_day_and_keep_the_unknown_apart() -> None:
    some_innovations()
    assert catalogue_totals(date(2026, 3, 5)) == CatalogueTotals(
        counted_on=date(2026, 3, 5),
        innovations=3,
        described=1,
        owners=2,
        by_sustainability=(
            (Sustainability.CONTINUES, 0),
            (Sustainability.GROWS, 0),
            (Sustainability.STOPPED, 1),
            (Sustainability.UNKNOWN, 2),
        ),
    )


def test_an_empty_catalogue_is_counted_too() -> None:
    assert (theme_counts(), agency_counts(), year_counts()) == ((), (), ())
    assert award_counts() == (AwardCount("", "", 0),)
    assert catalogue_totals(date(2026, 3, 5)).innovations == 0


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: getattr(count, "__name__", ""))
def test_the_number_of_queries_does_not_grow(count: Any, django_assert_num_queries: Any) -> None:
    make_innovation(make_agency("Badan Satu"), "Nol")
    with django_assert_num_queries(COUNTS[count]):
        count()
    some_innovations()
    with django_assert_num_queries(COUNTS[count]):
        count()
