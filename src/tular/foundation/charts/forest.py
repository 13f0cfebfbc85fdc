"""Effects of several places with their intervals, what they come to, and what a new place may expect.

Laid out as meta-analyses draw it since Lewis & Clarke (2001), BMJ 322: 1479–1480: one row for each place, its square as
large as its weight, a diamond for the mean; below it, after IntHout et al. (2016), BMJ Open 6: e010247, the range in a
new place. Names stand above their bars, so that the drawing is readable on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tular.foundation.charts.change import scale_between
from tular.foundation.charts.grid import fmt

WIDTH = 680
LEFT, RIGHT = 16, 664
FIRST_Y, STEP = 30, 50
MOST_DRAWN = 40
"""Rows in the figure; the table beside it has all."""

MOST_WIDE = 6.0
"""Intervals longer than this many times the middle one leave the drawing, with an arrow: others stay legible."""

HALO = SafeString('stroke="#faf9f5" stroke-width="5" paint-order="stroke" stroke-linejoin="round"')
"""Around words that lines run through."""

LARGEST, SMALLEST = 9.0, 3.0
"""Half the side of the square of a place with all, and with hardly any of the weight."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place: its effect with the ends of its interval, and its weight from 0 to 1 (0 where nothing is pooled)."""

    name: str
    value: float
    low: float
    high: float
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Mean:
    """What the places come to; `new` is the range in a new place, None while nobody can tell it."""

    value: float
    low: float
    high: float
    text: str
    new: tuple[float, float] | None
    new_text: str


@dataclass(frozen=True, slots=True)
class Forest:
    """What to draw. `id` must be unique on the page. `said` tells the reader's number of an effect on the axis.

    `left_word` and `right_word` stand below the axis, on each side of no effect (0).
    """

    id: str
    title: str
    description: str
    rows: Sequence[Row]
    mean: Mean | None
    mean_word: str
    new_word: str
    left_word: str
    right_word: str
    said: Callable[[float], str]

    @property
    def not_drawn(self) -> int:
        """Places that only the table names."""
        return max(0, len(self.rows) - MOST_DRAWN)

    @property
    def height(self) -> int:
        """User units."""
        rows = min(len(self.rows), MOST_DRAWN) + (0 if self.mean is None else 1 + (self.mean.new is not None))
        return FIRST_Y + STEP * rows + 64

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped."""
        shown = list(self.rows)[:MOST_DRAWN]
        lines = self._lines(shown)
        low, high = lines[0], lines[-1]

        def x(value: float) -> float:
            return LEFT + (min(max(value, low), high) - low) / (high - low) * (RIGHT - LEFT)

        floor = self.height - 56
        grid = format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="10" y2="{}" stroke="{}" stroke-width="{}"/>'
            '<text class="q" x="{}" y="{}" text-anchor="{}" font-size="13">{}</text>',
            (
                (fmt(x(at)), fmt(x(at)), floor, "#14213d" if at == 0 else "#d8d6ce", "1.6" if at == 0 else "1",
                 fmt(x(at)), floor + 18, _anchor(at, low, high), self.said(at))
                for at in lines
            ),
        )  # fmt: skip
        rows = format_html_join("", "{}", ((_row(one, FIRST_Y + STEP * place, x, low, high),)
                                           for place, one in enumerate(shown)))  # fmt: skip
        foot = format_html(
            '<text class="q" x="{}" y="{}" text-anchor="start" font-size="13">← {}</text>'
            '<text class="q" x="{}" y="{}" text-anchor="end" font-size="13">{} →</text>',
            LEFT, floor + 42, self.left_word, RIGHT, floor + 42, self.right_word,
        )  # fmt: skip
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}{}{}{}</svg>',
            WIDTH, self.height, self.id, self.id, self.id, self.title, self.id, self.description, grid, rows,
            self._mean(FIRST_Y + STEP * len(shown), x, low, high), foot,
        )  # fmt: skip

    def _lines(self, shown: Sequence[Row]) -> list[float]:
        """Round values that hold no effect, every effect, and every interval that is not far too long."""
        spans = sorted(one.high - one.low for one in shown)
        most = MOST_WIDE * spans[len(spans) // 2] if spans else 0.0
        ends = [0.0]
        for one in shown:
            ends += [one.value, max(one.low, one.value - most), min(one.high, one.value + most)]
        if self.mean is not None:
            ends += [self.mean.low, self.mean.high, *(self.mean.new or ())]
        return scale_between(min(ends), max(ends))

    def _mean(self, y: int, x: Callable[[float], float], low: float, high: float) -> SafeString:
        mean = self.mean
        if mean is None:
            return SafeString("")
        diamond = format_html(
            '<path d="M{} {}L{} {}L{} {}L{} {}Z" fill="#0e6b50"/>',
            fmt(x(mean.low)), y + 12, fmt(x(mean.value)), y + 3, fmt(x(mean.high)), y + 12, fmt(x(mean.value)), y + 21,
        )  # fmt: skip
        drawn = format_html("{}{}", _names(self.mean_word, mean.text, y, strong=True), diamond)
        if mean.new is None:
            return drawn
        below = y + STEP
        bar = format_html(
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#8a6a00" stroke-width="5"/>',
            fmt(x(mean.new[0])), fmt(x(mean.new[1])), below + 12, below + 12,
        )  # fmt: skip
        return format_html("{}{}{}", drawn, _names(self.new_word, mean.new_text, below, strong=True), bar)


def _row(one: Row, y: int, x: Callable[[float], float], low: float, high: float) -> SafeString:
    side = SMALLEST + (LARGEST - SMALLEST) * max(0.0, min(1.0, one.weight)) ** 0.5
    square = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="#1f5fa8"/>',
        fmt(x(one.value) - side), fmt(y + 12 - side), fmt(2 * side), fmt(2 * side),
    )  # fmt: skip
    bar = format_html(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#1f5fa8" stroke-width="2"/>{}{}',
        fmt(x(one.low)), fmt(x(one.high)), y + 12, y + 12,
        _arrow(x(one.low), y + 12, -1) if one.low < low else "",
        _arrow(x(one.high), y + 12, 1) if one.high > high else "",
    )  # fmt: skip
    return format_html("{}{}{}", _names(one.name, one.text, y), bar, square)


def _names(name: str, text: str, y: int, *, strong: bool = False) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" font-size="13.5" {}>{}</text>'
        '<text class="q" x="{}" y="{}" text-anchor="end" font-size="13" {}>{}</text>',
        "b" if strong else "", LEFT, y - 4, HALO, name, RIGHT, y - 4, HALO, text,
    )  # fmt: skip


def _arrow(x: float, y: int, way: int) -> SafeString:
    return format_html(
        '<path d="M{} {}L{} {}L{} {}Z" fill="#1f5fa8"/>', fmt(x), y, fmt(x - 9 * way), y - 5, fmt(x - 9 * way), y + 5
    )


def _anchor(at: float, low: float, high: float) -> str:
    return "start" if at == low else "end" if at == high else "middle"
