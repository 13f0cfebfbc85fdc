"""A figure of one whole number per province on the tile map, each tile a link to its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tular.foundation.charts.grid import HEIGHT, WIDTH, fmt, tile_box
from tular.foundation.ui.shapes import Key

CLASS_STARTS = (0, 1, 6, 21, 51)
"""Least value of each colour class `f-c0` … `f-c4`. Nothing is a class of its own, drawn dashed."""

MARKS: tuple[Literal["c0", "c1", "c2", "c3", "c4"], ...] = ("c0", "c1", "c2", "c3", "c4")

DARK_FROM = 3
"""From this class on the tile is dark and its text white."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One province: `label` names it in full with its value, for the tooltip and the screen reader."""

    name: str
    short: str
    column: int
    row: int
    value: int
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class TileMap:
    """What to draw. `id` must be unique on the page; `description` says what a person who cannot see it needs."""

    id: str
    title: str
    description: str
    tiles: tuple[Tile, ...]

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped."""
        return format_html(
            '<svg viewBox="0 0 {} {}" role="group" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}</svg>',
            WIDTH, HEIGHT, self.id, self.id, self.id, self.title, self.id, self.description,
            format_html_join("", "{}", ((_tile(tile),) for tile in self.tiles)),
        )  # fmt: skip

    @property
    def legend(self) -> tuple[Key, ...]:
        """The colour classes in rising order, with the values that each stands for."""
        ends = [start - 1 for start in CLASS_STARTS[1:]]
        ranges = [
            str(first) if first == last else f"{first}–{last}" for first, last in zip(CLASS_STARTS, ends, strict=False)
        ]
        return tuple(
            Key(mark, text)
            for mark, text in zip(MARKS, [*ranges, _("lebih dari %(number)d") % {"number": ends[-1]}], strict=True)
        )

    @property
    def ranked(self) -> tuple[Tile, ...]:
        """The rows of the table beside the figure: most first, then by name; nothing is left out."""
        return tuple(sorted(self.tiles, key=lambda tile: (-tile.value, tile.name)))


def colour_class(value: int) -> int:
    """Number of the colour class of a value. Negative values are refused: counts have none."""
    if value < 0:
        raise ValueError(f"a count cannot be negative: {value}")
    return max(number for number, start in enumerate(CLASS_STARTS) if value >= start)


def _tile(tile: Tile) -> SafeString:
    box = tile_box(tile.column, tile.row)
    number = colour_class(tile.value)
    inverse = " f-inv" if number >= DARK_FROM else ""
    drawing = format_html(
        '<rect class="f-c{}" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="f-num{}" x="{}" y="{}" font-size="19" font-weight="700">{}</text>'
        '<text class="f-short{}" x="{}" y="{}" font-size="10" font-weight="500">{}</text>',
        number, fmt(box.x), fmt(box.y), fmt(box.width), fmt(box.height),
        inverse, fmt(box.x + 6), fmt(box.y + 26), number_format(tile.value, force_grouping=True),
        inverse, fmt(box.x + 6), fmt(box.y + 51), tile.short,
    )  # fmt: skip
    if not tile.href:
        return format_html("<g><title>{}</title>{}</g>", tile.label, drawing)
    return format_html('<a href="{}"><title>{}</title>{}</a>', tile.href, tile.label, drawing)
