"""Values in order with their intervals, and a line after so many places: how sure a list is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tular.foundation.charts.change import scale_between
from tular.foundation.charts.grid import fmt

WIDTH, HEIGHT = 900, 360
LEFT, RIGHT, TOP, BOTTOM = 50, 884, 44, 300
MOST_DRAWN = 70
"""Values in the figure; of more, evenly chosen ones."""

Sure = Literal["in", "between", "out"]

COLOURS: dict[Sure, str] = {"in": "#0e6b50", "between": "#7a5d00", "out": "#4a5570"}
FIELDS: dict[Sure, str] = {"in": "#e4f1ec", "between": "#fdf3d0", "out": "#efede5"}
WORDS: dict[Sure, str] = {"in": "f-daun", "between": "f-kunyit", "out": "f-quiet"}


@dataclass(frozen=True, slots=True)
class Ranged:
    """A value with the ends of its interval; `rank` counts from 1."""

    rank: int
    value: float
    low: float
    high: float
    sure: Sure


@dataclass(frozen=True, slots=True)
class Intervals:
    """What to draw, best first. `id` must be unique on the page.

    `fields` are the stretches of ranks that are told apart: first and last rank, kind, and words in at most two lines.
    """

    id: str
    title: str
    description: str
    rows: Sequence[Ranged]
    places: int
    places_word: str
    axis_word: str
    fields: Sequence[tuple[int, int, Sure, str]]

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped."""
        shown = self._shown()
        last = max(row.rank for row in shown)
        low, high = min(row.low for row in shown), max(row.high for row in shown)
        lines = scale_between(low, high)
        low, high = lines[0], lines[-1]

        def x(rank: float) -> float:
            return LEFT + 4 + (rank - 0.5) / last * (RIGHT - LEFT - 8)

        def y(value: float) -> float:
            return BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)

        fields = [one for one in self.fields if one[0] <= last]
        back = format_html_join(
            "", '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
            ((fmt(x(first - 0.5)), TOP, fmt(x(min(end, last) + 0.5) - x(first - 0.5)), BOTTOM - TOP, FIELDS[sure])
             for first, end, sure, _word in fields),
        )  # fmt: skip
        grid = format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#d8d6ce" stroke-width=".8"/>'
            '<text class="q" x="{}" y="{}" text-anchor="end" font-size="12.5">{}</text>',
            ((LEFT, RIGHT, fmt(y(at)), fmt(y(at)), LEFT - 8, fmt(y(at) + 4), _told(at)) for at in lines),
        )
        rows = format_html_join(
            "",
            '<path d="M{} {}V{}" stroke="{}" stroke-width="2"/>{}',
            ((fmt(x(row.rank)), fmt(y(row.high)), fmt(y(row.low)), COLOURS[row.sure],
              _sign(row.sure, x(row.rank), y(row.value))) for row in shown),
        )  # fmt: skip
        at = x(self.places + 0.5)
        cut = format_html(
            '<line x1="{}" x2="{}" y1="36" y2="308" stroke="#14213d" stroke-width="2"/>'
            '<text class="b" x="{}" y="30" text-anchor="middle" font-size="13">{}</text>',
            fmt(at), fmt(at), fmt(min(max(at, LEFT + 60), RIGHT - 60)), self.places_word,
        ) if self.places < last else ""  # fmt: skip
        words = format_html_join("", "{}", ((self._word(one, x, last),) for one in fields))
        ticks = format_html_join(
            "", '<text class="q" x="{}" y="322" text-anchor="middle" font-size="12.5">{}</text>',
            ((fmt(x(rank)), _told(rank)) for rank in _ticks(last)),
        )  # fmt: skip
        foot = format_html(
            '<text class="q" x="{}" y="344" text-anchor="middle" font-size="12.5">{}</text>',
            (LEFT + RIGHT) // 2, self.axis_word,
        )  # fmt: skip
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}{}{}{}{}{}{}</svg>',
            WIDTH, HEIGHT, self.id, self.id, self.id, self.title, self.id, self.description, back, grid, rows, cut,
            words, ticks, foot,
        )  # fmt: skip

    def _shown(self) -> Sequence[Ranged]:
        step = ceil(len(self.rows) / MOST_DRAWN)
        return self.rows[::step]

    def _word(self, one: tuple[int, int, Sure, str], x: object, last: int) -> SafeString:
        assert callable(x)
        first, end, sure, word = one
        left, right = x(first - 0.5), x(min(end, last) + 0.5)
        if right - left < 46:
            return SafeString("")
        y = 274 if sure == "in" else 66
        name, _comma, count = word.rpartition(" ")
        return format_html(
            '<text class="b {}" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>'
            '<text class="b {}" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>',
            WORDS[sure], fmt((left + right) / 2), y, name, WORDS[sure], fmt((left + right) / 2), y + 16, count,
        )  # fmt: skip


def _sign(sure: Sure, x: float, y: float) -> SafeString:
    """Full, ring or square: the kind is told without colour too."""
    if sure == "out":
        return format_html(
            '<rect x="{}" y="{}" width="6.4" height="6.4" fill="{}"/>', fmt(x - 3.2), fmt(y - 3.2), COLOURS[sure]
        )
    fill = COLOURS[sure] if sure == "in" else "#fff"
    return format_html(
        '<circle cx="{}" cy="{}" r="4" fill="{}" stroke="{}" stroke-width="2"/>', fmt(x), fmt(y), fill, COLOURS[sure]
    )


def _ticks(last: int) -> list[int]:
    step = next(size for size in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 10**9) if last / size <= 9)
    return [1, *(rank for rank in range(step, floor(last) + 1, step) if rank > 1)]


def _told(value: float) -> str:
    short = round(value, 1)
    whole = int(short) == short
    return str(number_format(int(short) if whole else short, 0 if whole else 1, use_l10n=True, force_grouping=True))
