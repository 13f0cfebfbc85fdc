"""Counts over the whole catalogue. What is not known keeps a count of its own and is never spread over the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import get_language

from tular.features.agencies.choices import RegionLevel
from tular.features.agencies.models import Agency, Region
from tular.features.catalogue.choices import AwardLevel, State, Sustainability
from tular.features.catalogue.models import Innovation, Recognition, Theme

IS_PUBLISHED = Q(innovations__state=State.PUBLISHED)
"""Counts tell of what everybody may read."""


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """Innovations of a theme or field of service (`kind`). One innovation may count for several themes."""

    slug: str
    name: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class ProvinceCount:
    """Innovations of owners in a province, with its place on the tile map."""

    code: str
    name: str
    short_name: str
    column: int | None
    row: int | None
    count: int


@dataclass(frozen=True, slots=True)
class ProvinceCounts:
    """All provinces, also those without any; `elsewhere` are innovations of owners without a province."""

    provinces: tuple[ProvinceCount, ...]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """Innovations that an agency owns."""

    slug: str
    name: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class AwardCount:
    """Innovations with a recognition of this level. `level` is empty for those without a known recognition."""

    level: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """Innovations by year of entry; `year` is None where the source does not tell."""

    year: int | None
    count: int


@dataclass(frozen=True, slots=True)
class CatalogueTotals:
    """How much the catalogue holds on `counted_on`.

    `described`: problem, solution and results are all told. `by_sustainability` has every status, also the unknown.
    """

    counted_on: date
    innovations: int
    described: int
    owners: int
    by_sustainability: tuple[tuple[Sustainability, int], ...]


def theme_counts() -> tuple[ThemeCount, ...]:
    """All themes and fields of service, most innovations first. One query."""
    english = get_language() == "en"
    rows = Theme.objects.annotate(count=Count("innovations", filter=IS_PUBLISHED))
    counts = (ThemeCount(row.slug, row.name_en if english else row.name, row.kind, row.count) for row in rows)
    return tuple(sorted(counts, key=lambda row: (-row.count, row.name)))


def province_counts() -> ProvinceCounts:
    """All provinces in the order of their codes. Two queries."""
    counts = dict(Innovation.published.order_by().values_list("province").annotate(count=Count("pk")))
    provinces = Region.objects.filter(level=RegionLevel.PROVINCE)
    return ProvinceCounts(
        tuple(
            ProvinceCount(
                row.code, row.name, row.short_name or row.name, row.tile_column, row.tile_row, counts.get(row.code, 0)
            )
            for row in provinces
        ),
        counts.get(None, 0),
    )


def agency_counts(search: str = "", limit: int = 50) -> tuple[AgencyCount, ...]:
    """Agencies with innovations, most first; `search` is part of a name, abbreviation or older name. One query."""
    rows = Agency.objects.annotate(count=Count("innovations", filter=IS_PUBLISHED, distinct=True)).filter(count__gt=0)
    for word in search.split():
        rows = rows.filter(Q(name__icontains=word) | Q(abbreviation__icontains=word) | Q(aliases__name__icontains=word))
    found = rows.order_by("-count", "name")[:limit]
    return tuple(AgencyCount(row.slug, row.name, row.kind, row.count) for row in found)


def award_counts() -> tuple[AwardCount, ...]:
    """Levels in use in the order of `AwardLevel`, then the innovations without any. Two queries."""
    counts = dict(
        Recognition.objects.filter(innovation__state=State.PUBLISHED)
        .order_by()
        .values_list("level")
        .annotate(count=Count("innovation", distinct=True))
    )
    without = Innovation.published.filter(~Exists(Recognition.objects.filter(innovation=OuterRef("pk")))).count()
    known = tuple(AwardCount(level.value, str(level.label), counts[level]) for level in AwardLevel if level in counts)
    return (*known, AwardCount("", "", without))


def year_counts() -> tuple[YearCount, ...]:
    """Years in use, newest first, then those of unknown year. One query."""
    counts = dict(Innovation.published.order_by().values_list("year").annotate(count=Count("pk")))
    unknown = counts.pop(None, 0)
    rows = tuple(YearCount(year, counts[year]) for year in sorted(counts, reverse=True))
    return (*rows, YearCount(None, unknown)) if unknown else rows


def catalogue_totals(today: date) -> CatalogueTotals:
    """The totals; one query."""
    described = ~Q(problem="") & ~Q(solution="") & ~Q(results="")
    found = Innovation.published.aggregate(
        innovations=Count("pk"),
        described=Count("pk", filter=described),
        owners=Count("agency", distinct=True),
        **{f"is_{status.name}": Count("pk", filter=Q(sustainability=status)) for status in Sustainability},
    )
    return CatalogueTotals(
        counted_on=today,
        innovations=found["innovations"],
        described=found["described"],
        owners=found["owners"],
        by_sustainability=tuple((status, found[f"is_{status.name}"]) for status in Sustainability),
    )
