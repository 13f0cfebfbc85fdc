"""One number before and after: two points on a line, with the scale from zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tular.foundation.charts.grid import fmt

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 96, 590, 34, 236
BEFORE_X, AFTER_X = 150, 500
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Change:
    """What to draw. `id` must be unique on the page; periods are empty while unknown; numbers never are."""

    id: str
    title: str
    description: str
    before: Decimal
    after: Decimal
    before_period: str
    after_period: str
    before_word: str
    after_word: str

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped."""
        lines = scale(self.before, self.after)
        low, high = lines[0], lines[-1]

        def y(value: Decimal | float) -> float:
            return BOTTOM - (float(value) - low) / (high - low) * (BOTTOM - TOP)

        grid = format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#d8d6ce" stroke-width="{}"/>'
            '<text class="q" x="{}" y="{}" text-anchor="end" font-size="13">{}</text>',
            (
                (LEFT, RIGHT, fmt(y(line)), fmt(y(line)), "1.6" if line == 0 else "1", LEFT - 10, fmt(y(line) + 4),
                 number_on_axis(line))
                for line in lines
            ),
        )  # fmt: skip
        before, after = y(self.before), y(self.after)
        rises = after < before
        points = format_html(
            '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#0e6b50" stroke-width="3"/>'
            '<circle cx="{}" cy="{}" r="8" fill="#0e6b50" stroke="#fff" stroke-width="2"/>'
            '<circle cx="{}" cy="{}" r="8" fill="#0e6b50" stroke="#fff" stroke-width="2"/>'
            '<text class="b" x="{}" y="{}" text-anchor="middle" font-size="22">{}</text>'
            '<text class="b" x="{}" y="{}" text-anchor="middle" font-size="22">{}</text>',
            BEFORE_X, fmt(before), AFTER_X, fmt(after), BEFORE_X, fmt(before), AFTER_X, fmt(after),
            BEFORE_X, fmt(before + 30 if rises and before < BOTTOM - 40 else before - 16), number_on_axis(self.before),
            AFTER_X, fmt(after - 16), number_on_axis(self.after),
        )  # fmt: skip
        names = format_html_join(
            "",
            '<text x="{}" y="262" text-anchor="middle" font-size="14" font-weight="600">{}</text>'
            '<text class="q" x="{}" y="286" text-anchor="middle" font-size="13">{}</text>',
            (
                (BEFORE_X, self.before_period, BEFORE_X, self.before_word),
                (AFTER_X, self.after_period, AFTER_X, self.after_word),
            ),
        )
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}{}{}</svg>',
            WIDTH, HEIGHT, self.id, self.id, self.id, self.title, self.id, self.description, grid, points, names,
        )  # fmt: skip


def scale(first: Decimal, second: Decimal) -> list[float]:
    """Evenly spaced round values from at most zero to at least zero that hold both numbers; two to seven of them.

    Zero is always among them, so that a small change never looks big.
    """
    low, high = min(float(first), float(second), 0.0), max(float(first), float(second), 0.0)
    return [0.0, 1.0] if low == high else scale_between(low, high)


def scale_between(low: float, high: float) -> list[float]:
    """Evenly spaced round values that hold both numbers, two to seven of them; one apart where they are the same."""
    if low == high:
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / MOST_LINES
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    start, end = floor(low / step), ceil(high / step)
    return [float(f"{number * step:.12g}") for number in range(start, end + 1)]


def number_on_axis(value: Decimal | float) -> str:
    """As the reader writes it, with the decimals it has."""
    text = f"{value:f}" if isinstance(value, Decimal) else f"{value:.10f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return str(number_format(Decimal(text or "0"), use_l10n=True, force_grouping=True))
