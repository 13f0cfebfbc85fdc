"""Everything that may change a plenary."""

from tular.features.selection.actions.plenary.approving import approve, propose, send_back
from tular.features.selection.actions.plenary.deciding import break_tie, decide, drop_gone, undo
from tular.features.selection.actions.plenary.sitting import (
    describe_plenary,
    hold_again,
    open_plenary,
    renew_basis,
    set_plenary,
)
from tular.features.selection.actions.plenary.voting import ask, close_vote, record_presence, seat, unseat, vote

__all__ = [
    "approve",
    "ask",
    "break_tie",
    "close_vote",
    "decide",
    "describe_plenary",
    "drop_gone",
    "hold_again",
    "open_plenary",
    "propose",
    "record_presence",
    "renew_basis",
    "seat",
    "send_back",
    "set_plenary",
    "undo",
    "unseat",
    "vote",
]
