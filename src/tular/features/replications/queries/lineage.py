"""Who took over one innovation, as a drawing that grows downwards and as a table."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from tular.features.replications.choices import ReplicationState
from tular.features.replications.queries.counts import Taker, taker_line
from tular.features.replications.queries.shown import replications_shown
from tular.foundation.charts.tree import Mark

WIDTH = 760
ORIGIN_X, TAKER_X, TEXT_X = 50, 336, 360
FIRST_Y, STEP = 46, 84
"""Measures in SVG user units: places of the two columns, and the height of a taker with its two lines of text."""
MOST_DRAWN = 12
"""More takers than this stand in the table only, so that the drawing stays readable on a phone."""
MOST_LISTED = 50
"""More takers than this stand on the page of the lineage, which has pages of its own."""
MOST_LETTERS = 27
ORIGIN_LETTERS, ORIGIN_LINE = 45, 15
"""Letters of the origin's name in all and on a line: it stands under its dot, where the first lines leave room."""

LINES = {
    ReplicationState.PLANNED: "rencana",
    ReplicationState.SIGNED: "key",
    ReplicationState.RUNNING: "jalan",
    ReplicationState.PROVEN: "jalan",
    ReplicationState.STOPPED: "rencana",
    ReplicationState.UNCLEAR: "rencana",
}
"""The style of line for each state; the state is also written beside each taker."""

MARKS: dict[ReplicationState, Mark] = {
    ReplicationState.PLANNED: "hollow",
    ReplicationState.SIGNED: "open",
    ReplicationState.RUNNING: "full",
    ReplicationState.PROVEN: "proven",
    ReplicationState.STOPPED: "ended",
    ReplicationState.UNCLEAR: "hollow",
}
"""The shape for each state in the tree."""

SHORT = (
    ("Pemerintah ", ""),
    ("Kabupaten ", "Kab. "),
    ("Provinsi ", "Prov. "),
)


@dataclass(frozen=True, slots=True)
class Branch:
    """One taker of the drawing: its line, dot and texts."""

    path: str
    style: str
    y: int
    name: str
    taker: Taker


@dataclass(frozen=True, slots=True)
class Lineage:
    """What is known of the takers. `similar` lists titles in sources that we took for this innovation by likeness."""

    takers: tuple[Taker, ...]
    branches: tuple[Branch, ...]
    by_state: tuple[tuple[ReplicationState, int], ...]
    similar: tuple[str, ...]
    height: int
    origin_y: int
    origin_lines: tuple[str, ...]

    @property
    def listed(self) -> tuple[Taker, ...]:
        """The newest."""
        return self.takers[:MOST_LISTED]

    @property
    def not_listed(self) -> int:
        """Takers that only the page of the lineage names."""
        return len(self.takers) - len(self.listed)

    @property
    def not_drawn(self) -> int:
        """Takers that only the table names."""
        return len(self.takers) - len(self.branches)

    @property
    def proven(self) -> int:
        """Takers with a proof by measurement."""
        return sum(taker.state is ReplicationState.PROVEN for taker in self.takers)


def lineage(innovation_id: int, origin_name: str) -> Lineage:
    """The takers of an innovation, newest first, unknown years last. One query."""
    rows = sorted(
        replications_shown().filter(innovation=innovation_id).select_related("taker"),
        key=lambda row: (-(row.year or 0), row.taker_text, row.code),
    )
    takers = tuple(taker_line(row) for row in rows)
    drawn = takers[:MOST_DRAWN]
    height = 2 * FIRST_Y + STEP * max(1, len(drawn) - 1) + 20
    origin_y = FIRST_Y + STEP * (len(drawn) - 1) // 2 if len(drawn) > 1 else FIRST_Y
    return Lineage(
        takers=takers,
        branches=tuple(_branch(taker, FIRST_Y + STEP * place, origin_y) for place, taker in enumerate(drawn)),
        by_state=tuple(
            (state, count) for state in ReplicationState if (count := sum(taker.state is state for taker in takers))
        ),
        similar=tuple(sorted({row.origin_title for row in rows if row.linked_by == "similar"})),
        height=height,
        origin_y=origin_y,
        origin_lines=tuple(textwrap.wrap(shortened(origin_name, ORIGIN_LETTERS), ORIGIN_LINE)),
    )


def _branch(taker: Taker, y: int, origin_y: int) -> Branch:
    start = f"M{ORIGIN_X + 8} {origin_y}"
    path = f"{start}H{TAKER_X - 6}" if y == origin_y else f"{start}C190 {origin_y} 190 {y} {TAKER_X - 6} {y}"
    return Branch(path, LINES[taker.state], y, shortened(taker.name, MOST_LETTERS), taker)


def shortened(name: str, letters: int) -> str:
    """A name short enough for the drawing; it stands in full in the table."""
    for long, short in SHORT:
        name = name.replace(long, short, 1) if name.startswith(long) else name
    if len(name) <= letters:
        return name
    return f"{name[: letters - 1].rsplit(' ', 1)[0]}…"
