"""Whose account somebody may switch off and on again: that of people all of whose roles lie below their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tular.features.agencies.choices import Role
from tular.features.agencies.models import Membership
from tular.features.agencies.queries.roles import Roles, agencies_of_hubs, lasting_on, roles_of, today

RANKS = {role: rank for rank, role in enumerate(Role)}
"""From the top down; roles that administer nobody are below all others."""

NATIONAL_RANK, HUB_RANK, AGENCY_RANK, UNIT_RANK = (
    RANKS[role] for role in (Role.NATIONAL, Role.HUB, Role.AGENCY, Role.UNIT_ADMIN)
)


def people_below(reader: Any, people: Iterable[int]) -> frozenset[int]:
    """Ids of those of `people` whose account the reader may switch. At most four queries, however many they are.

    Every role that a person has or will have counts, also while the account is off. Who has none is below the centre
    alone. Super admins have nobody above: one who is it in their own right may switch another one.
    """
    roles, wanted = roles_of(reader), frozenset(people) - {reader.pk}
    if not wanted or not (roles.everywhere or roles.hubs or roles.agencies or roles.units):
        return frozenset()
    held: dict[int, list[Membership]] = defaultdict(list)
    for row in lasting_on(today()).filter(person__in=wanted).order_by():
        held[row.person_id].append(row)
    agencies = {row.agency_id for rows in held.values() for row in rows if row.agency_id}
    near = agencies_of_hubs(roles.hubs).filter(pk__in=agencies).values_list("pk", flat=True) if roles.hubs else ()
    own_super = roles.is_super and _is_super_in_own_right(reader)
    above = _Above(roles, frozenset(near), own_super=own_super)
    return frozenset(
        person
        for person in wanted
        if (all(above.stands(row) for row in held[person]) if held[person] else roles.is_national)
    )


@dataclass(frozen=True, slots=True)
class _Above:
    """The reader's own roles, and the agencies of their hubs."""

    roles: Roles
    near: frozenset[int]
    own_super: bool

    def stands(self, row: Membership) -> bool:
        """Whether the reader has a higher role in whose area this one lies."""
        rank = RANKS[Role(row.role)]
        if row.role == Role.SUPER:
            return self.own_super
        if self.roles.is_super or (self.roles.is_national and rank > NATIONAL_RANK):
            return True
        if row.agency_id is None:
            return False
        return (
            (row.agency_id in self.near and rank > HUB_RANK)
            or (row.agency_id in self.roles.agencies and rank > AGENCY_RANK)
            or (row.unit_id is not None and self.roles.units.get(row.unit_id) == Role.UNIT_ADMIN and rank > UNIT_RANK)
        )


def _is_super_in_own_right(person: Any) -> bool:
    return lasting_on(today()).filter(person=person.pk, role=Role.SUPER, delegated_from=None, until=None).exists()
