"""Who somebody is today: the roles that hold, and the area each of them reaches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub, Membership
from tular.foundation.access.asked import asked_once


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of one person on one day, with the ids of the places where they hold."""

    everywhere: frozenset[Role] = frozenset()
    hubs: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()
    units: dict[int, Role] = field(default_factory=dict)
    unit_agencies: frozenset[int] = frozenset()

    @property
    def is_super(self) -> bool:
        """Super admin."""
        return Role.SUPER in self.everywhere

    @property
    def is_national(self) -> bool:
        """Admin pembina, or above."""
        return self.is_super or Role.NATIONAL in self.everywhere

    def has(self, role: Role) -> bool:
        """Whether the role holds anywhere."""
        return (
            role in self.everywhere
            or (role == Role.HUB and bool(self.hubs))
            or (role == Role.AGENCY and bool(self.agencies))
            or role in self.units.values()
        )


def today() -> date:
    """The day in Jakarta: memberships begin and end there, whatever zone a person reads in."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def memberships_on(day: date) -> QuerySet[Membership]:
    """The memberships that hold on a day, of people who may sign in.

    Once the demo is over its people hold nothing: nobody reads what is asked of them, and no place has them as admin.
    """
    held = lasting_on(day).filter(since__lte=day, person__is_active=True)
    return held if settings.DEMO else held.filter(person__is_demo=False)


def real_people_with_roles() -> int:
    """How many people who were not made up for the demo hold a role today."""
    real = memberships_on(today()).filter(person__is_demo=False)
    return real.aggregate(people=Count("person", distinct=True))["people"]


def lasting_on(day: date) -> QuerySet[Membership]:
    """The memberships that have not ended by a day, begun or not; also of people whose account is switched off."""
    # Who was removed at once keeps the day as their last in history, but nothing more may be done with the role.
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=day) | Q(until=day, ended_at__isnull=True))


def roles_of(person: Any, day: date | None = None, *, own: bool = False) -> Roles:
    """What a person is; one query in a request, none for a stranger. With `own`, without what was lent to them."""
    if person is None or not person.is_authenticated:
        return Roles()
    on = day or today()
    return asked_once(("roles", person.pk, on, own), lambda: _roles(person.pk, on, own=own))


def _roles(person: int, day: date, *, own: bool) -> Roles:
    rows = memberships_on(day).filter(person_id=person)
    if own:
        rows = rows.filter(delegated_from__isnull=True)
    held = list(rows.values_list("role", "hub_id", "agency_id", "unit_id"))
    return Roles(
        everywhere=frozenset(Role(role) for role, hub, agency, unit in held if not (hub or agency or unit)),
        hubs=frozenset(hub for _, hub, _, _ in held if hub),
        agencies=frozenset(agency for _, _, agency, unit in held if agency and not unit),
        # An admin's membership of a unit outweighs a plain one.
        units={
            unit: Role(role) for role, _, _, unit in sorted(held, key=lambda row: row[0] == Role.UNIT_ADMIN) if unit
        },
        unit_agencies=frozenset(agency for _, _, agency, unit in held if agency and unit),
    )


def agencies_of_hubs(hubs: frozenset[int]) -> QuerySet[Agency]:
    """The area of hubs: of a province the governments in it; of a ministry or body itself and what is below it."""
    area = Q(pk__in=[])
    for agency_id, region in Hub.objects.filter(pk__in=hubs).values_list("agency_id", "agency__region_id"):
        area |= Q(pk=agency_id) | Q(parent_id=agency_id)
        if region:
            area |= Q(region_id=region) | Q(region__parent_id=region)
    return Agency.objects.filter(area)


def hubs_over(agency: Agency) -> QuerySet[Hub]:
    """The hubs in whose area the agency lies: its own, its parent's, its province's."""
    over = Q(agency=agency.pk)
    if agency.parent_id:
        over |= Q(agency=agency.parent_id)
    if agency.region_id:
        over |= Q(agency__region=agency.region_id) | Q(agency__region__children=agency.region_id)
    return Hub.objects.filter(over).distinct()


def agencies_administered_by(person: Any) -> QuerySet[Agency]:
    """Agencies whose people and records the person answers for: their own, those of their hubs, all for the centre."""
    roles = roles_of(person)
    if roles.is_national:
        return Agency.objects.all()
    return Agency.objects.filter(Q(pk__in=roles.agencies) | Q(pk__in=agencies_of_hubs(roles.hubs).values("pk")))
