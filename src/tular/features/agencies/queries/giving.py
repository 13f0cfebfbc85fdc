"""Which roles somebody may give where: accounts are handed down, each admin within their own area."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from tular.features.accounts.models import User
from tular.features.agencies.choices import (
    AGENCY_ROLES,
    HUB_ROLES,
    INVITES,
    PLACELESS_ROLES,
    UNIT_ROLES,
    Role,
)
from tular.features.agencies.models import Agency, Hub, Invitation, JoinRequest, Membership, ServiceUnit
from tular.features.agencies.queries.roles import Roles, agencies_of_hubs, hubs_over, memberships_on, roles_of, today

type Place = Hub | Agency | ServiceUnit | None
"""Where a role holds; None is everywhere."""

ADMIN_ROLES = (Role.SUPER, Role.NATIONAL, Role.HUB, Role.AGENCY, Role.UNIT_ADMIN)
"""Roles that can be lent to somebody for a while, and handed over."""

GUARDED_ROLES = (Role.SUPER, Role.NATIONAL, Role.HUB, Role.AGENCY)
"""A place that once had one of these is never left without it."""

FITTING: dict[type, tuple[Role, ...]] = {
    Hub: HUB_ROLES,
    Agency: AGENCY_ROLES,
    ServiceUnit: UNIT_ROLES,
    type(None): PLACELESS_ROLES,
}


def place_of(row: Membership | Invitation) -> Place:
    """The place itself: of a unit's membership the unit, not its agency."""
    return row.unit or row.hub or row.agency


def place_fields(place: Place) -> dict[str, Any]:
    """The columns of a membership or invitation that name the place."""
    if isinstance(place, ServiceUnit):
        return {"hub_id": None, "agency_id": place.agency_id, "unit_id": place.pk}
    return {
        "hub_id": place.pk if isinstance(place, Hub) else None,
        "agency_id": place.pk if isinstance(place, Agency) else None,
        "unit_id": None,
    }


def people_path(place: Place) -> str:
    """Address of the page that lists the people of the place."""
    if isinstance(place, Hub):
        return f"/hub/{place.agency.slug}/instansi"
    if place is None:
        return "/pembina/orang"
    return f"/instansi/{(place.agency if isinstance(place, ServiceUnit) else place).slug}/orang"


def roles_reaching(person: Any, place: Place) -> set[Role]:
    """The admin roles of a person whose area holds the place; at most three queries."""
    return _reaching(roles_of(person), place)


def _reaching(roles: Roles, place: Place) -> set[Role]:
    found: set[Role] = {role for role in (Role.SUPER, Role.NATIONAL) if role in roles.everywhere}
    if isinstance(place, Hub):
        return found | ({Role.HUB} if place.pk in roles.hubs else set())
    if place is None:
        return found
    agency = place.agency_id if isinstance(place, ServiceUnit) else place.pk
    if roles.hubs and agencies_of_hubs(roles.hubs).filter(pk=agency).exists():
        found.add(Role.HUB)
    if agency in roles.agencies:
        found.add(Role.AGENCY)
    if isinstance(place, ServiceUnit) and roles.units.get(place.pk) == Role.UNIT_ADMIN:
        found.add(Role.UNIT_ADMIN)
    return found


def roles_to_give(person: Any, place: Place) -> tuple[Role, ...]:
    """The roles that the person may give at this very place, from the top down."""
    given = roles_given_by(person, place, roles_reaching(person, place))
    return tuple(role for role in FITTING[type(place)] if role in given)


def roles_given_by(person: Any, place: Place, reach: set[Role]) -> set[Role]:
    """What the person's admin roles that reach a place let them give, there and below; at most three queries.

    A role that was lent does not give itself: who stands in for somebody could else make themselves or others the same
    for good, or end who lent it.
    """
    itself = {role for role in reach if role in INVITES.get(role, ())}
    lent = itself - _reaching(roles_of(person, own=True), place) if itself else itself
    return {role for held in reach for role in INVITES.get(held, ()) if not (role == held and held in lent)}


def units_to_fill(person: Any, agency: Agency) -> QuerySet[ServiceUnit]:
    """The agency's living units into which the person may invite, by name."""
    roles = roles_of(person)
    units = agency.units.filter(Q(until__isnull=True) | Q(until__gte=today()))
    if roles.is_super or agency.pk in roles.agencies:
        return units
    return units.filter(pk__in=[pk for pk, role in roles.units.items() if role == Role.UNIT_ADMIN])


def admins_above(agency: Agency) -> QuerySet[User]:
    """Who decides about the agency's admins: those of its hub, else of the centre, else super admins."""
    held = memberships_on(today())
    hubs = held.filter(role=Role.HUB, hub__in=hubs_over(agency).values("pk"))
    for group in (hubs, held.filter(role=Role.NATIONAL)):
        if group.exists():
            return User.objects.filter(pk__in=group.values("person"))
    return User.objects.filter(pk__in=held.filter(role=Role.SUPER).values("person"))


def same_place(row: Membership) -> QuerySet[Membership]:
    """The memberships that hold today with the same role at the same place, this one among them."""
    return memberships_on(today()).filter(
        role=row.role, hub=row.hub_id, agency=row.agency_id, unit=row.unit_id
    )  # fmt: skip


def is_last_admin(row: Membership) -> bool:
    """Whether nobody else holds this admin role here in their own right and without a known end."""
    others = same_place(row).exclude(pk=row.pk).filter(delegated_from__isnull=True, until__isnull=True)
    return row.role in GUARDED_ROLES and row.delegated_from_id is None and not others.exists()


def may_take_over(row: Membership) -> QuerySet[User]:
    """Who can stand in for the holder or take over from them: the people of the place and, of a hub, its agency."""
    held = memberships_on(today())
    if row.hub is not None:
        near = Q(hub=row.hub_id) | Q(agency=row.hub.agency_id)
    elif row.agency_id:
        near = Q(agency=row.agency_id)
    else:
        near = Q(role__in=[Role.SUPER, Role.NATIONAL])
    return User.objects.filter(pk__in=held.filter(near).values("person")).exclude(pk=row.person_id)


def decides_on_joining(person: Any, request: JoinRequest) -> bool:
    """Whether the person is an admin above the agency that asks."""
    return bool(roles_reaching(person, request.agency) & {Role.SUPER, Role.NATIONAL, Role.HUB})
