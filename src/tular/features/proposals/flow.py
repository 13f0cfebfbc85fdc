"""Which way a proposal may go from where it stands, until it is submitted and checked.

The name of a move is the name of its action and of its permission; buttons, refusals and the diagram in the
documentation come from this table. Facts that moves need:

- `titled`: it has a title and a group.
- `complete`: nothing that the rulebook asks for is missing or too long, and no computed rule stands in the way.
- `within_quota`: the agency may enter one more in this group.
- `open`: the submission is open for this agency at this moment.
- `fixable`: the time given for mending has not run out.
"""

from __future__ import annotations

from tular.engines.workflow import Flow, Move
from tular.features.proposals.choices import ProposalState

DRAFT, WITH_ADMIN, RETURNED, SUBMITTED, FIXING, WITHDRAWN = (
    ProposalState.DRAFT.value,
    ProposalState.WITH_ADMIN.value,
    ProposalState.RETURNED.value,
    ProposalState.SUBMITTED.value,
    ProposalState.FIXING.value,
    ProposalState.WITHDRAWN.value,
)

PROPOSAL = Flow(
    states=(DRAFT, WITH_ADMIN, RETURNED, SUBMITTED, FIXING, WITHDRAWN),
    moves=(
        Move("proposals.hand_in", (DRAFT, RETURNED), WITH_ADMIN, needs=("titled", "open")),
        Move("proposals.take_back", (WITH_ADMIN,), DRAFT),
        Move("proposals.return", (WITH_ADMIN,), RETURNED),
        Move("proposals.submit", (DRAFT, WITH_ADMIN, RETURNED), SUBMITTED, needs=("complete", "within_quota", "open")),
        Move("proposals.withdraw", (DRAFT, WITH_ADMIN, RETURNED, SUBMITTED), WITHDRAWN, needs=("open",)),
        Move("proposals.restore", (WITHDRAWN,), DRAFT, needs=("open",)),
        Move("proposals.ask_fix", (SUBMITTED,), FIXING),
        Move("proposals.resubmit", (FIXING,), SUBMITTED, needs=("complete", "within_quota", "fixable")),
        Move("proposals.let_fix_pass", (FIXING,), SUBMITTED),
    ),
    final=(),
)
"""The life of a proposal. A unit's people hand it in, the local admin submits it, the secretariat may ask for a fix;
`let_fix_pass` ends the time for mending when nothing came: what was submitted first stands."""

MOVES = {move.name: move for move in PROPOSAL.moves}

EDITABLE = (DRAFT, RETURNED, WITH_ADMIN, FIXING)
"""States in which it may be written: by its writers, with the local admin by the local admin only."""
