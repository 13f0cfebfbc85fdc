"""The catalogue counted in every direction in which it can be browsed; every count is a link to its list.

A count follows the same rule as the finder's filter of the same name, so that the list behind a link has exactly as
many entries. What a record does not tell keeps a row of its own.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.choices import AgencyKind
from tular.features.catalogue.choices import ThemeKind
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries import (
    CatalogueTotals,
    ProvinceCounts,
    agency_counts,
    award_counts,
    catalogue_totals,
    province_counts,
    theme_counts,
    year_counts,
)
from tular.foundation.charts.tilemap import Tile, TileMap
from tular.foundation.ui.shapes import Bar

FINDER = "/temukan"
NOT_TOLD = "tidak-disebut"
"""The finder's option for records that do not tell."""

INNOVATIONS_PER_DOT = 5
DOTS_PER_ROW = 30
"""As many as fit into the narrowest column of the page."""
SHOWN_AGENCIES = 12


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme or field of service with its count."""

    name: str
    kind: str
    href: str
    count: int

    @property
    def dots(self) -> tuple[int, ...]:
        """The count in dots of five, in rows of at most `DOTS_PER_ROW`; at least one dot while there is any."""
        number = max(1, round(self.count / INNOVATIONS_PER_DOT)) if self.count else 0
        return tuple(min(DOTS_PER_ROW, number - start) for start in range(0, number, DOTS_PER_ROW))


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """Everything on the browse page."""

    totals: CatalogueTotals
    without_theme: int
    without_province: int
    themes: tuple[ThemeRow, ...]
    sectors: tuple[ThemeRow, ...]
    map: TileMap
    awards: tuple[Bar, ...]
    years: tuple[Bar, ...]
    kinds: tuple[Bar, ...]
    agencies: tuple[Bar, ...]

    @property
    def with_province(self) -> int:
        """Innovations that the tile map counts."""
        return self.totals.innovations - self.without_province


def browse_page(today: datetime.date) -> BrowsePage:
    """The page; ten queries, whatever the size of the catalogue."""
    by_province = province_counts()
    rows = theme_rows()
    return BrowsePage(
        totals=catalogue_totals(today),
        without_theme=Innovation.published.filter(themes=None).count(),
        without_province=by_province.elsewhere,
        themes=tuple(row for row in rows if row.kind == ThemeKind.THEME),
        sectors=tuple(row for row in rows if row.kind == ThemeKind.SECTOR),
        map=province_map(by_province),
        awards=_awards(),
        years=_years(),
        kinds=_kinds(),
        agencies=_agencies(),
    )


def finder_link(**filters: str) -> str:
    """The finder's address with these filters."""
    return f"{FINDER}?{urlencode(filters)}"


def theme_rows() -> tuple[ThemeRow, ...]:
    """Themes and fields of service, most innovations first; empty ones are left out. One query."""
    parameters = {ThemeKind.THEME: "tema", ThemeKind.SECTOR: "bidang"}
    return tuple(
        ThemeRow(row.name, row.kind, finder_link(**{parameters[ThemeKind(row.kind)]: row.slug}), row.count)
        for row in theme_counts()
        if row.count
    )


def province_map(counts: ProvinceCounts) -> TileMap:
    """Innovations by the province of their owner; provinces without any are drawn too."""
    tiles = tuple(
        Tile(
            name=place.name,
            short=place.short_name,
            column=place.column,
            row=place.row,
            value=place.count,
            label=ngettext("%(name)s: %(number)s inovasi", "%(name)s: %(number)s inovasi", place.count)
            % {"name": place.name, "number": number_format(place.count, force_grouping=True)},
            href=finder_link(provinsi=place.code),
        )
        for place in counts.provinces
        if place.column is not None and place.row is not None
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
    *known, without = award_counts()
    return _bars(
        [(row.label, finder_link(pengakuan=row.level), row.count) for row in known],
        (_("Belum tercatat"), finder_link(pengakuan=NOT_TOLD), without.count),
    )


def _years() -> tuple[Bar, ...]:
    """Innovations by year of entry or source, newest first; one query."""
    rows = year_counts()
    return _bars(
        [(str(row.year), finder_link(tahun=str(row.year)), row.count) for row in rows if row.year],
        (_("Belum diketahui"), finder_link(tahun=NOT_TOLD), sum(row.count for row in rows if not row.year)),
    )


def _kinds() -> tuple[Bar, ...]:
    """Innovations by kind of the owner; one query."""
    counts = Innovation.published.order_by().values_list("agency__kind").annotate(count=Count("pk"))
    rows = [(str(AgencyKind(kind).label), finder_link(jenis=kind), count) for kind, count in counts]
    return _bars(sorted(rows, key=lambda row: (-row[2], row[0])))


def _agencies() -> tuple[Bar, ...]:
    """Agencies with most records; one query."""
    return _bars([(row.name, f"/instansi/{row.slug}", row.count) for row in agency_counts(limit=SHOWN_AGENCIES)])
