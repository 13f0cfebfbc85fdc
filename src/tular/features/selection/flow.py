"""Which way a plenary may go. The name of a move is the name of its action and of its permission.

Facts that moves need:

- `settled`: places are known, no tie is open, no pool has more than its places, nobody who is gone is in it.
"""

from __future__ import annotations

from tular.engines.workflow import Flow, Move
from tular.features.selection.choices import PlenaryState

OPEN, SETTLED, APPROVED = (PlenaryState.OPEN.value, PlenaryState.SETTLED.value, PlenaryState.APPROVED.value)

PLENARY = Flow(
    states=(OPEN, SETTLED, APPROVED),
    moves=(
        Move("selection.propose", (OPEN,), SETTLED, needs=("settled",)),
        Move("selection.approve", (SETTLED,), APPROVED),
        Move("selection.send_back", (SETTLED,), OPEN),
    ),
    final=(APPROVED,),
)
"""A session decides, a second person approves. What has to change afterwards is a further plenary."""
