"""What came of what: an origin at the left, its copies to the right, and what came of those.

A tidy layout in one pass: every leaf has a line of its own, every other node stands in the middle of what came of it
(Wetherell & Shannon 1979, IEEE Trans. Softw. Eng. SE-5: 514–520). Of large families only the first lines are drawn; the
others are counted where they would stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tular.foundation.charts.grid import fmt

COLUMN = 250
FIRST_X, FIRST_Y, STEP = 14, 26, 46
TEXT = 210
"""User units for a name beside its dot; one letter takes about seven."""
LETTERS = 30

MOST_DRAWN = 60
"""Lines of the drawing: more cannot be read; the table has all."""

MOST_DEEP = 12
"""Columns of the drawing; what lies deeper is counted with its ancestor."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One node: its id, that of what it came from (None: the origin), and what is written beside it.

    `style` is the class of the line that leads to it: `rencana`, `key` or `jalan`; `ended` marks what is no more.
    """

    id: int
    parent: int | None
    name: str
    text: str
    style: str
    href: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A node with its place, or the count of those that are not drawn (`leaf` None)."""

    leaf: Leaf | None
    x: float
    y: float
    from_x: float
    from_y: float
    more: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """The tree as drawn; measures in user units."""

    title: str
    svg: SafeString
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Tree:
    """What to draw. `id` must be unique on the page; `more_word` takes a number: "%d lainnya"."""

    id: str
    title: str
    description: str
    origin: str
    nodes: Sequence[Leaf]
    more_word: str

    def drawn(self) -> Drawing:
        """Draw it; texts are escaped."""
        placed, lines, depth = layout(self.nodes)
        origin_y = _middle(placed)
        height = FIRST_Y + STEP * max(1, lines)
        width = FIRST_X + COLUMN * depth + TEXT
        paths = format_html_join(
            "", '<path class="f-line f-line--{}" d="M{} {}C{} {} {} {} {} {}"/>',
            ((one.leaf.style if one.leaf else "rencana", *_curve(one, origin_y)) for one in placed),
        )  # fmt: skip
        dots = format_html_join("", "{}", ((_dot(one, self.more_word),) for one in placed))
        svg = format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}<circle class="f-from" cx="{}" cy="{}" r="11"/>'
            '<text class="b f-call" x="{}" y="{}">{}</text>{}</svg>',
            width, height, self.id, self.id, self.id, self.title, self.id, self.description, paths, FIRST_X,
            fmt(origin_y), FIRST_X - 10, fmt(origin_y + 30), _short(self.origin), dots,
        )  # fmt: skip
        return Drawing(self.title, svg, width, height)


def layout(nodes: Iterable[Leaf]) -> tuple[list[Placed], int, int]:
    """Places of the nodes, the number of lines, and of columns beside the origin's. Linear in the number of nodes.

    A node whose parent is not among them, or that would come of itself, is taken for a copy of the origin.
    """
    rows = list(nodes)
    children = _children(rows)
    placed: dict[int, tuple[float, int]] = {}
    found: list[Placed] = []
    line, deepest = 0, 1
    # Depth first without recursion: a chain of copies may be longer than Python's stack.
    stack: list[tuple[Leaf, int, bool]] = [(one, 1, False) for one in reversed(children.get(None, []))]
    left = len(rows)
    while stack:
        one, depth, seen = stack.pop()
        below = children.get(one.id, [])
        if seen:
            ys = [placed[child.id][0] for child in below if child.id in placed]
            placed[one.id] = ((ys[0] + ys[-1]) / 2, depth)
            continue
        if line >= MOST_DRAWN - 1:
            break
        left -= 1
        deepest = max(deepest, depth)
        if below and depth < MOST_DEEP:
            stack.append((one, depth, True))
            stack.extend((child, depth + 1, False) for child in reversed(below))
            continue
        placed[one.id] = (FIRST_Y + STEP * line, depth)
        line += 1
    for one, depth, seen in reversed(stack):
        if seen and one.id not in placed:
            ys = [placed[child.id][0] for child in children.get(one.id, []) if child.id in placed]
            placed[one.id] = ((ys[0] + ys[-1]) / 2 if ys else FIRST_Y + STEP * line, depth)
    by_id = {one.id: one for one in rows}
    for key, (y, depth) in placed.items():
        parent = placed.get(by_id[key].parent or 0)
        from_x = FIRST_X + COLUMN * (depth - 1)
        found.append(Placed(by_id[key], FIRST_X + COLUMN * depth, y, from_x, parent[0] if parent else -1))
    if left > 0:
        found.append(Placed(None, FIRST_X + COLUMN, FIRST_Y + STEP * line, FIRST_X, -1, left))
        line += 1
    return found, line, deepest


def _children(rows: Sequence[Leaf]) -> dict[int | None, list[Leaf]]:
    """What came of each; of those in a circle the first is taken for a copy of the origin."""
    known = {one.id: one for one in rows}
    good: set[int] = set()
    children: dict[int | None, list[Leaf]] = {}
    for one in rows:
        way: list[int] = []
        on_way: set[int] = set()
        at: Leaf | None = one
        while at is not None and at.id not in good and at.id not in on_way:
            way.append(at.id)
            on_way.add(at.id)
            at = known.get(at.parent) if at.parent is not None else None
        circle = at is not None and at.id in on_way
        good.update(way)
        children.setdefault(None if circle or one.parent not in known else one.parent, []).append(one)
    return children


def _middle(placed: Sequence[Placed]) -> float:
    first = [one.y for one in placed if one.from_x == FIRST_X]
    return (min(first) + max(first)) / 2 if first else FIRST_Y


def _curve(one: Placed, origin_y: float) -> Iterator[str]:
    start = origin_y if one.from_y < 0 else one.from_y
    middle = (one.from_x + one.x) / 2
    # Out of a node its name has to be passed first.
    begin = one.from_x if one.from_x == FIRST_X else one.x - 26
    middle = middle if one.from_x == FIRST_X else (begin + one.x) / 2
    for value in (begin, start, middle, start, middle, one.y, one.x - 6, one.y):
        yield fmt(value)


def _dot(one: Placed, more_word: str) -> SafeString:
    if one.leaf is None:
        return format_html(
            '<text class="q" x="{}" y="{}" font-size="14">{}</text>',
            fmt(one.x + 2),
            fmt(one.y + 5),
            more_word % one.more,
        )
    leaf = one.leaf
    sign = (
        format_html(
            '<path d="M{} {}L{} {}M{} {}L{} {}" stroke="#b23a25" stroke-width="2.4" fill="none"/>',
            fmt(one.x - 5), fmt(one.y - 5), fmt(one.x + 5), fmt(one.y + 5), fmt(one.x - 5), fmt(one.y + 5),
            fmt(one.x + 5), fmt(one.y - 5),
        )
        if leaf.ended
        else format_html('<circle class="f-to" cx="{}" cy="{}" r="6"/>', fmt(one.x), fmt(one.y))
    )  # fmt: skip
    name = format_html(
        '<text class="b" x="{}" y="{}" font-size="14">{}</text>', fmt(one.x + 12), fmt(one.y + 1), _short(leaf.name)
    )
    if leaf.href:
        name = format_html('<a href="{}">{}</a>', leaf.href, name)
    return format_html(
        '{}{}<text class="q" x="{}" y="{}" font-size="12.5">{}</text>',
        sign, name, fmt(one.x + 12), fmt(one.y + 17), _short(leaf.text),
    )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1].rsplit(' ', 1)[0]}…"
