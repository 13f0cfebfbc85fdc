"""Who may do what to a proposal: its unit and team write, the local admin submits, the organiser's people check."""

from __future__ import annotations

from typing import Any

from rules.predicates import predicate

from tular.features.agencies.queries.roles import roles_of
from tular.features.competitions.queries.visibility import checks_in, runs_competition
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.visibility import writes_in_team


@predicate
def writes(person: Any, proposal: Proposal) -> bool:
    """Somebody of its unit or team, or the local admin."""
    roles = roles_of(person)
    if proposal.agency_id in roles.agencies or (proposal.unit_id and proposal.unit_id in roles.units):
        return True
    return writes_in_team(person, proposal)


@predicate
def is_local_admin(person: Any, proposal: Proposal) -> bool:
    """Admin of the agency that enters it."""
    return proposal.agency_id in roles_of(person).agencies


@predicate
def checks(person: Any, proposal: Proposal) -> bool:
    """Checks proposals of its competition, or runs it."""
    return checks_in(person, proposal.competition)


@predicate
def runs(person: Any, proposal: Proposal) -> bool:
    """Runs its competition."""
    return runs_competition(person, proposal.competition)
