"""Which way a record may go from where it stands.

A working copy goes draf → diajukan → disetujui → terbit, with ways back; a published record may be withdrawn and come
back. The name of a move is the name of its action and of its permission. Facts that moves need:

- `described`: a new record tells its problem and how it works; one that was public has done so once.
- `changed`: the working copy differs from the published text.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tular.features.catalogue.choices import State


@dataclass(frozen=True, slots=True)
class Move:
    """A move from one of `sources` to `target`, which needs all facts of `needs`."""

    name: str
    sources: tuple[str, ...]
    target: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A move from where the record stands; open when nothing is `missing`."""

    move: Move
    missing: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing stands in its way."""
        return not self.missing


COPY = (
    Move("catalogue.submit", (State.DRAFT, State.RETURNED), State.SUBMITTED, ("described", "changed")),
    Move("catalogue.approve", (State.SUBMITTED,), State.APPROVED),
    Move("catalogue.return", (State.SUBMITTED, State.APPROVED), State.RETURNED),
    Move("catalogue.reject", (State.SUBMITTED, State.APPROVED), State.REJECTED),
    Move("catalogue.reopen", (State.REJECTED,), State.DRAFT),
    Move("catalogue.publish", (State.APPROVED,), State.PUBLISHED),
)
"""The life of a working copy; publishing ends it."""

RECORD = (
    Move("catalogue.withdraw", (State.PUBLISHED,), State.WITHDRAWN),
    Move("catalogue.restore", (State.WITHDRAWN,), State.PUBLISHED),
)
"""The life of a record once it was published."""

MOVES = {move.name: move for move in (*COPY, *RECORD)}

EDITABLE = (State.DRAFT, State.RETURNED)
"""States in which a working copy may be written; what was submitted stands still until it is decided."""


def choices(flow: tuple[Move, ...], state: str, facts: Collection[str]) -> tuple[Choice, ...]:
    """The moves that begin in this state, each with the facts it still lacks."""
    return tuple(
        Choice(move, tuple(need for need in move.needs if need not in facts)) for move in flow if state in move.sources
    )
