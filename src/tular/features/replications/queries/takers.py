"""Everybody who copies an innovation and can be told: the people of its open and running cases."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.replications.choices import CaseState
from tular.features.replications.models import Case
from tular.features.replications.queries.visibility import cases_held


def cases_of_takers(innovation: int) -> QuerySet[Case]:
    """The cases whose takers use the innovation or prepare to: all but those that were cancelled or stopped."""
    ended = [CaseState.CANCELLED, CaseState.STOPPED]
    return cases_held().filter(innovation=innovation).exclude(state__in=ended)


def people_of_takers(innovation: int) -> dict[int, list[User]]:
    """Case id → who works on it at the taker: its unit's people and contact, else the agency's admins. Four queries."""
    cases = list(cases_of_takers(innovation).values_list("pk", "taker", "unit", "contact"))
    held = memberships_on(today())
    by_unit: dict[int, list[User]] = {}
    by_agency: dict[int, list[User]] = {}
    units = {unit for _pk, _taker, unit, _contact in cases if unit}
    takers = {taker for _pk, taker, _unit, _contact in cases}
    for row in held.filter(unit__in=units).select_related("person"):
        by_unit.setdefault(row.unit_id or 0, []).append(row.person)
    for row in held.filter(role=Role.AGENCY, agency__in=takers).select_related("person"):
        by_agency.setdefault(row.agency_id or 0, []).append(row.person)
    contacts = User.objects.in_bulk({contact for *_rest, contact in cases if contact})
    found = {}
    for pk, taker, unit, contact in cases:
        people = [*by_unit.get(unit or 0, ()), *([contacts[contact]] if contact in contacts else [])]
        each = {one.pk: one for one in (people or by_agency.get(taker, [])) if one.is_active}
        found[pk] = list(each.values())
    return found


def has_takers() -> Exists:
    """For a queryset of innovations: whether somebody copies it here."""
    ended = [CaseState.CANCELLED, CaseState.STOPPED]
    return Exists(Case.objects.filter(innovation=OuterRef("pk")).exclude(state__in=ended))
