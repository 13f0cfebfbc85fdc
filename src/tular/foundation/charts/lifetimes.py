"""How many still run after so many months: steps that only fall, with a band for how sure they are.

Kaplan–Meier curves as medicine draws them, with the number still watched below the axis (Pocock, Clayton & Altman 2002,
Lancet 359: 1686–1689).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tular.foundation.charts.grid import fmt

WIDTH = 680
LEFT, RIGHT, TOP, BOTTOM = 56, 560, 20, 250
NAME = 16
"""Between the names of two curves."""
LINE = 22
"""Height of a line of the table below the axis."""

COLOURS = ("#0e6b50", "#1f5fa8", "#8a6a00", "#b23a25", "#14213d")
WORDS = ("f-daun", "f-langit", "f-kunyit", "f-bata", "")
DASHES = ("", "9 4", "2 4", "12 4 2 4", "5 5")
"""Told apart by colour and by dashes; more curves than this are not drawn."""

TICKS = (3, 6, 12, 24, 60, 120)
"""Months between two ticks, the first that gives at most eight."""


@dataclass(frozen=True, slots=True)
class Life:
    """A curve: (months, share, low, high) where it falls; `seen` months until which somebody was watched.

    `at_risk(months)` says how many are still watched, for the table below the axis.
    """

    name: str
    steps: Sequence[tuple[float, float, float | None, float | None]]
    seen: float
    spans: Sequence[float]

    def at_risk(self, months: float) -> int:
        """How many were watched for at least so long."""
        return sum(one >= months for one in self.spans)


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """What to draw; at most five curves. `id` must be unique on the page; the words are the caller's."""

    id: str
    title: str
    description: str
    curves: Sequence[Life]
    axis_word: str
    watched_word: str

    @property
    def height(self) -> int:
        """User units."""
        return BOTTOM + 70 + LINE * (len(self.curves) + 1)

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped."""
        shown = list(self.curves)[: len(COLOURS)]
        last = max([one.seen for one in shown] + [1.0])
        ticks = _ticks(last)
        end = max(last, ticks[-1])

        def x(months: float) -> float:
            return LEFT + months / end * (RIGHT - LEFT)

        grid = format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#d8d6ce"/>'
            '<text class="q" x="{}" y="{}" text-anchor="end" font-size="13">{} %</text>',
            ((LEFT, RIGHT, fmt(_y(at / 100)), fmt(_y(at / 100)), LEFT - 8, fmt(_y(at / 100) + 4), at)
             for at in (0, 25, 50, 75, 100)),
        )  # fmt: skip
        axis = format_html_join(
            "", '<text class="q" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>',
            ((fmt(x(at)), BOTTOM + 20, at) for at in ticks),
        )  # fmt: skip
        # The surest word of all is drawn for one curve; bands of several would hide each other.
        band = _band(shown[0], x) if len(shown) == 1 else SafeString("")
        names = _apart([_y(one.steps[-1][1] if one.steps else 1.0) + 4 for one in shown])
        lines = format_html_join("", "{}", ((_line(one, place, x, names[place]),) for place, one in enumerate(shown)))
        foot = format_html(
            '<text class="q" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>'
            '<text class="q" x="0" y="{}" font-size="12.5">{}</text>',
            (LEFT + RIGHT) // 2, BOTTOM + 42, self.axis_word, BOTTOM + 66, self.watched_word,
        )  # fmt: skip
        table = format_html_join("", "{}", ((self._watched(one, place, ticks, x),) for place, one in enumerate(shown)))
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}{}{}{}{}{}</svg>',
            WIDTH, self.height, self.id, self.id, self.id, self.title, self.id, self.description, grid, axis, band,
            lines, foot, table,
        )  # fmt: skip

    def _watched(self, one: Life, place: int, ticks: Sequence[int], x: object) -> SafeString:
        assert callable(x)
        y = BOTTOM + 66 + LINE * (place + 1)
        numbers = format_html_join(
            "", '<text x="{}" y="{}" text-anchor="middle" font-size="12.5">{}</text>',
            ((fmt(x(at)), y, one.at_risk(at)) for at in ticks if at <= one.seen),
        )  # fmt: skip
        key = format_html(
            '<line x1="2" x2="34" y1="{}" y2="{}" stroke="{}" stroke-width="3" stroke-dasharray="{}"/>',
            y - 4, y - 4, COLOURS[place], DASHES[place],
        ) if len(self.curves) > 1 else ""  # fmt: skip
        return format_html("{}{}", key, numbers)


def _apart(wanted: Sequence[float]) -> list[float]:
    """Heights of the names, each near its curve's end, none over another."""
    found = list(wanted)
    last = float("-inf")
    for place in sorted(range(len(found)), key=lambda one: found[one]):
        found[place] = last = max(found[place], last + NAME)
    over = max(0.0, last - BOTTOM) if found else 0.0
    return [one - over for one in found]


def _line(one: Life, place: int, x: object, name_y: float) -> SafeString:
    assert callable(x)
    points = [(0.0, 1.0)]
    for months, share, _low, _high in one.steps:
        points += [(months, points[-1][1]), (months, share)]
    points.append((max(one.seen, points[-1][0]), points[-1][1]))
    path = "L".join(f"{fmt(x(months))} {fmt(_y(share))}" for months, share in points)
    end_x = x(points[-1][0])
    return format_html(
        '<path d="M{}" fill="none" stroke="{}" stroke-width="3" stroke-dasharray="{}"/>'
        '<text class="b {}" x="{}" y="{}" font-size="13">{}</text>',
        path, COLOURS[place], DASHES[place], WORDS[place], fmt(end_x + 8), fmt(name_y), one.name,
    )  # fmt: skip


def _band(one: Life, x: object) -> SafeString:
    assert callable(x)
    known = [(months, low, high) for months, _share, low, high in one.steps if low is not None and high is not None]
    if not known:
        return SafeString("")
    ends = [*[months for months, _low, _high in known[1:]], one.seen]
    boxes = (
        (fmt(x(months)), fmt(_y(high)), fmt(x(max(end, months)) - x(months)), fmt(_y(low) - _y(high)))
        for (months, low, high), end in zip(known, ends, strict=True)
    )
    return format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" fill="#e4f1ec"/>', boxes)


def _y(share: float) -> float:
    return BOTTOM - share * (BOTTOM - TOP)


def _ticks(last: float) -> list[int]:
    step = next((size for size in TICKS if last / size <= 8), int(last // 8) + 1)
    return list(range(0, int(last) + step, step))
