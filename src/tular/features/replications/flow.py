"""Which way a case may go. The name of a move is the name of its action and of its permission.

Facts that moves need:

- `together`: it is worked on with the owner, not by the taker alone.
- `may_begin`: the taker works alone, or the agreement is signed.
- `decided`: it was decided, after both profiles, to go on.
- `counted`: the main indicator has a baseline.
- `signed`: a signed copy of the working agreement is there.
- `measured`: the main indicator was measured after the beginning.
- `told`: the lessons are written down.
"""

from __future__ import annotations

from tular.engines.workflow import Flow, Move
from tular.features.replications.choices import BEFORE_IT_RUNS, CaseState
from tular.features.replications.queries.standing import TO_ASK, TO_BEGIN, TO_CLOSE, TO_SIGN

PREPARING, ASKED, RETURNED, VERIFIED, REFUSED, AGREEING, AGREED, RUNNING, CLOSING, DONE, STOPPED, CANCELLED = (
    state.value for state in CaseState
)

CASE = Flow(
    states=tuple(state.value for state in CaseState),
    moves=(
        Move("replications.ask", (PREPARING, RETURNED), ASKED, needs=TO_ASK),
        Move("replications.verify", (ASKED,), VERIFIED),
        Move("replications.return_interest", (ASKED,), RETURNED),
        Move("replications.accept", (VERIFIED,), AGREEING),
        Move("replications.refuse", (VERIFIED,), REFUSED),
        Move("replications.choose_again", (RETURNED, REFUSED), PREPARING),
        Move("replications.sign", (AGREEING,), AGREED, needs=TO_SIGN),
        Move("replications.begin", (PREPARING, AGREED), RUNNING, needs=TO_BEGIN),
        Move("replications.report_closing", (RUNNING,), CLOSING, needs=TO_CLOSE),
        Move("replications.return_closing", (CLOSING,), RUNNING),
        Move("replications.confirm_closing", (CLOSING,), DONE),
        Move("replications.cancel", tuple(state.value for state in BEFORE_IT_RUNS), CANCELLED),
        Move("replications.stop", (RUNNING, CLOSING, DONE), STOPPED),
        Move("replications.revive", (STOPPED,), RUNNING),
    ),
    final=(CANCELLED,),
)
"""A case: private while it is prepared, of both sides once the owner is asked, public once they agree or it runs."""

MOVES = {move.name: move for move in CASE.moves}
