"""Provinces on the tile map, and indicators of regions."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from tular.features.agencies.models import Indicator
from tular.features.agencies.queries import (
    IndicatorFact,
    ProvinceTile,
    indicator_names,
    indicators_by_region,
    provinces,
    region_indicators,
)


def add(region: str, year: int, value: str, indicator: str = "stunting_prevalence") -> None:
    Indicator.objects.create(
        region_id=region,
        indicator=indicator,
        year=year,
        value=value,
        number=float(value),
        unit="percent",
        source_url="x",
    )


def test_every_province_has_its_own_tile(catalogue: None) -> None:
    tiles = provinces()
    assert len({(tile.column, tile.row) for tile in tiles}) == len(tiles) == 38
    assert tiles[0] == ProvinceTile("11", "Aceh", "Aceh", "ID-AC", "Sumatera", 0, 0, "WIB")


def test_a_region_without_figures_of_its_own_shows_those_of_its_province_as_such(catalogue: None) -> None:
    fact = region_indicators("53.05")["stunting_prevalence"]
    assert fact == IndicatorFact(
        indicator="stunting_prevalence",
        label="Prevalensi stunting",
        value=fact.value,
        number=float(fact.value),
        unit="persen balita",
        year=2023,
        period="SKI 2023",
        source_url=fact.source_url,
        note="",
        region_code="53",
        region_name="Nusa Tenggara Timur",
        from_province=True,
    )


def test_an_own_figure_comes_before_a_newer_one_of_the_province_and_the_latest_year_counts(catalogue: None) -> None:
    add("53.05", 2020, "10")
    add("53.05", 2021, "11")
    fact = region_indicators("53.05")["stunting_prevalence"]
    assert (fact.value, fact.year, fact.region_code, fact.from_province) == ("11", 2021, "53.05", False)


def test_what_nobody_knows_is_absent(catalogue: None) -> None:
    Indicator.objects.filter(indicator="hdi").delete()
    assert "hdi" not in region_indicators("53.05")
    assert region_indicators("99.99") == {}


def test_several_regions_cost_one_query(catalogue: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = indicators_by_region(["53.05", "11", "53.05"])
    assert list(found) == ["53.05", "11"]
    assert found["11"]["hdi"].from_province is False


def test_labels_and_units_follow_the_language(catalogue: None) -> None:
    with translation.override("en"):
        fact = region_indicators("53")["stunting_prevalence"]
    assert (fact.label, fact.unit) == ("Stunting prevalence", "percent of under-fives")


def test_every_shipped_indicator_has_a_name_and_an_unknown_one_keeps_its_own(catalogue: None) -> None:
    assert set(Indicator.objects.values_list("indicator", flat=True)) <= set(indicator_names())
    add("53", 2024, "1", indicator="rainfall")
    assert region_indicators("53")["rainfall"].label == "rainfall"
