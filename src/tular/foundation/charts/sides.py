"""Two scores of the same things against each other, and who changes sides at a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tular.foundation.charts.grid import fmt

WIDTH, HEIGHT = 420, 400
LEFT, RIGHT, TOP, BOTTOM = 40, 410, 16, 346


@dataclass(frozen=True, slots=True)
class Sides:
    """What to draw: points (first score, second score) that stay, rise or fall; lines at `first_line`, `second_line`.

    `id` must be unique on the page.
    """

    id: str
    title: str
    description: str
    stay: Sequence[tuple[float, float]]
    rise: Sequence[tuple[float, float]]
    fall: Sequence[tuple[float, float]]
    first_line: float
    second_line: float
    first_word: str
    second_word: str
    rise_word: str
    fall_word: str

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped."""
        points = [*self.stay, *self.rise, *self.fall, (self.first_line, self.second_line)]
        lows = [min(point[axis] for point in points) for axis in (0, 1)]
        spans = [max(max(point[axis] for point in points) - lows[axis], 1e-9) for axis in (0, 1)]

        def place(point: tuple[float, float]) -> tuple[float, float]:
            return (
                LEFT + 6 + (point[0] - lows[0]) / spans[0] * (RIGHT - LEFT - 12),
                BOTTOM - 6 - (point[1] - lows[1]) / spans[1] * (BOTTOM - TOP - 12),
            )

        x, y = place((self.first_line, self.second_line))
        dots = "".join(f"M{fmt(a)} {fmt(b)}h.01" for a, b in map(place, self.stay))
        up = "".join(f"M{fmt(a)} {fmt(b)}h.01" for a, b in map(place, self.rise))
        down = format_html_join(
            "", '<rect x="{}" y="{}" width="6.4" height="6.4" fill="#fff" stroke="#b23a25" stroke-width="2"/>',
            ((fmt(a - 3.2), fmt(b - 3.2)) for a, b in map(place, self.fall)),
        )  # fmt: skip
        return format_html(
            '<svg viewBox="0 0 {w} {h}" role="img" aria-labelledby="{id}-j {id}-d"><title id="{id}-j">{title}</title>'
            '<desc id="{id}-d">{text}</desc>'
            '<rect x="40" y="16" width="370" height="330" fill="#fff" stroke="#d8d6ce"/>'
            '<path d="{dots}" stroke="#a9adb8" stroke-width="4.4" stroke-linecap="round"/>'
            '<path d="{up}" stroke="#0e6b50" stroke-width="7.5" stroke-linecap="round"/>{down}'
            '<path d="M{x} 16V346M40 {y}H410" stroke="#14213d" stroke-width="1.5" stroke-dasharray="4 3"/>'
            '<text class="b f-daun" x="50" y="38" font-size="15">{rise}</text>'
            '<text class="b f-bata" x="400" y="334" text-anchor="end" font-size="15">{fall}</text>'
            '<text class="q" x="225" y="380" text-anchor="middle" font-size="14">{first}</text>'
            '<text class="q" transform="translate(24 181) rotate(-90)" text-anchor="middle" font-size="14">{second}'
            "</text></svg>",
            w=WIDTH, h=HEIGHT, id=self.id, title=self.title, text=self.description, dots=dots or "M0 0",
            up=up or "M0 0", down=down, x=fmt(x), y=fmt(y), rise=self.rise_word, fall=self.fall_word,
            first=self.first_word, second=self.second_word,
        )  # fmt: skip
