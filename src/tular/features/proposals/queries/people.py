"""Whom a proposal concerns: who writes it, who answers for it, who asked for a fix."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tular.features.accounts.models import User
from tular.features.catalogue.queries.visibility import agency_admins, unit_people
from tular.features.proposals.choices import CheckDecision
from tular.features.proposals.models import Proposal


def writers_of(proposal: Proposal) -> list[User]:
    """The people of its unit and team; the agency's admins when nobody is there. Three queries at most."""
    found = unit_people(proposal.unit_id) if proposal.unit_id else []
    team = User.objects.filter(
        pk__in=proposal.team.filter(until__isnull=True).values("person_id"), is_active=True
    ).exclude(pk__in=[one.pk for one in found])
    return [*found, *team] or local_admins_of(proposal)


def local_admins_of(proposal: Proposal) -> list[User]:
    """The admins of the agency that enters it."""
    return agency_admins(proposal.agency_id)


def both_sides_of(proposal: Proposal) -> list[User]:
    """Writers and local admins, each once."""
    return list({one.pk: one for one in (*writers_of(proposal), *local_admins_of(proposal))}.values())


def askers_of(proposal: Proposal) -> list[User]:
    """Those who asked for the fix that is due or was made."""
    asked = proposal.checks.filter(decision=CheckDecision.FIX, taken_back_at__isnull=True)
    return list(User.objects.filter(pk__in=asked.values("by_id"), is_active=True))


def without(people: Iterable[User], person: Any) -> list[User]:
    """Everybody but the one who did it; all of them where the system did."""
    return [one for one in people if person is None or one.pk != person.pk]
