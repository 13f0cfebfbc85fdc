"""A figure of who took over what from whom, as curves between dots inside the tiles of their provinces."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from tular.foundation.charts.grid import HEIGHT, WIDTH, Box, fmt, tile_box

LARGEST = 10.0
"""Radius of the origin with most lines; the areas of the others are in proportion, down to `SMALLEST_ORIGIN`."""
SMALLEST_ORIGIN = 4.6
TAKER = 3.4
GAPS = (11.0, 8.0, 5.5, 3.0)
"""Free space between two dots: as wide as the tile allows, at least enough for their outlines."""
INSET = 6.0
FOOT = 18.0
"""The lowest part of every tile carries its name; no dot stands there."""
BULGE = 0.24
"""Height of a curve over its chord, as a share of the chord; each further line of the same pair rises more."""
LETTER = 7.4
SMALL_LETTER = 6.2
"""Estimated width of a letter of a large and a small label: drawing happens without a font at hand."""
MOST_LABELS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A tile of the map; `on_map` is False for a tile that stands for bodies without a province."""

    key: str
    name: str
    short: str
    column: int
    row: int
    on_map: bool = True


@dataclass(frozen=True, slots=True)
class Dot:
    """An agency in the tile `place`. `given` counts the lines that leave it; `label` is the tooltip."""

    key: str
    place: str
    name: str
    label: str
    given: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One way from origin to taker; `css` is the suffix of the class `f-line--…` that shows its state."""

    origin: str
    taker: str
    css: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a dot ended up."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Network:
    """What to draw. Lines are drawn in the order given, so put the ones that must stay visible last.

    Raises KeyError when a dot names an unknown place or a line an unknown dot: nothing is drawn at a guessed spot.
    """

    id: str
    title: str
    description: str
    places: tuple[Place, ...]
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    _boxes: dict[str, Box] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_boxes", {place.key: tile_box(place.column, place.row) for place in self.places})

    @cached_property
    def spots(self) -> dict[str, Spot]:
        """A place for every dot inside its own tile, without overlap; the same input gives the same drawing."""
        most = max((dot.given for dot in self.dots), default=0)
        by_place: dict[str, list[Dot]] = defaultdict(list)
        for dot in self.dots:
            by_place[dot.place].append(dot)
        spots: dict[str, Spot] = {}
        for key, dots in by_place.items():
            box = self._boxes[key]
            inner = Box(box.x + INSET, box.y + INSET, box.width - 2 * INSET, box.height - INSET - FOOT)
            ordered = sorted(dots, key=lambda dot: (-dot.given, dot.name, dot.key))
            radii = [_radius(dot.given, most) for dot in ordered]
            for dot, spot in zip(ordered, pack(radii, inner), strict=True):
                spots[dot.key] = spot
        return spots

    @property
    def svg(self) -> SafeString:
        """The drawing; texts are escaped, coordinates have one decimal."""
        busy = {dot.place for dot in self.dots}
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}{}{}{}{}</svg>',
            WIDTH, HEIGHT, self.id, self.id, self.id, self.title, self.id, self.description,
            format_html_join("", "{}", ((_tile(place, self._boxes[place.key], busy),) for place in self.places)),
            self._paths(),
            format_html_join("", "{}", ((_name(place, self._boxes[place.key], busy),) for place in self.places)),
            self._circles(),
            self._labels(),
        )  # fmt: skip

    def _paths(self) -> SafeString:
        drawn: dict[frozenset[str], int] = defaultdict(int)
        groups: list[tuple[str, list[str]]] = []
        for line in self.lines:
            pair = frozenset((line.origin, line.taker))
            path = curve(self.spots[line.origin], self.spots[line.taker], BULGE + 0.12 * drawn[pair])
            drawn[pair] += 1
            if not groups or groups[-1][0] != line.css:
                groups.append((line.css, []))
            groups[-1][1].append(path)
        return format_html_join(
            "",
            '<g class="f-line f-line--{}">{}</g>',
            ((css, format_html_join("", '<path d="{}"/>', ((path,) for path in paths))) for css, paths in groups),
        )

    def _circles(self) -> SafeString:
        """Takers first, so that a large origin never hides under a ring."""
        ordered = sorted(self.dots, key=lambda dot: (dot.given > 0, dot.key))
        rows = (
            ("from" if dot.given else "to", fmt(spot.x), fmt(spot.y), fmt(spot.radius), dot.label)
            for dot, spot in ((dot, self.spots[dot.key]) for dot in ordered)
        )
        return format_html_join("", '<circle class="f-{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>', rows)

    def _labels(self) -> SafeString:
        """Names of the largest origins beside their tiles, and of agencies that are alone in a tile."""
        tiles = list(self._boxes.values())
        taken: list[Box] = []
        parts: list[SafeString] = []
        origins = sorted((dot for dot in self.dots if dot.given > 1), key=lambda dot: (-dot.given, dot.name))
        for dot in origins:
            if len(parts) == MOST_LABELS:
                break
            text = f"{dot.name} {dot.given}"
            for x, y, anchor, box in _candidates(text, self._boxes[dot.place]):
                inside = box.x >= 0 and box.right <= WIDTH and box.y >= 0 and box.bottom <= HEIGHT
                if inside and not any(box.overlaps(other) for other in tiles + taken):
                    taken.append(box)
                    parts.append(_text("f-call", x, y, anchor, text))
                    break
        for place in self.places:
            dots = [dot for dot in self.dots if dot.place == place.key]
            box = self._boxes[place.key]
            if len(dots) != 1 or dots[0].given or dots[0].name == place.name:
                continue  # a province's government would only repeat the name of its tile
            if len(dots[0].name) * SMALL_LETTER <= box.width + 4:
                parts.append(_text("f-call f-call--s", box.x + box.width / 2, box.y + 13, "middle", dots[0].name))
        return mark_safe("".join(parts))  # noqa: S308 - every part was made by format_html


def pack(radii: list[float], box: Box) -> list[Spot]:
    """Places circles in rows, largest first, spread over the box; all shrink alike when they do not fit.

    `radii` must not rise from one to the next. No two circles overlap and none leaves the box.
    """
    rows = next((found for gap in GAPS if (found := _rows(radii, gap, box)) is not None), None)
    scale = 1.0
    while rows is None:
        scale *= 0.93
        rows = _rows([radius * scale for radius in radii], GAPS[-1] * scale, box)
    spots: list[Spot] = []
    heights = [2 * row[0] for row in rows]
    free = box.height - sum(heights)
    step = free / (len(rows) + 1) if rows else 0.0
    y = box.y
    for row, height in zip(rows, heights, strict=True):
        y += step
        spare = (box.width - 2 * sum(row)) / (len(row) + 1)
        x = box.x
        for radius in row:
            x += spare + radius
            spots.append(Spot(x, y + height / 2, radius))
            x += radius
        y += height
    return spots


def _rows(radii: list[float], gap: float, box: Box) -> list[list[float]] | None:
    """The circles in rows as wide as the box, or None when they do not fit."""
    rows: list[list[float]] = []
    width = 0.0
    for radius in radii:
        if rows and width + gap + 2 * radius <= box.width:
            rows[-1].append(radius)
            width += gap + 2 * radius
        else:
            rows.append([radius])
            width = 2 * radius
    tall = sum(2 * row[0] for row in rows) + gap * (len(rows) - 1)
    widest = max((2 * row[0] for row in rows), default=0.0)
    return rows if tall <= box.height and widest <= box.width else None


def curve(start: Spot, end: Spot, bulge: float) -> str:
    """A curve that rises over its chord, so that far lines fan out instead of lying on each other."""
    dx, dy = end.x - start.x, end.y - start.y
    # The normal that points up; for an upright chord, to the left.
    nx, ny = (dy, -dx) if dx > 0 or (dx == 0 and dy < 0) else (-dy, dx)
    x = (start.x + end.x) / 2 + nx * bulge
    y = max((start.y + end.y) / 2 + ny * bulge, -INSET)
    return f"M{fmt(start.x)} {fmt(start.y)}Q{fmt(x)} {fmt(y)} {fmt(end.x)} {fmt(end.y)}"


def _radius(given: int, most: int) -> float:
    return max(SMALLEST_ORIGIN, LARGEST * math.sqrt(given / most)) if given else TAKER


def _candidates(text: str, tile: Box) -> list[tuple[float, float, str, Box]]:
    """Spots for a label around its tile, best first: x, baseline, anchor and the space it needs."""
    width, height = len(text) * LETTER, 16.0
    middle = tile.x + tile.width / 2
    below, above, level = tile.bottom + 16, tile.y - 6, tile.y + 22
    spots = (
        (middle, below, "middle"),
        (tile.right, below, "end"),
        (tile.x, below, "start"),
        (tile.x - 7, level, "end"),
        (tile.right + 7, level, "start"),
        (middle, above, "middle"),
    )
    left = {"middle": width / 2, "end": width, "start": 0.0}
    return [(x, y, anchor, Box(x - left[anchor], y - 12, width, height)) for x, y, anchor in spots]


def _text(css: str, x: float, y: float, anchor: str, text: str) -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', css, fmt(x), fmt(y), anchor, text)


def _tile(place: Place, box: Box, busy: set[str]) -> SafeString:
    css = "f-tile f-tile--on" if place.key in busy else "f-tile"
    if not place.on_map:
        css += " f-tile--apart"
    return format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
                       css, fmt(box.x), fmt(box.y), fmt(box.width), fmt(box.height))  # fmt: skip


def _name(place: Place, box: Box, busy: set[str]) -> SafeString:
    css = "f-name" if place.key in busy else "f-name f-name--off"
    return format_html('<text class="{}" x="{}" y="{}">{}</text>',
                       css, fmt(box.x + 5), fmt(box.bottom - 6), place.short)  # fmt: skip
