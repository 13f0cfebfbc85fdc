"""Who sees which cases, and as which side: the taker from the first word, the others from when they are asked."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import Roles, agencies_of_hubs, hubs_over, roles_of
from tular.features.replications.choices import Side
from tular.features.replications.models import Case, Meeting

WITH = ("innovation__agency", "owner", "taker__region", "unit", "facilitator", "rulebook", "replication", "contact")
"""What nearly every page of a case needs besides."""


def cases_visible_to(person: Any) -> QuerySet[Case]:
    """The cases that a person may open.

    The taker's people see theirs always; the owner's from when they were asked; facilitators from when interest was
    sent; the hub over the taker and the centre from when interest was sent or the replication is public.
    """
    if person is None or not person.is_authenticated:
        return Case.objects.none()
    return cases_held().filter(reduce(or_, side_conditions(person).values()))


def cases_held() -> QuerySet[Case]:
    """Every case; once the demo is over, those made up for it are gone from all lists and pages."""
    return Case.objects.all() if settings.DEMO else Case.objects.filter(is_demo=False)


def cases_taken_by(person: Any) -> QuerySet[Case]:
    """The cases in which the person works for the taker."""
    return cases_held().filter(_taking(roles_of(person)) | _joined(person, Side.TAKER))


def side_conditions(person: Any) -> dict[Side, Q]:
    """For each side on which the person may stand, which cases they see; who joined stands where they joined."""
    roles = roles_of(person)
    told = Q(asked_at__isnull=False) | Q(replication__isnull=False)
    found = {
        Side.TAKER: _taking(roles) | _joined(person, Side.TAKER),
        Side.OWNER: Q(owner_told_at__isnull=False) & _owning(roles) | _joined(person, Side.OWNER),
        Side.FACILITATOR: told & _facilitating(roles) | _joined(person, Side.FACILITATOR),
        Side.REVIEWER: _joined(person, Side.REVIEWER),
    }
    if roles.is_national:
        found[Side.REVIEWER] |= told
    elif roles.hubs:
        found[Side.REVIEWER] |= told & Q(taker_id__in=list(agencies_of_hubs(roles.hubs).values_list("pk", flat=True)))
    return found


def meetings_hosted_by(person: Any) -> QuerySet[Meeting]:
    """The meetings for which a person answers as host: its admins, and the unit that owns or copied the innovation."""
    if person is None or not person.is_authenticated:
        return Meeting.objects.none()
    roles = roles_of(person)
    units = list(roles.units)
    owning = Q(host_id=F("case__innovation__agency_id"), case__innovation__service_unit_id__in=units)
    copied = Case.objects.filter(
        taker=OuterRef("host"), innovation=OuterRef("case__innovation"), unit_id__in=units, replication__isnull=False
    )
    return _meetings_held().filter(Q(host_id__in=roles.agencies) | owning | Exists(copied))


def meetings_visible_to(person: Any) -> QuerySet[Meeting]:
    """Those that a person hosts, and those of the cases that they may open."""
    if person is None or not person.is_authenticated:
        return Meeting.objects.none()
    cases = cases_visible_to(person).values("pk")
    return _meetings_held().filter(Q(pk__in=meetings_hosted_by(person).values("pk")) | Q(case__in=cases))


def _meetings_held() -> QuerySet[Meeting]:
    """As `cases_held`."""
    return Meeting.objects.all() if settings.DEMO else Meeting.objects.filter(case__is_demo=False)


def sides_of(person: Any, case: Case) -> frozenset[Side]:
    """On whose behalf the person may act; nobody acts for both parties but who belongs to both. Few queries."""
    if person is None or not person.is_authenticated:
        return frozenset()
    roles = roles_of(person)
    joined = set(case.members.filter(person_id=person.pk, left_at__isnull=True).values_list("side", flat=True))
    found = {Side(one) for one in joined}
    if case.taker_id in roles.agencies or (case.unit_id and case.unit_id in roles.units):
        found.add(Side.TAKER)
    if case.owner_told_at is not None and _owns(roles, case):
        found.add(Side.OWNER)
    if case.facilitator_id and (case.asked_at or case.replication_id) and _speaks_for(roles, case.facilitator_id):
        found.add(Side.FACILITATOR)
    if (case.asked_at or case.replication_id) and reviews(person, case.taker):
        found.add(Side.REVIEWER)
    return frozenset(found)


def may_add_for(person: Any, case: Case) -> list[Side]:
    """The sides to which a person may add members: their own; hub and centre may for the taker."""
    found = sides_of(person, case)
    if Side.REVIEWER in found:
        found = (found - {Side.REVIEWER}) | {Side.TAKER}
    return sorted(found)


def reviews(person: Any, taker: Agency) -> bool:
    """Admin of a hub over the taker, or of the centre."""
    roles = roles_of(person)
    return roles.is_national or (bool(roles.hubs) and hubs_over(taker).filter(pk__in=roles.hubs).exists())


def takers_for(person: Any) -> QuerySet[Agency]:
    """The agencies for which a person may begin a case: those whose admin they are, or in a unit of which they work."""
    roles = roles_of(person)
    return Agency.objects.filter(pk__in=roles.agencies | roles.unit_agencies).order_by("name")


def _taking(roles: Roles) -> Q:
    return Q(taker_id__in=roles.agencies) | Q(unit_id__in=list(roles.units))


def _owning(roles: Roles) -> Q:
    return Q(innovation__agency_id__in=roles.agencies) | Q(innovation__service_unit_id__in=list(roles.units))


def _owns(roles: Roles, case: Case) -> bool:
    innovation = case.innovation
    return innovation.agency_id in roles.agencies or (
        innovation.service_unit_id is not None and innovation.service_unit_id in roles.units
    )


def _facilitating(roles: Roles) -> Q:
    return Q(facilitator_id__in=roles.agencies) | Q(facilitator__hub__in=roles.hubs)


def _speaks_for(roles: Roles, agency: int) -> bool:
    if agency in roles.agencies:
        return True
    return bool(roles.hubs) and Agency.objects.filter(pk=agency, hub__in=roles.hubs).exists()


def _joined(person: Any, side: Side) -> Q:
    """The cases in which the person joined on the side."""
    rows = Case.objects.filter(members__person_id=person.pk, members__side=side, members__left_at__isnull=True)
    return Q(pk__in=rows.values("pk"))
