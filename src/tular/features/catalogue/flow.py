"""Which way a record may go from where it stands.

A working copy goes draf → diajukan → disetujui → terbit, with ways back; a published record may be withdrawn and come
back. The name of a move is the name of its action and of its permission. Facts that moves need:

- `described`: a new record tells its problem and how it works; one that was public has done so once.
- `changed`: the working copy differs from the published text.
"""

from __future__ import annotations

from collections.abc import Collection

from tular.engines.workflow import WRONG_STATE, Flow, Move, moves
from tular.features.catalogue.choices import COPY_STATES, State

DRAFT, SUBMITTED, APPROVED, RETURNED, REJECTED = (state.value for state in COPY_STATES)
PUBLISHED, WITHDRAWN = State.PUBLISHED.value, State.WITHDRAWN.value

COPY = Flow(
    states=(DRAFT, SUBMITTED, APPROVED, RETURNED, REJECTED, PUBLISHED),
    moves=(
        Move("catalogue.submit", (DRAFT, RETURNED), SUBMITTED, needs=("described", "changed")),
        Move("catalogue.approve", (SUBMITTED,), APPROVED),
        Move("catalogue.return", (SUBMITTED, APPROVED), RETURNED),
        Move("catalogue.reject", (SUBMITTED, APPROVED), REJECTED),
        Move("catalogue.reopen", (REJECTED,), DRAFT),
        Move("catalogue.publish", (APPROVED,), PUBLISHED),
    ),
    final=(PUBLISHED,),
)
"""The life of a working copy; publishing ends it."""

RECORD = Flow(
    states=(PUBLISHED, WITHDRAWN),
    moves=(
        Move("catalogue.withdraw", (PUBLISHED,), WITHDRAWN),
        Move("catalogue.restore", (WITHDRAWN,), PUBLISHED),
    ),
)
"""The life of a record once it was published."""

MOVES = {move.name: move for flow in (COPY, RECORD) for move in flow.moves}

EDITABLE = (DRAFT, RETURNED)
"""States in which a working copy may be written; what was submitted stands still until it is decided."""


def begin_here(flow: Flow, state: str, facts: Collection[str] = ()) -> set[str]:
    """The names of the moves that begin in this state, whether or not a fact is still missing."""
    return {choice.move.name for choice in moves(flow, state, facts) if WRONG_STATE not in choice.reasons}
