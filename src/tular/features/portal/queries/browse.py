"""The catalogue counted in every direction in which it can be browsed; every count is a link to its list.

A count follows the same rule as the finder's filter of the same name, so that the list behind a link has exactly as
many entries. What a record does not tell keeps a row of its own.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency
from tular.features.agencies.queries import provinces
from tular.features.catalogue.choices import AwardLevel, ThemeKind
from tular.features.catalogue.models import Innovation, Recognition, Theme
from tular.foundation.charts.tilemap import Tile, TileMap
from tular.foundation.ui.shapes import Bar

FINDER = "/temukan"
NOT_TOLD = "tidak-disebut"
"""The finder's option for records that do not tell."""

INNOVATIONS_PER_DOT = 5
SHOWN_AGENCIES = 12


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme or field of service with its count; `dots` is the count in dots of five, one at least while there is any."""

    name: str
    href: str
    count: int

    @property
    def dots(self) -> int:
        return max(1, round(self.count / INNOVATIONS_PER_DOT)) if self.count else 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Size of the catalogue on the day it was counted; `described` tell problem, solution and results."""

    innovations: int
    described: int
    without_theme: int
    without_province: int
    counted_on: datetime.date


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """Everything on the browse page."""

    totals: Totals
    themes: tuple[ThemeRow, ...]
    sectors: tuple[ThemeRow, ...]
    map: TileMap
    awards: tuple[Bar, ...]
    years: tuple[Bar, ...]
    kinds: tuple[Bar, ...]
    agencies: tuple[Bar, ...]

    @property
    def with_province(self) -> int:
        return self.totals.innovations - self.totals.without_province


def browse_page(today: datetime.date) -> BrowsePage:
    """The page; eight queries, whatever the size of the catalogue."""
    totals = catalogue_totals(today)
    rows = theme_rows()
    return BrowsePage(
        totals=totals,
        themes=rows[ThemeKind.THEME],
        sectors=rows[ThemeKind.SECTOR],
        map=province_map(),
        awards=_awards(),
        years=_years(),
        kinds=_kinds(),
        agencies=_agencies(),
    )


def finder_link(**filters: str) -> str:
    """The finder's address with these filters."""
    return f"{FINDER}?{urlencode(filters)}"


def catalogue_totals(today: datetime.date) -> Totals:
    """Counts over all innovations; one query."""
    told = ~(Q(problem="") | Q(solution="") | Q(results=""))
    counts = Innovation.objects.aggregate(
        innovations=Count("pk", distinct=True),
        described=Count("pk", filter=told, distinct=True),
        without_theme=Count("pk", filter=Q(themes=None), distinct=True),
        without_province=Count("pk", filter=Q(province=None), distinct=True),
    )
    return Totals(**counts, counted_on=today)


def theme_rows() -> dict[str, tuple[ThemeRow, ...]]:
    """Themes and fields of service by kind, most innovations first; empty ones are left out. One query."""
    english = (get_language() or "").startswith("en")
    parameters = {ThemeKind.THEME: "tema", ThemeKind.SECTOR: "bidang"}
    found: dict[str, list[ThemeRow]] = {kind: [] for kind in parameters}
    for theme in Theme.objects.annotate(count=Count("innovations")).filter(count__gt=0):
        name = theme.name_en if english else theme.name
        found[theme.kind].append(
            ThemeRow(name, finder_link(**{parameters[ThemeKind(theme.kind)]: theme.slug}), theme.count)
        )
    return {kind: tuple(sorted(rows, key=lambda row: (-row.count, row.name))) for kind, rows in found.items()}


def province_map() -> TileMap:
    """Innovations by the province of their owner, nothing left out; two queries."""
    counts = dict(
        Innovation.objects.exclude(province=None).order_by().values_list("province").annotate(count=Count("pk"))
    )
    tiles = tuple(
        Tile(
            name=place.name,
            short=place.short_name,
            column=place.column,
            row=place.row,
            value=(count := counts.get(place.code, 0)),
            label=ngettext("%(name)s: %(number)s inovasi", "%(name)s: %(number)s inovasi", count)
            % {"name": place.name, "number": number_format(count, force_grouping=True)},
            href=finder_link(provinsi=place.code),
        )
        for place in provinces()
    )
    ranked = sorted(tiles, key=lambda tile: (-tile.value, tile.name))
    empty = sum(not tile.value for tile in tiles)
    leading = ", ".join(f"{tile.name} {tile.value}" for tile in ranked[:2] if tile.value)
    return TileMap(
        id="petak",
        title=_("Inovasi dalam katalog menurut provinsi pemilik"),
        description=_(
            "Peta petak %(provinces)d provinsi. Terbanyak: %(leading)s. Provinsi tanpa catatan: %(empty)d. "
            "Angka tiap provinsi ada di tabel."
        )
        % {"provinces": len(tiles), "leading": leading or "–", "empty": empty},
        tiles=tiles,
    )


def _bars(rows: list[tuple[str, str, int]], unknown: tuple[str, str, int] | None = None) -> tuple[Bar, ...]:
    """Rows of name, address and count as bars; the longest is 1, the unknown one comes last and is hatched."""
    shown = [*rows, *([unknown] if unknown and unknown[2] else [])]
    longest = max((count for _name, _href, count in shown), default=0)
    return tuple(
        Bar(
            label=format_html('<a href="{}">{}</a>', href, name),
            value=count,
            share=round(count / longest, 4) if longest else 0,
            gap=unknown is not None and (name, href, count) == unknown,
        )
        for name, href, count in shown
    )


def _awards() -> tuple[Bar, ...]:
    """Innovations by level of recognition; one that won several counts at each level. Two queries."""
    counts = dict(
        Recognition.objects.order_by().values_list("level").annotate(count=Count("innovation", distinct=True))
    )
    rows = [
        (str(level.label), finder_link(pengakuan=level.value), counts[level.value])
        for level in AwardLevel
        if counts.get(level.value)
    ]
    none = Innovation.objects.filter(recognitions=None).count()
    return _bars(rows, (_("Belum tercatat"), finder_link(pengakuan=NOT_TOLD), none))


def _years() -> tuple[Bar, ...]:
    """Innovations by year of entry or source, newest first; one query."""
    counts = dict(Innovation.objects.order_by().values_list("year").annotate(count=Count("pk")))
    none = counts.pop(None, 0)
    rows = [(str(year), finder_link(tahun=str(year)), counts[year]) for year in sorted(counts, reverse=True)]
    return _bars(rows, (_("Belum diketahui"), finder_link(tahun=NOT_TOLD), none))


def _kinds() -> tuple[Bar, ...]:
    """Innovations by kind of the owner; one query."""
    counts = Innovation.objects.order_by().values_list("agency__kind").annotate(count=Count("pk"))
    rows = [(str(AgencyKind(kind).label), finder_link(jenis=kind), count) for kind, count in counts]
    return _bars(sorted(rows, key=lambda row: (-row[2], row[0])))


def _agencies() -> tuple[Bar, ...]:
    """Agencies with most records; one query."""
    found = Agency.objects.annotate(count=Count("innovations")).filter(count__gt=0).order_by("-count", "name")
    return _bars([(agency.name, f"/instansi/{agency.slug}", agency.count) for agency in found[:SHOWN_AGENCIES]])
