"""Which way a book may go. The name of a move is the name of its action and of its permission.

Facts that moves need:

- `frozen`: there is a draft, and it is the text of now.
- `answered`: every comment of the round has an answer, and every change that was promised is named.
- `whole`: every required component is complete or says why not, nothing must be mended, authors and licence are told.
- `approved`: two people who did not write it approved exactly this text.
"""

from __future__ import annotations

from tular.engines.workflow import Flow, Move
from tular.features.modelbooks.choices import BookState

WRITING, REVIEWING, APPROVING, PUBLISHED = (state.value for state in BookState)

BOOK = Flow(
    states=(WRITING, REVIEWING, APPROVING, PUBLISHED),
    moves=(
        Move("modelbooks.open_round", (WRITING,), REVIEWING, needs=("frozen",)),
        Move("modelbooks.close_round", (REVIEWING,), WRITING, needs=("answered",)),
        Move("modelbooks.finalise", (WRITING,), APPROVING, needs=("whole",)),
        Move("modelbooks.send_back", (APPROVING,), WRITING),
        Move("modelbooks.publish", (APPROVING,), PUBLISHED, needs=("approved",)),
        Move("modelbooks.renew", (PUBLISHED,), WRITING),
    ),
    final=(),
)
"""A book that is being written; its chapters may be written in the first two states."""

MOVES = {move.name: move for move in BOOK.moves}
