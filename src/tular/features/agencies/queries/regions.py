"""Provinces for the tile map, and the indicators of regions."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language

from tular.features.agencies.choices import RegionLevel
from tular.features.agencies.models import Indicator, Region


@dataclass(frozen=True)
class ProvinceTile:
    """A province and its place on the tile map (14 columns, 7 rows, from 0)."""

    code: str
    name: str
    short_name: str
    iso_code: str
    island_group: str
    column: int
    row: int
    zone: str


@dataclass(frozen=True)
class IndicatorFact:
    """One figure. When `from_province`, the region itself has none and this is its province's."""

    indicator: str
    label: str
    value: str
    number: float | None
    unit: str
    year: int
    period: str
    source_url: str
    note: str
    region_code: str
    region_name: str
    from_province: bool


@dataclass(frozen=True)
class IndicatorName:
    """What an indicator is called, and its unit, in both languages."""

    name: str
    name_en: str
    unit: str
    unit_en: str


def provinces() -> tuple[ProvinceTile, ...]:
    """All provinces by code; one query."""
    rows = Region.objects.filter(level=RegionLevel.PROVINCE).order_by("code")
    fields = ("code", "name", "short_name", "iso_code", "island_group", "tile_column", "tile_row", "zone")
    return tuple(ProvinceTile(*row) for row in rows.values_list(*fields))


@lru_cache(maxsize=1)
def indicator_names() -> dict[str, IndicatorName]:
    """The indicators that the product knows by name, from `data/indicators.csv`."""
    with (settings.DATA_DIR / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: IndicatorName(row["name"], row["name_en"], row["unit"], row["unit_en"])
            for row in csv.DictReader(file)
        }


def region_indicators(region_code: str) -> dict[str, IndicatorFact]:
    """The latest figure of each indicator for one region; one query. See `indicators_by_region`."""
    return indicators_by_region([region_code])[region_code]


def indicators_by_region(region_codes: Iterable[str]) -> dict[str, dict[str, IndicatorFact]]:
    """The latest figure of each indicator for several regions; one query.

    The region's own figure of any year comes before its province's. What neither has is absent, never filled.
    """
    codes = list(dict.fromkeys(region_codes))
    wanted = {*codes, *(code[:2] for code in codes)}
    figures: dict[str, dict[str, _Figure]] = {}
    rows = Indicator.objects.filter(region_id__in=wanted).order_by("year").values_list(*_FIGURE)
    for figure in map(_Figure._make, rows):
        figures.setdefault(figure.region_id, {})[figure.indicator] = figure
    return {
        code: {
            indicator: _fact(figure, code)
            for indicator, figure in sorted({**figures.get(code[:2], {}), **figures.get(code, {})}.items())
        }
        for code in codes
    }


class _Figure(NamedTuple):
    """A row of `Indicator`; a result page reads a hundred of them."""

    indicator: str
    value: str
    number: float | None
    unit: str
    year: int
    period: str
    source_url: str
    note: str
    region_id: str
    region_name: str


_FIGURE = (*_Figure._fields[:-1], "region__name")


def _fact(figure: _Figure, asked_for: str) -> IndicatorFact:
    english = (get_language() or "").startswith("en")
    known = indicator_names().get(figure.indicator)
    label = figure.indicator if known is None else (known.name_en if english else known.name)
    unit = figure.unit if known is None else (known.unit_en if english else known.unit)
    return IndicatorFact(
        indicator=figure.indicator,
        label=label,
        value=figure.value,
        number=figure.number,
        unit=unit,
        year=figure.year,
        period=figure.period,
        source_url=figure.source_url,
        note=figure.note,
        region_code=figure.region_id,
        region_name=figure.region_name,
        from_province=figure.region_id != asked_for,
    )
