"""Who writes a proposal with whom, and who may be asked to."""

from __future__ import annotations

from django.db.models import Q

from tular.features.accounts.models import User
from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.proposals.models import Proposal, SectionComment, TeamMember


def colleague_called(email: str, agency: int) -> User | None:
    """Somebody with this address who holds a role at the agency or one of its units today."""
    there = memberships_on(today()).filter(Q(agency=agency) | Q(unit__agency=agency)).values("person_id")
    return User.objects.filter(email__iexact=email.strip(), is_active=True, pk__in=there).first()


def team_of(proposal: Proposal) -> list[TeamMember]:
    """Those who write along besides the unit."""
    return list(proposal.team.filter(until__isnull=True).select_related("person", "by"))


def member_called(proposal: Proposal, pk: int) -> TeamMember | None:
    """A member of the team, by key."""
    return proposal.team.filter(pk=pk, until__isnull=True).select_related("person").first()


def comment_called(proposal: Proposal, pk: int) -> SectionComment | None:
    """A remark on the proposal, by key."""
    return proposal.comments.filter(pk=pk).first()
