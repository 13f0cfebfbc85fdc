"""Which way the public rating of a stage may go.

The name of a move is the name of its action and of its permission. Facts that moves need:

- `over`: the window of the calendar has ended.
- `in_window`: the window is open, since its end was moved.
- `computed`: there is a result of everything as it stands now.
"""

from __future__ import annotations

from tular.engines.workflow import Flow, Move
from tular.features.ratings.choices import RatingState

OPEN, CLOSED, RELEASED = (RatingState.OPEN.value, RatingState.CLOSED.value, RatingState.RELEASED.value)

RATING = Flow(
    states=(OPEN, CLOSED, RELEASED),
    moves=(
        Move("ratings.close", (OPEN,), CLOSED, needs=("over",)),
        Move("ratings.reopen", (CLOSED,), OPEN, needs=("in_window",)),
        Move("ratings.release", (CLOSED,), RELEASED, needs=("computed",)),
    ),
    final=(RELEASED,),
)
"""Nobody sees counts or results before the release, except those who run the competition."""

MOVES = {move.name: move for move in RATING.moves}
