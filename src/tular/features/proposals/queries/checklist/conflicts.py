"""Whose proposals somebody may not decide about."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from tular.features.agencies.queries.roles import roles_of
from tular.features.proposals.models import Proposal, TeamMember


def own_work(person: Any) -> Q:
    """The proposals that others decide about: those of the person's own agencies, units and teams.

    Whoever holds a competition for their own units decides about these all the same, but for what they write
    themselves: there is nobody else who could.
    """
    roles = roles_of(person)
    of_agency = Q(agency__in=roles.agencies | roles.unit_agencies) & ~Q(agency=F("competition__organiser"))
    teams = TeamMember.objects.filter(person_id=person.pk, until__isnull=True).values("proposal")
    return of_agency | Q(unit__in=list(roles.units)) | Q(pk__in=teams)


def own_among(person: Any, proposals: set[int] | None = None, *, competition: int | None = None) -> frozenset[int]:
    """Ids of the person's own proposals among these, or in a competition. Two queries."""
    rows = Proposal.objects.filter(own_work(person))
    if proposals is not None:
        rows = rows.filter(pk__in=proposals)
    if competition is not None:
        rows = rows.filter(competition=competition)
    return frozenset(rows.values_list("pk", flat=True))
