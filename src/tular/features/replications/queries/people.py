"""Whom a case concerns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.queries.roles import hubs_over, memberships_on, today
from tular.features.catalogue.queries.visibility import agency_admins, unit_people, writers_of
from tular.features.replications.choices import Side
from tular.features.replications.models import Case


def people_of_taker(case: Case) -> list[User]:
    """Who works on it at the taker: its unit or the agency's admins, the contact, and who joined."""
    people = unit_people(case.unit_id) if case.unit_id else []
    return _each([*people, *([case.contact] if case.contact else []), *joined(case, Side.TAKER)]) or agency_admins(
        case.taker_id
    )


def people_of_owner(case: Case) -> list[User]:
    """Who speaks for the innovation, and who joined on the owner's side."""
    return _each([*writers_of(case.innovation), *joined(case, Side.OWNER)])


def people_of_facilitator(case: Case) -> list[User]:
    """Who speaks for the facilitator."""
    if case.facilitator_id is None:
        return []
    held = memberships_on(today()).filter(
        Q(role=Role.AGENCY, agency=case.facilitator_id) | Q(role=Role.HUB, hub__agency=case.facilitator_id)
    )
    return _each([*_people(held.values("person_id")), *joined(case, Side.FACILITATOR)])


def reviewers_of(case: Case) -> list[User]:
    """The admins of the hub over the taker; of the centre when there is no hub or nobody in it."""
    held = memberships_on(today())
    of_hub = _people(held.filter(role=Role.HUB, hub__in=hubs_over(case.taker)).values("person_id"))
    return of_hub or centre()


def centre() -> list[User]:
    """The admins of the centre."""
    return _people(memberships_on(today()).filter(role=Role.NATIONAL).values("person_id"))


def joined(case: Case, side: Side) -> list[User]:
    """Who joined on a side."""
    return _people(case.members.filter(side=side, left_at__isnull=True).values("person_id"))


def without(people: Iterable[User], person: object) -> list[User]:
    """Everybody but the one who did it; all of them where the system did."""
    key = getattr(person, "pk", None)
    return [one for one in people if one.pk != key]


def _each(people: Iterable[User]) -> list[User]:
    return list({one.pk: one for one in people if one.is_active}.values())


def _people(ids: QuerySet[Any, Any]) -> list[User]:
    return list(User.objects.filter(pk__in=ids, is_active=True))
