"""How many still run after so many months: steps that only fall, with a band for how sure they are.

Kaplan–Meier curves as medicine draws them, with the number still watched below the axis (Pocock, Clayton & Altman 2002,
Lancet 359: 1686–1689). A small stroke marks where one was last seen running.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tular.foundation.charts.grid import fmt
from tular.foundation.charts.letters import BOLD, HALO, width

WIDTH = 680
LEFT, RIGHT, TOP, BOTTOM = 86, 566, 24, 262
LINE = 28
"""Height of a line of the table below the axis."""

COLOURS = ("#0e6b50", "#1f5fa8", "#8a6a00", "#b23a25", "#14213d")
WORDS = ("f-daun", "f-langit", "f-kunyit", "f-bata", "")
DASHES = ("", "9 4", "2 4", "12 4 2 4", "20 4")
"""Told apart by colour and by dashes; more curves than this are not drawn."""

NAME_LETTERS = int((WIDTH - RIGHT - 10) / width("0", BOLD))
"""A name that is longer stands in the table alone; its curve carries a letter."""

MOST_BANDS = 2
"""Bands of more curves would hide each other; the table beside the figure has the shares."""

TICKS = (3, 6, 12, 24, 60, 120)
"""Months between two ticks, the first that gives few enough."""


@dataclass(frozen=True, slots=True)
class Life:
    """A curve: (months, share, low, high) where it falls; `seen` months until which somebody was watched.

    `spans` are the months for which each was watched, `running` those of them that were last seen running.
    """

    name: str
    steps: Sequence[tuple[float, float, float | None, float | None]]
    seen: float
    spans: Sequence[float]
    running: Sequence[float] = ()

    def at_risk(self, months: float) -> int:
        """How many were watched for at least so long."""
        return sum(one >= months for one in self.spans)

    def share_at(self, months: float) -> float:
        """Height of the curve there."""
        return min((share for at, share, _low, _high in self.steps if at <= months), default=1.0)


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
        return _Sheet(self).height

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped."""
        sheet = _Sheet(self)
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}</svg>',
            WIDTH, sheet.height, self.id, self.id, self.id, self.title, self.id, self.description, sheet.drawn(),
        )  # fmt: skip


class _Sheet:
    """The drawing in the making: its months, and what each curve is called beside its end."""

    def __init__(self, chart: Lifetimes) -> None:
        self.chart = chart
        self.curves = list(chart.curves)[: len(COLOURS)]
        last = max([one.seen for one in self.curves] + [1.0])
        most = max((len(one.spans) for one in self.curves), default=0)
        apart = max(width(_number(most)), width("000")) + 14
        self.ticks = _ticks(last, int((RIGHT - LEFT) / apart))
        self.end = float(max(last, self.ticks[-1]))
        short = all(len(one.name) <= NAME_LETTERS for one in self.curves)
        self.labels = [one.name if short else "ABCDE"[place] for place, one in enumerate(self.curves)]
        self.keyed = len(self.curves) > 1
        self.height = BOTTOM + 96 + LINE * len(self.curves) * (2 if self.keyed else 1)

    def x(self, months: float) -> float:
        """Where a month stands."""
        return LEFT + months / self.end * (RIGHT - LEFT)

    def drawn(self) -> SafeString:
        """Axes, bands, curves, table."""
        grid = format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#d8d6ce"/>'
            '<text class="q" x="{}" y="{}" text-anchor="end" font-size="13">{} %</text>',
            ((LEFT, RIGHT, fmt(_y(at / 100)), fmt(_y(at / 100)), LEFT - 8, fmt(_y(at / 100) + 5), at)
             for at in (0, 25, 50, 75, 100)),
        )  # fmt: skip
        axis = format_html_join(
            "", '<text class="q" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>',
            ((fmt(self.x(at)), BOTTOM + 24, at) for at in self.ticks),
        )  # fmt: skip
        names = _apart([_y(one.steps[-1][1] if one.steps else 1.0) + 4 for one in self.curves])
        parts = [self._band(one, place) for place, one in enumerate(self.curves) if len(self.curves) <= MOST_BANDS]
        parts += [self._line(one, place, names[place]) for place, one in enumerate(self.curves)]
        parts.append(format_html(
            '<text class="q" x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>'
            '<text class="q" x="0" y="{}" font-size="12.5">{}</text>',
            (LEFT + RIGHT) // 2, BOTTOM + 52, self.chart.axis_word, BOTTOM + 84, self.chart.watched_word,
        ))  # fmt: skip
        parts += [self._watched(one, place) for place, one in enumerate(self.curves)]
        return format_html_join("", "{}", ((one,) for one in (grid, axis, *parts)))

    def _watched(self, one: Life, place: int) -> SafeString:
        """A line of the table; of several curves a line above it with dashes and name."""
        y = BOTTOM + 84 + LINE * (place * 2 + 2 if self.keyed else 1)
        numbers = format_html_join(
            "", '<text x="{}" y="{}" text-anchor="middle" font-size="12.5">{}</text>',
            ((fmt(self.x(at)), y, _number(one.at_risk(at))) for at in self.ticks if at <= one.seen),
        )  # fmt: skip
        if not self.keyed:
            return numbers
        label = self.labels[place]
        name = one.name if label == one.name else f"{label}: {one.name}"
        most = int((WIDTH - 44) / width("0"))
        return format_html(
            '<line x1="2" x2="36" y1="{}" y2="{}" stroke="{}" stroke-width="3" stroke-dasharray="{}"/>'
            '<text class="{}" x="44" y="{}" font-size="13">{}</text>{}',
            y - LINE - 5, y - LINE - 5, COLOURS[place], DASHES[place], WORDS[place], y - LINE,
            name if len(name) <= most else f"{name[: most - 1]}…", numbers,
        )  # fmt: skip

    def _line(self, one: Life, place: int, name_y: float) -> SafeString:
        points = [(0.0, 1.0)]
        for months, share, _low, _high in one.steps:
            points += [(months, points[-1][1]), (months, share)]
        points.append((max(one.seen, points[-1][0]), points[-1][1]))
        path = "L".join(f"{fmt(self.x(months))} {fmt(_y(share))}" for months, share in points)
        # One stroke for all that were last seen at one place of the drawing.
        marks = sorted({(fmt(self.x(months)), fmt(_y(one.share_at(months)))) for months in one.running})
        strokes = "".join(f"M{x} {float(y) - 6:.1f}v12" for x, y in marks)
        censored = (
            format_html('<path d="{}" stroke="{}" stroke-width="1.6"/>', strokes, COLOURS[place]) if marks else ""
        )
        return format_html(
            '<path d="M{}" fill="none" stroke="{}" stroke-width="3" stroke-dasharray="{}"/>{}'
            '<text class="b {}" x="{}" y="{}" font-size="13" {}>{}</text>',
            path, COLOURS[place], DASHES[place], censored, WORDS[place], fmt(self.x(points[-1][0]) + 8), fmt(name_y),
            HALO, self.labels[place],
        )  # fmt: skip

    def _band(self, one: Life, place: int) -> SafeString:
        known = [(months, low, high) for months, _s, low, high in one.steps if low is not None and high is not None]
        if not known:
            return SafeString("")
        ends = [*[months for months, _low, _high in known[1:]], max(one.seen, known[-1][0])]
        boxes = (
            (fmt(self.x(months)), fmt(_y(high)), fmt(self.x(max(end, months)) - self.x(months)),
             fmt(_y(low) - _y(high)), COLOURS[place])
            for (months, low, high), end in zip(known, ends, strict=True)
        )  # fmt: skip
        return format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" opacity=".13"/>', boxes)


def _apart(wanted: Sequence[float]) -> list[float]:
    """Heights of the names, each near its curve's end, none over another and none below the axis."""
    found = list(wanted)
    order = sorted(range(len(found)), key=lambda one: found[one])
    last = float("-inf")
    for place in order:
        found[place] = last = max(found[place], last + BOLD)
    last = BOTTOM + BOLD
    for place in reversed(order):
        found[place] = last = min(found[place], last - BOLD)
    return found


def _y(share: float) -> float:
    return BOTTOM - share * (BOTTOM - TOP)


def _number(count: int) -> str:
    return str(number_format(count, use_l10n=True, force_grouping=True))


def _ticks(last: float, most: int) -> list[int]:
    step = next((size for size in TICKS if last / size <= most), int(last // most) + 1)
    return list(range(0, int(last) + step, step))
