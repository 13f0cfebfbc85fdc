"""Who writes, answers for, checks and sees which proposals. Drafts are seen by their own agency alone."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from tular.features.agencies.queries.roles import roles_of
from tular.features.competitions.queries.visibility import competitions_checked_by
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, TeamMember

ARRIVED = (ProposalState.SUBMITTED, ProposalState.FIXING)
"""States in which the organiser sees a proposal; before, it is the agency's own."""


def proposals_visible_to(person: Any) -> QuerySet[Proposal]:
    """What a person may open: what they write or answer for, and what arrived at competitions they check for."""
    if person is None or not person.is_authenticated:
        return Proposal.objects.none()
    arrived = Q(state__in=ARRIVED, competition__in=competitions_checked_by(person).values("pk"))
    return Proposal.objects.filter(_own(person) | arrived)


def proposals_written_by(person: Any) -> QuerySet[Proposal]:
    """Those of a person's units, teams and agencies."""
    return Proposal.objects.filter(_own(person))


def proposals_answered_for_by(person: Any) -> QuerySet[Proposal]:
    """Those of the agencies whose local admin a person is."""
    return Proposal.objects.filter(agency__in=roles_of(person).agencies)


def proposals_checked_by(person: Any) -> QuerySet[Proposal]:
    """Those that arrived at competitions for which a person checks."""
    return Proposal.objects.filter(state__in=ARRIVED, competition__in=competitions_checked_by(person).values("pk"))


def writes_in_team(person: Any, proposal: Proposal) -> bool:
    """Whether the person belongs to the proposal's team."""
    return TeamMember.objects.filter(proposal=proposal, person_id=person.pk, until__isnull=True).exists()


def _own(person: Any) -> Q:
    roles = roles_of(person)
    teams = TeamMember.objects.filter(person_id=person.pk, until__isnull=True).values("proposal")
    return Q(agency__in=roles.agencies) | Q(unit__in=list(roles.units)) | Q(pk__in=teams)
