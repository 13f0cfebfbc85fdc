"""One indicator over the months since the beginning: its baseline, its values, its target, and what is awaited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tular.foundation.charts.change import number_on_axis, scale_between
from tular.foundation.charts.grid import fmt

WIDTH, HEIGHT = 680, 330
LEFT, RIGHT, TOP, BOTTOM = 70, 560, 26, 262
LEAST_APART = 44
"""User units between two values that are both written beside their points; of closer ones only the later is."""


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

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped."""
        values = [float(value) for _month, value in self.points] + ([float(self.target[1])] if self.target else [])
        lines = scale_between(min([0.0, *values]), max([0.0, *values]))
        low, high = lines[0], lines[-1]
        first = min([0.0, *(month for month, _value in self.points)])
        last = max([1.0, *(month for month, _value in self.points), *self.months[:1], float(self.awaited or 0),
                    self.target[0] if self.target else 0.0])  # fmt: skip

        def x(month: float) -> float:
            return LEFT + (month - first) / (last - first) * (RIGHT - LEFT)

        def y(value: float) -> float:
            return BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)

        grid = format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#d8d6ce" stroke-width="{}"/>'
            '<text class="q" x="{}" y="{}" text-anchor="end" font-size="13">{}</text>',
            (
                (LEFT, RIGHT, fmt(y(at)), fmt(y(at)), "1.6" if at == 0 else "1", LEFT - 10, fmt(y(at) + 4),
                 number_on_axis(at))
                for at in lines
            ),
        )  # fmt: skip
        ticks = [month for month in (0, *self.months) if first <= month <= last]
        axis = format_html_join(
            "", '<text class="q" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>',
            ((fmt(x(month)), BOTTOM + 22, month) for month in ticks),
        )  # fmt: skip
        foot = format_html(
            '<text class="q" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>',
            (LEFT + RIGHT) // 2, BOTTOM + 50, self.axis_word,
        )  # fmt: skip
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}{}{}{}{}{}</svg>',
            WIDTH, HEIGHT, self.id, self.id, self.id, self.title, self.id, self.description, grid, axis, foot,
            self._target(x, y), self._awaited(x), self._points(x, y),
        )  # fmt: skip

    def _target(self, x: Callable[[float], float], y: Callable[[float], float]) -> SafeString:
        if self.target is None:
            return SafeString("")
        month, value = self.target
        begin_x, begin_y = float(LEFT), y(float(value))
        if self.points:
            begin_x, begin_y = x(self.points[0][0]), y(float(self.points[0][1]))
        return format_html(
            '<path d="M{} {}L{} {}" stroke="#4a5570" stroke-width="1.5" stroke-dasharray="5 5" fill="none"/>'
            '<text class="q" x="{}" y="{}" font-size="13.5">{}</text>',
            fmt(begin_x), fmt(begin_y), fmt(x(month)), fmt(y(float(value))), fmt(x(month) + 10),
            fmt(y(float(value)) + 5), self.target_word,
        )  # fmt: skip

    def _awaited(self, x: Callable[[float], float]) -> SafeString:
        if self.awaited is None:
            return SafeString("")
        at = x(float(self.awaited))
        return format_html(
            '<rect x="{}" y="{}" width="26" height="{}" fill="#f2b705" opacity=".22"/>'
            '<text class="b f-kunyit" x="{}" y="{}" text-anchor="{}" font-size="13.5">{}</text>',
            fmt(at - 13), TOP, BOTTOM - TOP, fmt(at - 18 if at > (LEFT + RIGHT) / 2 else at + 18), BOTTOM - 12,
            "end" if at > (LEFT + RIGHT) / 2 else "start", self.awaited_word,
        )  # fmt: skip

    def _points(self, x: Callable[[float], float], y: Callable[[float], float]) -> SafeString:
        placed = [(x(month), y(float(value)), value) for month, value in self.points]
        path = "L".join(f"{fmt(at_x)} {fmt(at_y)}" for at_x, at_y, _value in placed)
        line = format_html('<path d="M{}" stroke="#0e6b50" stroke-width="3" fill="none"/>', path) if placed else ""
        dots = format_html_join(
            "", '<circle cx="{}" cy="{}" r="7" fill="#0e6b50" stroke="#fff" stroke-width="2"/>',
            ((fmt(at_x), fmt(at_y)) for at_x, at_y, _value in placed),
        )  # fmt: skip
        written: list[tuple[float, float, Decimal]] = []
        for one in reversed(placed):
            if not written or written[-1][0] - one[0] >= LEAST_APART:
                written.append(one)
        words = format_html_join(
            "", '<text class="b" x="{}" y="{}" text-anchor="middle" font-size="14">{}</text>',
            ((fmt(at_x), fmt(at_y - 14 if at_y > TOP + 16 else at_y + 24), number_on_axis(value))
             for at_x, at_y, value in written),
        )  # fmt: skip
        return format_html("{}{}{}", line, dots, words)
