"""One indicator over the months since the beginning: its baseline, its values, its target, and what is awaited.

Beside it, where the caller has one, a second line, told apart by colour, dashes and marks. What cannot be written
without covering something else is left to the table.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tular.foundation.charts.change import scale_between
from tular.foundation.charts.grid import Box, fmt
from tular.foundation.charts.letters import BOLD, HALO, PLAIN, Room, box_of, short_number, width

WIDTH, HEIGHT = 680, 344
LEAST_LEFT, RIGHT, TOP, BOTTOM = 56, 568, 40, 272
NAME_LETTERS = 7
"""Of a word beside the right edge, on each of its lines."""
RADIUS = 7

OWN_LINE = '<path d="M{}" stroke="#0e6b50" stroke-width="3" fill="none"/>'
OWN_MARK = '<circle cx="{}" cy="{}" r="7" fill="#0e6b50" stroke="#fff" stroke-width="2"/>'
BESIDE_LINE = '<path d="M{}" stroke="#1f5fa8" stroke-width="2.4" stroke-dasharray="9 4" fill="none"/>'
BESIDE_MARK = (
    '<rect x="-6" y="-6" width="12" height="12" transform="translate({} {}) rotate(45)" fill="#faf9f5" '
    'stroke="#1f5fa8" stroke-width="2.4"/>'
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A second line, such as the place of origin: (month, value) in rising order, and its name."""

    name: str
    points: Sequence[tuple[float, Decimal]]


@dataclass(frozen=True, slots=True)
class Measures:
    """What to draw. `id` must be unique on the page; the words are the caller's.

    `points` are (month, value) in rising order, the baseline first, at month 0 or before; `target` is (month, value) or
    None; `awaited` is the month for which a value is due, None when none is.
    """

    id: str
    title: str
    description: str
    points: Sequence[tuple[float, Decimal]]
    target: tuple[float, Decimal] | None
    awaited: int | None
    months: Sequence[int]
    axis_word: str
    target_word: str
    awaited_word: str
    beside: Beside | None = None

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped."""
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}</svg>',
            WIDTH, HEIGHT, self.id, self.id, self.id, self.title, self.id, self.description, _Sheet(self).drawn(),
        )  # fmt: skip


class _Sheet:
    """The drawing in the making: its scales, and the room that is left for words."""

    def __init__(self, chart: Measures) -> None:
        self.chart = chart
        points = [
            *chart.points,
            *(chart.beside.points if chart.beside else ()),
            *((chart.target,) if chart.target else ()),
        ]
        values = [0.0, *(float(value) for _month, value in points)]
        months = [0.0, *(float(month) for month, _value in points), float(chart.awaited or 0)]
        self.lines = scale_between(min(values), max(values)) if any(values) else [0.0, 1.0]
        self.largest = max(map(abs, values))
        self.first = min(months)
        self.last = max([1.0, *months, *(float(one) for one in chart.months[:1])])
        words = [short_number(at, self.largest) for at in self.lines]
        self.left = max(LEAST_LEFT, 14 + max(width(word) for word in words))
        self.words = words
        dots = [self._dot_room(month, value) for month, value in points]
        axis = [box_of(word, self.left - 10, self.y(at) + 5, "end") for at, word in zip(self.lines, words, strict=True)]
        self.room = Room(Box(0, 0, WIDTH, BOTTOM - 2), [*dots, *axis])

    def x(self, month: float) -> float:
        """Where a month stands."""
        return self.left + (month - self.first) / (self.last - self.first) * (RIGHT - self.left)

    def y(self, value: float) -> float:
        """Where a value stands."""
        low, high = self.lines[0], self.lines[-1]
        return BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)

    def drawn(self) -> SafeString:
        """Lines first, words last; the words that matter most choose their places first."""
        chart, beside = self.chart, self.chart.beside
        last = len(chart.points) - 1
        ends = self._values(chart.points, [last, 0] if last > 0 else [0][: last + 1], "b")
        target, awaited = self._target(), self._awaited()
        words = [ends, self._values(chart.points, range(last - 1, 0, -1), "b")]
        lines = [self._line(chart.points, OWN_LINE, OWN_MARK)]
        if beside:
            words += [self._name(beside), self._values(beside.points, range(len(beside.points)), "b f-langit")]
            lines.insert(0, self._line(beside.points, BESIDE_LINE, BESIDE_MARK))
        drawn = [self._grid(), self._axis(), target, awaited, *lines, *words]
        return format_html_join("", "{}", ((one,) for one in drawn))

    def _dot_room(self, month: float, value: Decimal) -> Box:
        return Box(self.x(float(month)) - RADIUS, self.y(float(value)) - RADIUS, 2 * RADIUS, 2 * RADIUS)

    def _grid(self) -> SafeString:
        return format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#d8d6ce" stroke-width="{}"/>'
            '<text class="q" x="{}" y="{}" text-anchor="end" font-size="13">{}</text>',
            (
                (fmt(self.left), RIGHT, fmt(self.y(at)), fmt(self.y(at)), "1.6" if at == 0 else "1",
                 fmt(self.left - 10), fmt(self.y(at) + 5), word)
                for at, word in zip(self.lines, self.words, strict=True)
            ),
        )  # fmt: skip

    def _axis(self) -> SafeString:
        """Months below; of those too near to each other the awaited one and the ends stay."""
        chart = self.chart
        wanted = [chart.awaited, 0, int(self.last), *chart.months]
        kept: list[int] = []
        for month in wanted:
            if month is None or month in kept or not self.first <= month <= self.last:
                continue
            apart = width("000") if month >= 10 else width("00")
            if all(abs(self.x(month) - self.x(other)) >= apart for other in kept):
                kept.append(month)
        months = format_html_join(
            "", '<text class="{}" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>',
            (("b" if month == chart.awaited else "q", fmt(self.x(month)), BOTTOM + 24, month)
             for month in sorted(kept)),
        )  # fmt: skip
        return format_html(
            '{}<text class="q" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>',
            months, fmt((self.left + RIGHT) / 2), BOTTOM + 56, chart.axis_word,
        )  # fmt: skip

    def _target(self) -> SafeString:
        target = self.chart.target
        if target is None:
            return SafeString("")
        end_x, end_y = self.x(target[0]), self.y(float(target[1]))
        begin_x, begin_y = self.left, end_y
        if self.chart.points:
            begin_x, begin_y = self.x(self.chart.points[0][0]), self.y(float(self.chart.points[0][1]))
        return format_html(
            '<path d="M{} {}L{} {}" stroke="#4a5570" stroke-width="1.5" stroke-dasharray="5 5" fill="none"/>{}',
            fmt(begin_x), fmt(begin_y), fmt(end_x), fmt(end_y),
            self._at_end(self.chart.target_word, end_x, end_y, "q"),
        )  # fmt: skip

    def _at_end(self, word: str, x: float, y: float, kind: str) -> SafeString:
        """A word at the end of its line: right of it on short lines, else above or below it, ending there."""
        parts = textwrap.wrap(word, NAME_LETTERS, break_long_words=False)
        wide = max((width(part) for part in parts), default=0.0)
        if x + 12 + wide <= WIDTH:
            top = min(y + 7 - (len(parts) - 1) * PLAIN / 2, BOTTOM - 4 - (len(parts) - 1) * PLAIN)
            top = max(top, PLAIN)
            boxes = [box_of(part, x + 12, top + PLAIN * at, "start") for at, part in enumerate(parts)]
            if all(self.room.has(box) for box in boxes):
                for box in boxes:
                    self.room.take(box)
                return format_html_join(
                    "", '<text class="{}" x="{}" y="{}" font-size="13.5" {}>{}</text>',
                    ((kind, fmt(x + 12), fmt(top + PLAIN * at), HALO, part) for at, part in enumerate(parts)),
                )  # fmt: skip
        right = min(WIDTH - 2.0, max(x, self.left + width(word)))
        for at in (y - 16, y + 30, y - 44, y + 58):
            box = box_of(word, right, at, "end")
            if self.room.has(box):
                self.room.take(box)
                return format_html(
                    '<text class="{}" x="{}" y="{}" text-anchor="end" font-size="13.5" {}>{}</text>',
                    kind, fmt(right), fmt(at), HALO, word,
                )  # fmt: skip
        return SafeString("")

    def _awaited(self) -> SafeString:
        """A band, and an open dot where the target expects the value, else at the height of the last one."""
        chart = self.chart
        if chart.awaited is None:
            return SafeString("")
        x = self.x(float(chart.awaited))
        y = self._expected(float(chart.awaited))
        self.room.take(Box(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS))
        wide = width(chart.awaited_word)
        right = x + 18 + wide <= WIDTH
        at = x + 18 if right else x - 18
        anchor = "start" if right else "end"
        heights = (BOTTOM - 12, TOP + 14, y - 20, y + 34, (TOP + BOTTOM) / 2)
        found = next((one for one in heights if self.room.has(box_of(chart.awaited_word, at, one, anchor))), heights[0])
        self.room.take(box_of(chart.awaited_word, at, found, anchor))
        return format_html(
            '<rect x="{}" y="{}" width="26" height="{}" fill="#f2b705" opacity=".22"/>'
            '<circle cx="{}" cy="{}" r="{}" fill="#faf9f5" stroke="#7a5d00" stroke-width="2" stroke-dasharray="3 2.5"/>'
            '<text class="f-kunyit" x="{}" y="{}" text-anchor="{}" font-size="13.5" font-weight="600" {}>{}</text>',
            fmt(x - 13), TOP, BOTTOM - TOP, fmt(x), fmt(y), RADIUS, fmt(at), fmt(found), anchor, HALO,
            chart.awaited_word,
        )  # fmt: skip

    def _expected(self, month: float) -> float:
        chart = self.chart
        if not chart.points:
            return self.y(float(chart.target[1])) if chart.target else float(BOTTOM)
        last = float(chart.points[-1][1])
        if chart.target is None or chart.target[0] <= chart.points[0][0]:
            return self.y(last)
        begin, end = chart.points[0], chart.target
        share = min(1.0, max(0.0, (month - begin[0]) / (end[0] - begin[0])))
        return self.y(float(begin[1]) + share * (float(end[1]) - float(begin[1])))

    def _line(self, points: Sequence[tuple[float, Decimal]], line: str, mark: str) -> SafeString:
        placed = [(fmt(self.x(float(month))), fmt(self.y(float(value)))) for month, value in points]
        if not placed:
            return SafeString("")
        path = "L".join(f"{x} {y}" for x, y in placed)
        return format_html("{}{}", format_html(line, path), format_html_join("", mark, placed))

    def _name(self, other: Beside) -> SafeString:
        if not other.points:
            return SafeString("")
        month, value = other.points[-1]
        return self._at_end(other.name, self.x(float(month)), self.y(float(value)), "f-langit")

    def _values(self, points: Sequence[tuple[float, Decimal]], order: Iterable[int], kind: str) -> SafeString:
        """Values above or below their points, in this order, as long as there is room."""
        written = []
        for at in order:
            month, value = points[at]
            word = short_number(value, self.largest)
            half = width(word, BOLD) / 2
            x, y = self.x(float(month)), self.y(float(value))
            middle = min(max(x, self.left - 8 + half), WIDTH - half)
            heights = (y - 15, y + 32) if self._is_peak(points, at) else (y + 32, y - 15)
            for height in heights:
                box = box_of(word, middle, height, "middle", BOLD)
                if self.room.has(box):
                    self.room.take(box)
                    written.append((kind, fmt(middle), fmt(height), HALO, word))
                    break
        return format_html_join(
            "", '<text class="{}" x="{}" y="{}" text-anchor="middle" font-size="14" {}>{}</text>', written
        )

    def _is_peak(self, points: Sequence[tuple[float, Decimal]], at: int) -> bool:
        """Whether the line leaves the point downwards, so that its value is better read above it."""
        around = [float(points[one][1]) for one in (at - 1, at + 1) if 0 <= one < len(points)]
        return not around or float(points[at][1]) >= sum(around) / len(around)
