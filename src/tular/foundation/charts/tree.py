"""What came of what: an origin at the top, its copies below it, and indented below each what came of it in turn.

Every node has a line of its own, in the order of a walk through the tree, so that a family of any depth can be read on
a phone without reading across; the layout takes one pass. Large families are not drawn whole: those nearest to the
origin and first among their siblings are, the others are counted where they would stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

INDENT, STEP = 36, 46
FIRST_X, FIRST_Y = 16, 20
BEND = 14
"""Radius of the bend from the line of the parent to its copy."""

LETTERS, LETTER = 36, 8.2
"""Most letters of a name, and user units that one takes at most."""
TEXT_LETTERS, TEXT_LETTER = 44, 7.2

MOST_WHOLE = 200
"""A family of up to so many nodes is drawn whole."""
MOST_OF_MORE = 80
"""Of a larger one so many nodes are drawn; the table has all."""
MOST_DEEP = 12
"""Generations in the drawing; what lies deeper is counted with its ancestor."""
GENERATION = 6
"""A first copy of a copy is drawn as soon as the origin's copy that stands so many places further down."""

Mark = Literal["hollow", "open", "full", "proven", "ended"]

MARKS: Mapping[Mark, str] = {
    "hollow": '<circle class="f-to f-to--hollow" cx="{x}" cy="{y}" r="6"/>',
    "open": '<circle class="f-to" cx="{x}" cy="{y}" r="6"/>',
    "full": '<circle class="f-from" cx="{x}" cy="{y}" r="6.6"/>',
    "proven": '<rect class="f-from" x="-6" y="-6" width="12" height="12" transform="translate({x} {y}) rotate(45)"/>',
    "ended": '<path class="f-ended" transform="translate({x} {y})" d="M-5-5L5 5M-5 5L5-5"/>',
}
"""A shape for each state, so that nobody has to tell them by colour or by the line alone."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One node: its id, that of what it came from (None: the origin), and what is written beside it.

    `style` is the class of the line that leads to it: `rencana`, `key` or `jalan`.
    """

    id: int
    parent: int | None
    name: str
    text: str
    style: str
    href: str = ""
    mark: Mark = "open"


@dataclass(frozen=True, slots=True)
class Placed:
    """A node with its line and generation, both from 1, or the count of those that are not drawn (`leaf` None).

    `above` is the line of what it came from, 0 for the origin.
    """

    leaf: Leaf | None
    line: int
    generation: int
    above: int
    more: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """All that is drawn, line by line. `cut` are the nodes that would have come of themselves through others."""

    placed: tuple[Placed, ...]
    cut: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The tree as drawn; measures in user units. `drawn` of its nodes have a line; for `cut` see `Layout`."""

    title: str
    svg: SafeString
    width: int
    height: int
    drawn: int
    cut: int


@dataclass(frozen=True, slots=True)
class Tree:
    """What to draw. `id` must be unique on the page.

    `more_word` takes a number ("%d lainnya") and leads to `more_href`, where they are listed.
    """

    id: str
    title: str
    description: str
    origin: str
    nodes: Sequence[Leaf]
    more_word: str
    more_href: str = ""

    def drawn(self) -> Drawing:
        """Draw it; texts are escaped."""
        found = layout(self.nodes)
        height = FIRST_Y + STEP * len(found.placed) + 30
        width = round(max([_wide(self.origin, "", 0), *(self._wide(one) for one in found.placed)]))
        svg = format_html(
            '<svg viewBox="0 0 {} {}" width="{}" role="img" aria-labelledby="{}-j {}-d"><title id="{}-j">{}</title>'
            '<desc id="{}-d">{}</desc>{}<circle class="f-from" cx="{}" cy="{}" r="11"/>'
            '<text class="b" x="{}" y="{}" font-size="15">{}</text>{}</svg>',
            width, height, width, self.id, self.id, self.id, self.title, self.id, self.description,
            format_html_join("", "{}", ((line,) for line in _lines(found.placed))), FIRST_X, FIRST_Y, FIRST_X + 18,
            FIRST_Y + 5, _short(self.origin, LETTERS),
            format_html_join("", "{}", ((self._node(one),) for one in found.placed)),
        )  # fmt: skip
        drawn = sum(one.leaf is not None for one in found.placed)
        return Drawing(self.title, svg, width, height, drawn, len(found.cut))

    def _wide(self, one: Placed) -> float:
        if one.leaf is None:
            return _wide("", self.more_word % one.more, one.generation)
        return _wide(one.leaf.name, one.leaf.text, one.generation)

    def _node(self, one: Placed) -> SafeString:
        x, y = _at(one)
        leaf = one.leaf
        if leaf is None:
            words = format_html(
                '<text class="q" x="{}" y="{}" font-size="13.5">{}</text>', x + 16, y + 5, self.more_word % one.more
            )
            if self.more_href:
                words = format_html('<a href="{}">{}</a>', self.more_href, words)
            dots = format_html_join(
                "", '<circle class="f-more" cx="{}" cy="{}" r="2"/>', ((x + by, y) for by in (-6, 0, 6))
            )
            return format_html("{}{}", dots, words)
        name = format_html(
            '<text class="b" x="{}" y="{}" font-size="14">{}</text>', x + 16, y + 1, _short(leaf.name, LETTERS)
        )
        if leaf.href:
            name = format_html('<a href="{}">{}</a>', leaf.href, name)
        return format_html(
            '{}{}<text class="q" x="{}" y="{}" font-size="12.5">{}</text>',
            format_html(MARKS[leaf.mark], x=x, y=y), name, x + 16, y + 17, _short(leaf.text, TEXT_LETTERS),
        )  # fmt: skip


def layout(nodes: Iterable[Leaf]) -> Layout:
    """Lines of the nodes, siblings in the order in which they come. Linear in the number of nodes.

    A node whose parent is not among them is taken for a copy of the origin. So is one of each circle.
    """
    rows = list(nodes)
    children, cut = _children(rows)
    sizes = _sizes(rows, children)
    shown = _shown(children, MOST_WHOLE if len(rows) <= MOST_WHOLE else MOST_OF_MORE)
    placed: list[Placed] = []
    # Depth first without recursion: a chain of copies may be longer than Python's stack.
    stack: list[tuple[Leaf | None, int, int, int]] = []

    def push(parent: int | None, generation: int, above: int) -> None:
        below = children.get(parent, [])
        drawn = below[: shown.get(parent, 0)]
        more = sum(sizes[one.id] for one in below[len(drawn) :])
        if more:
            stack.append((None, generation, above, more))
        stack.extend((one, generation, above, 0) for one in reversed(drawn))

    push(None, 1, 0)
    while stack:
        leaf, generation, above, more = stack.pop()
        placed.append(Placed(leaf, len(placed) + 1, generation, above, more))
        if leaf is not None:
            push(leaf.id, generation + 1, len(placed))
    return Layout(tuple(placed), cut)


def _children(rows: Sequence[Leaf]) -> tuple[dict[int | None, list[Leaf]], tuple[int, ...]]:
    """What came of each, and those whose way back to the origin had to be cut out of a circle."""
    known = {one.id: one for one in rows}
    good: set[int] = set()
    cut: set[int] = set()
    for one in rows:
        way: set[int] = set()
        at: Leaf | None = one
        while at is not None and at.id not in good and at.id not in way:
            way.add(at.id)
            at = known.get(at.parent) if at.parent is not None else None
        if at is not None and at.id in way:
            cut.add(at.id)
        good |= way
    children: dict[int | None, list[Leaf]] = {}
    for one in known.values():
        children.setdefault(None if one.id in cut or one.parent not in known else one.parent, []).append(one)
    return children, tuple(sorted(cut))


def _sizes(rows: Sequence[Leaf], children: Mapping[int | None, Sequence[Leaf]]) -> dict[int, int]:
    """How many each stands for: itself and all that came of it."""
    order = list(children.get(None, []))
    for one in order:  # grows while it is walked through: parents before children
        order.extend(children.get(one.id, []))
    sizes = {one.id: 1 for one in rows}
    for one in reversed(order):
        sizes[one.id] += sum(sizes[child.id] for child in children.get(one.id, []))
    return sizes


def _shown(children: Mapping[int | None, Sequence[Leaf]], most: int) -> dict[int | None, int]:
    """How many of its children are drawn for each node that is drawn; the origin is None.

    Chosen one after the other, near ones and first ones first, so that neither one long chain nor one large family
    takes all the room.
    """
    shown: dict[int | None, int] = {None: 0}
    chosen = 0
    waiting: list[tuple[int, int, int, int | None]] = []
    """(how late, generation, number of the choice, parent): the parent's next child."""
    heappush(waiting, (0, 1, 0, None))
    while waiting and chosen < most:
        late, generation, _number, parent = heappop(waiting)
        below = children.get(parent, ())
        place = shown[parent]
        if place >= len(below):
            continue
        shown[parent] = place + 1
        if generation < MOST_DEEP:
            shown[below[place].id] = 0
        chosen += 1
        heappush(waiting, (late + 1, generation, 2 * chosen, parent))
        if generation < MOST_DEEP:
            heappush(waiting, (late + GENERATION, generation + 1, 2 * chosen + 1, below[place].id))
    for parent, count in list(shown.items()):
        # A line that counts one without copies takes as much room as that one.
        rest = children.get(parent, ())[count:]
        if len(rest) == 1 and rest[0].id not in children:
            shown[parent] = count + 1
    return shown


def _lines(placed: Sequence[Placed]) -> Iterator[SafeString]:
    """A trunk down from each node to the last that came of it, and from there a bend to each in its own style."""
    last: dict[int, Placed] = {}
    for one in placed:
        last[one.above] = one
    for above, lowest in last.items():
        x, y = _at(lowest)
        yield format_html(
            '<path class="f-trunk" d="M{} {}V{}"/>', x - INDENT, FIRST_Y + STEP * above + (11 if above == 0 else 8),
            y - BEND,
        )  # fmt: skip
    for one in placed:
        x, y = _at(one)
        yield format_html(
            '<path class="f-line f-line--{}" d="M{} {}q0 {} {} {}H{}"/>', one.leaf.style if one.leaf else "rencana",
            x - INDENT, y - BEND, BEND, BEND, BEND, x - 9,
        )  # fmt: skip


def _at(one: Placed) -> tuple[int, int]:
    return FIRST_X + INDENT * one.generation, FIRST_Y + STEP * one.line


def _wide(name: str, text: str, generation: int) -> float:
    """Up to where the words of a node reach."""
    wide = max(min(len(name), LETTERS) * LETTER, min(len(text), TEXT_LETTERS) * TEXT_LETTER)
    return FIRST_X + INDENT * generation + 18 + wide


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rsplit(' ', 1)[0]}…"
