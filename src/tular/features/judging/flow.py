"""Which way the judging of a stage, and one reading of it, may go.

The name of a move is the name of its action and of its permission. Facts that moves need:

- `staffed`: there are evaluators and proposals.
- `assigned`: every proposal has its readers.
- `settled`: nothing is left to be read, and no difference between readers is open.
- `running`: the judging runs, and the calendar's window for it is open.
- `complete`: every criterion has a mark within its scale.
- `sworn`: the evaluator signed the pact of integrity, where the rulebook asks for it.
"""

from __future__ import annotations

from tular.engines.workflow import Flow, Move
from tular.features.judging.choices import AssignmentState, ReviewState

PREPARED, RUNNING, CLOSED = (ReviewState.PREPARED.value, ReviewState.RUNNING.value, ReviewState.CLOSED.value)

REVIEW = Flow(
    states=(PREPARED, RUNNING, CLOSED),
    moves=(
        Move("judging.start", (PREPARED,), RUNNING, needs=("staffed", "assigned")),
        Move("judging.close", (RUNNING,), CLOSED, needs=("settled",)),
        Move("judging.reopen", (CLOSED,), RUNNING),
    ),
    final=(),
)
"""The judging of one stage: evaluators see nothing before it starts, and change nothing once it is closed."""

ASSIGNED, DONE, ABSTAINED, CONFLICT, TAKEN_BACK = (
    AssignmentState.ASSIGNED.value,
    AssignmentState.DONE.value,
    AssignmentState.ABSTAINED.value,
    AssignmentState.CONFLICT.value,
    AssignmentState.TAKEN_BACK.value,
)

READING = Flow(
    states=(ASSIGNED, DONE, ABSTAINED, CONFLICT, TAKEN_BACK),
    moves=(
        Move("judging.hand_in", (ASSIGNED,), DONE, needs=("running", "sworn", "complete")),
        Move("judging.reopen_sheet", (DONE,), ASSIGNED, needs=("running",)),
        Move("judging.hold_discussion", (DONE,), ASSIGNED),
        Move("judging.abstain", (ASSIGNED,), ABSTAINED),
        Move("judging.declare_conflict", (ASSIGNED, DONE), CONFLICT),
        Move("judging.take_back", (ASSIGNED,), TAKEN_BACK),
        Move("judging.give_again", (ABSTAINED, TAKEN_BACK), ASSIGNED),
    ),
    final=(CONFLICT,),
)
"""One evaluator's reading of one proposal. A conflict ends it for good; marks given before stay, uncounted."""

MOVES = {move.name: move for move in (*REVIEW.moves, *READING.moves)}
