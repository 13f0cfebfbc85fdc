"""Which way a visit may go. The name of a move is the name of its action and of its permission.

Facts that moves need:

- `in_list`: the proposal still goes into this stage.
- `staffed`: the team has somebody, and one of them leads it.
- `free`: nobody of the team is elsewhere, has a day off, or has a conflict of interest.
- `ahead`: it has not begun yet.
- `begun`: it has begun.
- `answered`: every item has a finding, and who was there is told in numbers.
- `settled`: of no item are there two versions that nobody has joined.
- `all_signed`: everybody of the team has signed the latest minutes.
"""

from __future__ import annotations

from tular.engines.workflow import Flow, Move
from tular.features.visits.choices import VisitState
from tular.features.visits.queries.standing import TO_ANNOUNCE, TO_DRAW_UP, TO_FINISH

PLANNED, ANNOUNCED, MINUTED, DONE, CANCELLED = (
    VisitState.PLANNED.value,
    VisitState.ANNOUNCED.value,
    VisitState.MINUTED.value,
    VisitState.DONE.value,
    VisitState.CANCELLED.value,
)

VISIT = Flow(
    states=(PLANNED, ANNOUNCED, MINUTED, DONE, CANCELLED),
    moves=(
        Move("visits.announce", (PLANNED,), ANNOUNCED, needs=TO_ANNOUNCE),
        Move("visits.cancel", (PLANNED, ANNOUNCED), CANCELLED),
        Move("visits.draw_up", (ANNOUNCED,), MINUTED, needs=TO_DRAW_UP),
        Move("visits.reopen", (MINUTED,), ANNOUNCED),
        Move("visits.sign", (MINUTED,), DONE, needs=TO_FINISH),
    ),
    final=(DONE, CANCELLED),
)
"""A visit: hidden from the agency before it is announced, and of one text once everybody has signed."""

MOVES = {move.name: move for move in VISIT.moves}
