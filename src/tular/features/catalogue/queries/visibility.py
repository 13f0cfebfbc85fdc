"""Who sees, writes and curates which records, and which people that makes.

`roles` are those of the person, for who has them at hand: they are read otherwise.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.queries.roles import Roles, agencies_of_hubs, hubs_over, memberships_on, roles_of, today
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation


def innovations_visible_to(person: Any) -> QuerySet[Innovation]:
    """The records that a person may open: what is published, what they write, what lies in the area they answer for.

    That a record was withdrawn, and why, its address tells everybody; its text is only for these people.
    """
    minded = _minded(person)
    return Innovation.objects.filter(Q(state=State.PUBLISHED) | minded) if minded else Innovation.objects.all()


def innovations_editable_by(person: Any, roles: Roles | None = None) -> QuerySet[Innovation]:
    """The records that a person may write: those of their units, and those of agencies whose admin they are."""
    roles = roles or roles_of(person)
    return Innovation.objects.filter(Q(agency_id__in=roles.agencies) | Q(service_unit_id__in=list(roles.units)))


def innovations_minded_by(person: Any) -> QuerySet[Innovation]:
    """The records on a person's own list: what they write, and what lies in the area they answer for."""
    return Innovation.objects.filter(_minded(person))


def innovations_curated_by(person: Any, roles: Roles | None = None) -> QuerySet[Innovation]:
    """The records whose publication a person decides: those in the area of their hubs, all for the centre."""
    roles = roles or roles_of(person)
    if roles.is_national:
        return Innovation.objects.all()
    return Innovation.objects.filter(agency_id__in=_area(roles.hubs))


def innovations_approved_by(person: Any, roles: Roles | None = None) -> QuerySet[Innovation]:
    """The records for whose agency a person speaks."""
    return Innovation.objects.filter(agency_id__in=(roles or roles_of(person)).agencies)


def _minded(person: Any) -> Q:
    roles = roles_of(person)
    if roles.is_national:
        return Q()
    return Q(agency_id__in={*roles.agencies, *_area(roles.hubs)}) | Q(service_unit_id__in=list(roles.units))


def _area(hubs: frozenset[int]) -> list[int]:
    """Ids of the agencies in the area of hubs: a few dozen, and quicker as a list than as a query in a query."""
    return list(agencies_of_hubs(hubs).values_list("pk", flat=True)) if hubs else []


def writers_of(innovation: Innovation) -> list[User]:
    """The people of the unit that owns the record; the agency's admins when no unit is known or nobody is in it."""
    unit = innovation.service_unit_id
    people = unit_people(unit) if unit else []
    return people or admins_of(innovation)


def admins_of(innovation: Innovation) -> list[User]:
    """The admins of the agency that owns the record."""
    return agency_admins(innovation.agency_id)


def agency_admins(agency: int) -> list[User]:
    """The admins of the agency of this id."""
    return _people(Q(role=Role.AGENCY, agency_id=agency))


def unit_people(unit: int) -> list[User]:
    """The people of the unit of this id."""
    return _people(Q(unit_id=unit))


def curators_of(innovation: Innovation) -> list[User]:
    """The admins of the hub over the owner; of the centre when there is no hub or nobody in it."""
    return _people(Q(role=Role.HUB, hub__in=hubs_over(innovation.agency))) or _people(Q(role=Role.NATIONAL))


def _people(holding: Q) -> list[User]:
    return list(User.objects.filter(pk__in=memberships_on(today()).filter(holding).values("person_id")))
