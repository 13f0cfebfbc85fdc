"""Effects of several places with their intervals, what they come to, and what a new place may expect.

Laid out as meta-analyses draw it since Lewis & Clarke (2001), BMJ 322: 1479–1480: one row for each place, its square as
large as its weight, a diamond for the mean; below it, after IntHout et al. (2016), BMJ Open 6: e010247, the range in a
new place. Names stand above their bars, so that the drawing is readable on a phone. Intervals that are far longer than
the others leave the drawing with an arrow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tular.foundation.charts.change import scale_between
from tular.foundation.charts.grid import Box, fmt
from tular.foundation.charts.letters import BOLD, HALO, PLAIN, Room, box_of, width

WIDTH = 680
LEFT, RIGHT = 16, 664
FIRST_Y = 30
STEP, LINE = 54, 28
"""Height of a row whose name and effect stand on one line, and of each line more."""
FOOT = 72
MOST_DRAWN = 60
"""Rows in the figure; the table beside it has all."""

MOST_WIDE = 2.0
"""Intervals that reach further than this many middle ones leave the drawing, with an arrow: others stay legible."""

MOST_TIMES = 10_000
"""On a ratio axis: more than so many times more or less leaves the drawing."""

ROUND = (1, 0.5, 2, 0.1, 10, 100, 0.01, 1000, 0.2, 5, 0.25, 4, 3, 0.75, 1.5, 0.8, 1.25, 0.9, 1.1, 0.6, 0.4, 0.7, 0.3,
         1.2, 1.8, 2.5, 0.95, 1.05)  # fmt: skip
"""Ratios at which a line may stand, those first that matter most."""

LARGEST, SMALLEST = 9.0, 3.0
"""Half the side of the square of a place with all, and with hardly any of the weight."""

PLACE, MEAN, NEW = "#1f5fa8", "#0e6b50", "#8a6a00"


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

    `log`: effects are natural logarithms of ratios, so that lines stand at round ratios; else at round differences.
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
    log: bool = False

    @property
    def not_drawn(self) -> int:
        """Places that only the table names."""
        return max(0, len(self.rows) - MOST_DRAWN)

    @property
    def height(self) -> int:
        """User units."""
        return _Sheet(self).floor + FOOT

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped."""
        sheet = _Sheet(self)
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}</svg>',
            WIDTH, sheet.floor + FOOT, self.id, self.id, self.id, self.title, self.id, self.description, sheet.drawn(),
        )  # fmt: skip


class _Sheet:
    """The drawing in the making: its axis, and where each row stands."""

    def __init__(self, chart: Forest) -> None:
        self.chart = chart
        self.rows = list(chart.rows)[:MOST_DRAWN]
        self.low, self.high, self.lines = self._axis()
        words = [(one.name, one.text, PLAIN) for one in self.rows]
        if chart.mean is not None:
            words.append((chart.mean_word, chart.mean.text, BOLD))
            if chart.mean.new is not None:
                words.append((chart.new_word, chart.mean.new_text, BOLD))
        self.tops: list[int] = []
        y = FIRST_Y
        for name, text, size in words:
            self.tops.append(y)
            y += STEP if _one_line(name, text, size) else STEP + LINE
        self.floor = y

    def x(self, value: float) -> float:
        """Where an effect stands; those beyond the drawing at its edge."""
        return LEFT + (min(max(value, self.low), self.high) - self.low) / (self.high - self.low) * (RIGHT - LEFT)

    def drawn(self) -> SafeString:
        """Lines of the axis, rows, mean, words below."""
        chart, numbers = self.chart, self._numbers()
        grid = format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="10" y2="{}" stroke="{}" stroke-width="{}"/>',
            (
                (fmt(self.x(at)), fmt(self.x(at)), self.floor, "#14213d" if at == 0 else "#d8d6ce",
                 "1.6" if at == 0 else "1")
                for at in self.lines
            ),
        )  # fmt: skip
        rows = format_html_join(
            "", "{}", ((self._row(one, top),) for one, top in zip(self.rows, self.tops, strict=False))
        )
        foot = format_html(
            '<text class="q" x="{}" y="{}" text-anchor="start" font-size="13">← {}</text>'
            '<text class="q" x="{}" y="{}" text-anchor="end" font-size="13">{} →</text>',
            LEFT, self.floor + 54, chart.left_word, RIGHT, self.floor + 54, chart.right_word,
        )  # fmt: skip
        return format_html("{}{}{}{}{}", grid, numbers, rows, self._mean(), foot)

    def _axis(self) -> tuple[float, float, list[float]]:
        """Ends, and round values that hold no effect, every effect, and every interval that is not far too long."""
        chart = self.chart
        spans = sorted(one.high - one.low for one in self.rows)
        most = MOST_WIDE * spans[len(spans) // 2] if spans else 0.0
        if chart.log:
            most = min(most, math.log(MOST_TIMES))
        ends = [0.0]
        for one in self.rows:
            ends += [one.value, max(one.low, one.value - most), min(one.high, one.value + most)]
        mean = chart.mean
        if mean is not None:
            reach = max(most, 0.5)
            for low, high in ((mean.low, mean.high), mean.new or (mean.value, mean.value)):
                ends += [max(low, mean.value - reach), min(high, mean.value + reach)]
        low, high = min(ends), max(ends)
        if not chart.log:
            lines = scale_between(low, high)
            return lines[0], lines[-1], sorted(lines, key=lambda at: (at != 0, at not in (lines[0], lines[-1]), at))
        room = 0.03 * (high - low) or 0.1
        low, high = low - room, high + room
        ratios = [*ROUND, *scale_between(math.exp(low), math.exp(min(high, low + math.log(MOST_TIMES))))]
        logs = [math.log(one) for one in dict.fromkeys(ratios) if one > 0]
        return low, high, [at for at in logs if low <= at <= high]

    def _numbers(self) -> SafeString:
        """Numbers at the lines of the axis as far as there is room, and no lines that have none."""
        room = Room(Box(-10, self.floor, WIDTH + 20, FOOT))
        kept: list[float] = []
        found: list[tuple[str, int, str]] = []
        for at in self.lines:
            word = self.chart.said(at)
            half = width(word) / 2
            middle = min(max(self.x(at), half), WIDTH - half)
            if abs(middle - self.x(at)) > half:  # it would not stand at its line
                continue
            box = box_of(word, middle, self.floor + 24)
            box = Box(box.x - 7, box.y, box.width + 14, box.height)
            if room.has(box) and word not in (other for _x, _y, other in found):
                room.take(box)
                kept.append(at)
                found.append((fmt(middle), self.floor + 24, word))
        self.lines = kept
        return format_html_join(
            "", '<text class="q" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>', found
        )

    def _row(self, one: Row, top: int) -> SafeString:
        y, names = _names(one.name, one.text, top, PLAIN)
        side = SMALLEST + (LARGEST - SMALLEST) * max(0.0, min(1.0, one.weight)) ** 0.5
        square = format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
            fmt(self.x(one.value) - side), fmt(y - side), fmt(2 * side), fmt(2 * side), PLACE,
        )  # fmt: skip
        return format_html("{}{}{}", names, self._bar(one.low, one.high, y, PLACE, 2), square)

    def _bar(self, low: float, high: float, y: int, colour: str, thick: int) -> SafeString:
        return format_html(
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="{}"/>{}',
            fmt(self.x(low)), fmt(self.x(high)), y, y, colour, thick, self._arrows(low, high, y, colour),
        )  # fmt: skip

    def _arrows(self, low: float, high: float, y: int, colour: str) -> SafeString:
        arrow = '<path d="M{} {}L{} {}L{} {}Z" fill="{}"/>'
        ends = [(at, way) for at, way, out in ((LEFT, -1, low < self.low), (RIGHT, 1, high > self.high)) if out]
        return format_html_join(
            "", arrow, ((at, y, at - 10 * way, y - 6, at - 10 * way, y + 6, colour) for at, way in ends)
        )

    def _mean(self) -> SafeString:
        mean = self.chart.mean
        if mean is None:
            return SafeString("")
        tops = self.tops[len(self.rows) :]
        y, names = _names(self.chart.mean_word, mean.text, tops[0], BOLD)
        left, middle, right = fmt(self.x(mean.low)), fmt(self.x(mean.value)), fmt(self.x(mean.high))
        diamond = format_html(
            '<path d="M{} {}L{} {}L{} {}L{} {}Z" fill="{}"/>{}',
            left, y, middle, y - 9, right, y, middle, y + 9, MEAN, self._arrows(mean.low, mean.high, y, MEAN),
        )  # fmt: skip
        if mean.new is None:
            return format_html("{}{}", names, diamond)
        below, words = _names(self.chart.new_word, mean.new_text, tops[1], BOLD)
        return format_html("{}{}{}{}", names, diamond, words, self._bar(*mean.new, below, NEW, 5))


def _one_line(name: str, text: str, size: float) -> bool:
    return width(name, size) + width(text) + 12 <= RIGHT - LEFT


def _names(name: str, text: str, top: int, size: float) -> tuple[int, SafeString]:
    """The words above a bar, and where the bar stands."""
    second = top if _one_line(name, text, size) else top + LINE
    name = name if width(name, size) <= RIGHT - LEFT else f"{name[: int((RIGHT - LEFT) / width('0', size)) - 1]}…"
    return second + 14, format_html(
        '<text class="{}" x="{}" y="{}" font-size="13.5" {}>{}</text>'
        '<text class="q" x="{}" y="{}" text-anchor="end" font-size="13" {}>{}</text>',
        "b" if size == BOLD else "", LEFT, top - 4, HALO, name, RIGHT, second - 4, HALO, text,
    )  # fmt: skip
