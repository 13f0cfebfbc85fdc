"""Which moves are open from where something stands, and why the others are not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tular.engines.workflow.flow import Flow, FlowError, Move

WRONG_STATE = "state"
"""The reason of a move that does not begin in this state; all other reasons are codes of needs."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A move as it stands now: open when there are no `reasons` against it.

    A reason is `WRONG_STATE`, or the code of a need that is not met, in the order of the table.
    """

    move: Move
    reasons: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing stands in its way."""
        return not self.reasons

    @property
    def begins_here(self) -> bool:
        """Whether it leads on from this state, be it open or not: what a page offers or explains."""
        return WRONG_STATE not in self.reasons

    @property
    def missing(self) -> tuple[str, ...]:
        """The needs that are not met."""
        return tuple(reason for reason in self.reasons if reason != WRONG_STATE)


def moves(flow: Flow, state: str, facts: Collection[str] = ()) -> list[Choice]:
    """All moves of the flow in its order, open or closed with reasons, for something that stands in `state`.

    `facts` are the codes of the needs that are met; those that no move asks for do not matter. Raises ValueError when
    the flow does not know the state.
    """
    _known(flow, state)
    return [_weigh(move, state, facts) for move in flow.moves]


def choice(flow: Flow, name: str, state: str, facts: Collection[str] = ()) -> Choice:
    """The one move of this name, like `moves`. Raises KeyError for an unknown name, ValueError for an unknown state."""
    _known(flow, state)
    return _weigh(flow[name], state, facts)


def _known(flow: Flow, state: str) -> None:
    if state not in flow.states:
        raise FlowError([f"state {state!r} is unknown"])


def _weigh(move: Move, state: str, facts: Collection[str]) -> Choice:
    wrong = () if state in move.sources else (WRONG_STATE,)
    return Choice(move, (*wrong, *(need for need in move.needs if need not in facts)))
