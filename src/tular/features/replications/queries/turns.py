"""Whose turn it is."""

from __future__ import annotations

from tular.features.accounts.models import User
from tular.features.replications.choices import CaseState, Side, WorkModel
from tular.features.replications.models import Case
from tular.features.replications.queries.people import people_of_owner, reviewers_of

TURNS = {
    CaseState.PREPARING: (Side.TAKER,),
    CaseState.ASKED: (Side.REVIEWER,),
    CaseState.RETURNED: (Side.TAKER,),
    CaseState.VERIFIED: (Side.OWNER,),
    CaseState.REFUSED: (Side.TAKER,),
    CaseState.AGREEING: (Side.TAKER, Side.OWNER),
    CaseState.AGREED: (Side.TAKER,),
    CaseState.RUNNING: (Side.TAKER,),
    CaseState.CLOSING: (Side.OWNER,),
}


def turn_of(case: Case) -> tuple[Side, ...]:
    """The sides that have to act now; empty when nothing is left to do or the case is paused."""
    if case.paused_at is not None:
        return ()
    if case.state == CaseState.CLOSING and case.model == WorkModel.ALONE:
        return (Side.REVIEWER,)
    return TURNS.get(CaseState(case.state), ())


def confirmers_of(case: Case) -> list[User]:
    """Who confirms that it is done: the owner's people; of who worked alone the hub or the centre."""
    return reviewers_of(case) if case.model == WorkModel.ALONE else people_of_owner(case)
