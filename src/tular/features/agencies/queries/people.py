"""The people of an agency: who is here, who was, who is invited, and its units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tular.features.agencies.choices import INVITES, InvitationState, Role
from tular.features.agencies.models import Agency, Invitation, Membership, ServiceUnit
from tular.features.agencies.queries.below import people_below
from tular.features.agencies.queries.giving import (
    ADMIN_ROLES,
    GUARDED_ROLES,
    people_path,
    place_of,
    roles_given_by,
    roles_reaching,
)
from tular.features.agencies.queries.roles import (
    Roles,
    agencies_administered_by,
    memberships_on,
    roles_of,
    today,
)
from tular.foundation.ui.shapes import Pages

PAGE_SIZE = 50

type Part = Literal["sekarang", "dulu", "undangan", "unit"]

PARTS: tuple[Part, ...] = ("sekarang", "dulu", "undangan", "unit")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A role of somebody, and what the reader may do about it. `email` is "" for readers who do not administer.

    `may_switch`: the reader may switch the account (`person`) off, or on again when it is not active.
    """

    id: int
    person: int
    name: str
    email: str
    is_demo: bool
    role: str
    unit: str
    since: date
    until: date | None
    stands_in_for: str
    end_reason: str
    mine: bool
    may_end: bool
    may_lend: bool
    is_active: bool
    may_switch: bool


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that still waits, or has expired without an answer."""

    id: int
    email: str
    name: str
    role: str
    place: str
    inviter: str
    sent_at: datetime
    expires_at: datetime
    expired: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with how many people have a role in it today."""

    id: int
    name: str
    people: int
    until: date | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One part of the people of an agency. `counts` belong to the parts; rows of the other parts are empty."""

    slug: str
    name: str
    until: str
    part: Part
    counts: dict[Part, int]
    asked: str
    pages: Pages
    people: tuple[PersonRow, ...]
    invitations: tuple[InvitationRow, ...]
    units: tuple[UnitRow, ...]
    administers: bool
    may_invite: bool
    may_pass_on: bool
    has_admin: bool


def agencies_with_people_visible_to(person: Any) -> QuerySet[Agency]:
    """The single truth of whose people one may see: agencies one administers, and one's own."""
    roles = roles_of(person)
    if roles.is_national:
        return Agency.objects.all()
    mine = Q(pk__in=roles.unit_agencies)
    return Agency.objects.filter(mine | Q(pk__in=agencies_administered_by(person).values("pk")))


def people_page(
    slug: str, reader: Any, *, part: str = "", asked: str = "", page: str = "", now: datetime
) -> PeoplePage | None:
    """The page of the agency's people, None when there is nothing for this reader. A fixed number of queries."""
    agency = agencies_with_people_visible_to(reader).filter(slug=slug).first()
    if agency is None:
        return None
    roles, reach = roles_of(reader), roles_reaching(reader, agency)
    shown: Part = next((one for one in PARTS if one == part), "sekarang")
    if not reach and shown == "undangan" and Role.UNIT_ADMIN not in roles.units.values():
        shown = "sekarang"
    current, former = _current(agency, asked), _former(agency, asked)
    invitations = _invitations(agency, roles, reach)
    units = _units(agency, asked)
    lists: dict[Part, QuerySet[Any]] = {"sekarang": current, "dulu": former, "undangan": invitations, "unit": units}
    counts = {name: rows.count() for name, rows in lists.items()}
    pages = Pages.read(page, counts[shown], PAGE_SIZE)
    rows = list(lists[shown][pages.start : pages.last])
    giving = _Giving(reader, agency, roles, reach)
    if shown in ("sekarang", "dulu"):
        giving.below = people_below(reader, [row.person_id for row in rows])
    return PeoplePage(
        slug=agency.slug,
        name=agency.name,
        until=agency.until,
        part=shown,
        counts=counts,
        asked=asked,
        pages=pages,
        people=tuple(_person_row(row, giving) for row in rows) if shown in ("sekarang", "dulu") else (),
        invitations=tuple(_invitation_row(row, giving, now) for row in rows) if shown == "undangan" else (),
        units=tuple(UnitRow(row.pk, row.name, row.people, row.until) for row in rows) if shown == "unit" else (),
        administers=bool(reach),
        may_invite=giving.anywhere(agency) and not agency.until,
        may_pass_on=roles.is_national,
        has_admin=memberships_on(today()).filter(agency=agency, role=Role.AGENCY).exists(),
    )


class _Giving:
    """Answers for each row, without a query, what `permissions` answers for one."""

    def __init__(self, reader: Any, agency: Agency, roles: Roles, reach: set[Role]) -> None:
        self.reader, self.roles, self.reach = reader, roles, reach
        self.given = roles_given_by(reader, agency, reach)
        self.below: frozenset[int] = frozenset()

    def gives(self, row: Membership | Invitation) -> bool:
        own_unit = row.unit_id is not None and self.roles.units.get(row.unit_id) == Role.UNIT_ADMIN
        return row.role in self.given or (own_unit and row.role in INVITES[Role.UNIT_ADMIN])

    def anywhere(self, agency: Agency) -> bool:
        return bool(self.given) or (
            agency.pk in self.roles.unit_agencies and Role.UNIT_ADMIN in self.roles.units.values()
        )


def _current(agency: Agency, asked: str) -> QuerySet[Membership]:
    rows = memberships_on(today()).filter(agency=agency)
    return _matching(rows, asked).order_by("unit__name", "role", "person__name", "pk")


def _former(agency: Agency, asked: str) -> QuerySet[Membership]:
    day = today()
    over = Q(until__lt=day) | Q(until=day, ended_at__isnull=False) | Q(person__is_active=False)
    return _matching(Membership.objects.filter(over, agency=agency), asked).order_by(
        F("until").desc(nulls_first=True), "person__name", "pk"
    )


def _matching(rows: QuerySet[Membership], asked: str) -> QuerySet[Membership]:
    for word in asked.split()[:8]:
        rows = rows.filter(
            Q(person__name__icontains=word) | Q(person__email__icontains=word) | Q(unit__name__icontains=word)
        )
    return rows.select_related("person", "unit", "delegated_from__person")


def _invitations(agency: Agency, roles: Roles, reach: set[Role]) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(agency=agency, state=InvitationState.WAITING)
    if not reach:
        rows = rows.filter(unit__in=[pk for pk, role in roles.units.items() if role == Role.UNIT_ADMIN])
    return rows.select_related("invited_by", "unit").order_by("expires_at", "pk")


def _units(agency: Agency, asked: str) -> QuerySet[ServiceUnit]:
    held = memberships_on(today()).filter(unit=OuterRef("pk")).order_by().values("unit")
    people = held.annotate(count=Count("person", distinct=True)).values("count")
    rows = agency.units.annotate(people=Coalesce(Subquery(people), 0))
    for word in asked.split()[:8]:
        rows = rows.filter(name__icontains=word)
    return rows.order_by("until", "name")


def _person_row(row: Membership, giving: _Giving) -> PersonRow:
    mine = row.person_id == giving.reader.pk
    gives = giving.gives(row)
    # One's own admin role is handed over, not ended.
    own_admin = mine and row.role in GUARDED_ROLES and row.delegated_from_id is None
    return PersonRow(
        id=row.pk,
        person=row.person_id,
        name=row.person.name,
        email=row.person.email if giving.reach else "",
        is_demo=row.person.is_demo,
        role=row.get_role_display(),
        unit=row.unit.name if row.unit else "",
        since=row.since,
        until=row.until,
        stands_in_for=row.delegated_from.person.name if row.delegated_from else "",
        end_reason=row.end_reason,
        mine=mine,
        may_end=(gives or mine) and not own_admin,
        may_lend=(gives or mine) and row.role in ADMIN_ROLES and row.delegated_from_id is None,
        is_active=row.person.is_active,
        may_switch=row.person_id in giving.below,
    )


def _invitation_row(row: Invitation, giving: _Giving, now: datetime) -> InvitationRow:
    return InvitationRow(
        id=row.pk,
        email=row.email,
        name=row.name,
        role=row.get_role_display(),
        place=row.unit.name if row.unit else "",
        inviter=row.invited_by.name if row.invited_by else "",
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        expired=row.expires_at <= now,
        may_change=giving.gives(row),
    )


def memberships_visible_to(person: Any) -> QuerySet[Membership]:
    """The single truth of which memberships one sees: one's own, and those of places whose people one sees."""
    roles = roles_of(person)
    rows = Membership.objects.select_related("person", "hub__agency", "agency", "unit__agency")
    if roles.is_national:
        return rows
    agencies = agencies_with_people_visible_to(person).values("pk")
    return rows.filter(Q(person=person) | Q(hub__in=roles.hubs) | Q(agency__in=agencies))


def invitations_visible_to(person: Any) -> QuerySet[Invitation]:
    """The single truth of which invitations one sees: one's own, and those of places one administers."""
    roles = roles_of(person)
    rows = Invitation.objects.select_related("invited_by", "hub__agency", "agency", "unit__agency")
    if roles.is_national:
        return rows
    led = [pk for pk, role in roles.units.items() if role == Role.UNIT_ADMIN]
    agencies = agencies_administered_by(person).values("pk")
    return rows.filter(Q(email=person.email.lower()) | Q(hub__in=roles.hubs) | Q(agency__in=agencies) | Q(unit__in=led))


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role of the reader, today's or a former one."""

    id: int
    role: str
    place: str
    path: str
    since: date
    until: date | None
    running: bool
    stands_in_for: str
    lent_to: tuple[str, ...]
    end_reason: str
    may_lend: bool
    may_end: bool


def own_roles(person: Any) -> tuple[OwnRole, ...]:
    """Every role the person has or had, today's first. Three queries."""
    day = today()
    running = set(memberships_on(day).filter(person=person).values_list("pk", flat=True))
    lent = Prefetch("delegations", memberships_on(day).select_related("person"), to_attr="lent")
    rows = (
        Membership.objects.filter(person=person)
        .select_related("hub__agency", "agency", "unit", "delegated_from__person")
        .prefetch_related(lent)
        .order_by("-since", "-pk")
    )
    found = [_own(row, running=row.pk in running) for row in rows]
    return tuple(sorted(found, key=lambda role: not role.running))


def _own(row: Membership, *, running: bool) -> OwnRole:
    place = row.unit or row.hub or row.agency
    path = ""
    if running and row.role not in (Role.EVALUATOR, Role.AUTHOR, Role.MEMBER):
        path = people_path(place_of(row))
    lendable = running and row.role in ADMIN_ROLES and row.delegated_from_id is None
    return OwnRole(
        id=row.pk,
        role=row.get_role_display(),
        place=", ".join(dict.fromkeys(str(one) for one in (place, row.agency) if one)),
        path=path,
        since=row.since,
        until=row.until,
        running=running,
        stands_in_for=row.delegated_from.person.name if row.delegated_from else "",
        lent_to=tuple(one.person.name for one in row.lent),  # type: ignore[attr-defined] # prefetched above
        end_reason=row.end_reason,
        may_lend=lendable,
        may_end=running and not (row.role in GUARDED_ROLES and row.delegated_from_id is None),
    )
