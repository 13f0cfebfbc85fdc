"""All people with their roles, for the centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tular.features.accounts.models import User
from tular.features.agencies.choices import PLACELESS_ROLES, JoinState, Role
from tular.features.agencies.models import Hub, JoinRequest, Membership
from tular.features.agencies.queries.below import people_below
from tular.features.agencies.queries.giving import place_of, roles_to_give
from tular.features.agencies.queries.hubs import waiting_invitations
from tular.features.agencies.queries.people import InvitationRow
from tular.features.agencies.queries.roles import memberships_on, roles_of, today
from tular.foundation.ui.shapes import Pages

PAGE_SIZE = 50

type Part = Literal["orang", "undangan", "permohonan", "hub"]

PARTS: tuple[Part, ...] = ("orang", "undangan", "permohonan", "hub")


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role somebody holds today, with its place in words and the page of the place."""

    id: int
    role: str
    place: str
    path: str
    until: date | None
    may_end: bool
    may_lend: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, and the roles they hold today."""

    id: int
    name: str
    email: str
    is_demo: bool
    is_active: bool
    may_switch: bool
    roles: tuple[HeldRole, ...]


@dataclass(frozen=True, slots=True)
class HubRow:
    """A hub with how many admins it has today."""

    slug: str
    name: str
    year: int
    admins: int


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request to join, as a list shows it."""

    id: int
    agency: str
    name: str
    position: str
    state: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class NationalPage:
    """One part of the national list; rows of the other parts are empty."""

    part: Part
    counts: dict[Part, int]
    asked: str
    role: str
    pages: Pages
    people: tuple[Person, ...]
    invitations: tuple[InvitationRow, ...]
    requests: tuple[RequestRow, ...]
    hubs: tuple[HubRow, ...]
    may_invite: bool


def national_page(
    reader: Any, *, part: str = "", asked: str = "", role: str = "", page: str = "", now: datetime
) -> NationalPage | None:
    """The list for admins of the centre, None for everybody else. A fixed number of queries."""
    if not roles_of(reader).is_national:
        return None
    shown: Part = next((one for one in PARTS if one == part), "orang")
    chosen = role if role in Role.values else ""
    given = roles_to_give(reader, None)
    people = _people(asked, chosen)
    requests = JoinRequest.objects.filter(state=JoinState.WAITING).select_related("agency").order_by("sent_at", "pk")
    hubs = _hubs()
    everywhere = waiting_invitations(Q(role__in=PLACELESS_ROLES), now, bool(given))
    counts: dict[Part, int] = {
        "orang": people.count(),
        "undangan": len(everywhere),
        "permohonan": requests.count(),
        "hub": len(hubs),
    }
    pages = Pages.read(page, counts[shown], PAGE_SIZE if shown in ("orang", "permohonan") else max(1, counts[shown]))
    slice_ = slice(pages.start, pages.last)
    listed = list(_with_roles(people)[slice_]) if shown == "orang" else []
    below = people_below(reader, [row.pk for row in listed])
    return NationalPage(
        part=shown,
        counts=counts,
        asked=asked,
        role=chosen,
        pages=pages,
        people=tuple(_person(row, reader, given, below) for row in listed),
        invitations=everywhere if shown == "undangan" else (),
        requests=tuple(_request(row) for row in requests[slice_]) if shown == "permohonan" else (),
        hubs=tuple(hubs) if shown == "hub" else (),
        may_invite=bool(given),
    )


def _people(asked: str, role: str) -> QuerySet[User]:
    people = User.objects.all()
    held = memberships_on(today())
    for word in asked.split()[:8]:
        place = held.filter(Q(agency__name__icontains=word) | Q(unit__name__icontains=word))
        people = people.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(pk__in=place.order_by().values("person"))
        )
    if role:
        people = people.filter(pk__in=held.filter(role=role).order_by().values("person"))
    return people.order_by("name", "pk")


def _with_roles(people: QuerySet[User]) -> QuerySet[User]:
    held = memberships_on(today()).select_related("hub__agency", "agency", "unit__agency").order_by("since", "pk")
    return people.prefetch_related(Prefetch("memberships", held, to_attr="held"))


def _person(row: User, reader: Any, given: tuple[Role, ...], below: frozenset[int]) -> Person:
    held: list[Membership] = row.held  # type: ignore[attr-defined] # prefetched above
    return Person(
        id=row.pk,
        name=row.name,
        email=row.email,
        is_demo=row.is_demo,
        is_active=row.is_active,
        may_switch=row.pk in below,
        roles=tuple(_held(one, reader, given) for one in held),
    )


def _held(row: Membership, reader: Any, given: tuple[Role, ...]) -> HeldRole:
    place = place_of(row)
    agency = row.agency
    path = f"/hub/{row.hub.agency.slug}/instansi" if row.hub else f"/instansi/{agency.slug}/orang" if agency else ""
    # Roles at places are ended where the place is; those that hold everywhere are ended here.
    here = place is None and row.role in given
    own = row.person_id == reader.pk
    return HeldRole(
        id=row.pk,
        role=row.get_role_display(),
        place=", ".join(dict.fromkeys(str(one) for one in (place, agency) if one)),
        path=path,
        until=row.until,
        may_end=here and not (own and row.role in (Role.SUPER, Role.NATIONAL)),
        may_lend=here and row.role in (Role.SUPER, Role.NATIONAL) and row.delegated_from_id is None,
    )


def _hubs() -> list[HubRow]:
    held = memberships_on(today()).filter(hub=OuterRef("pk")).order_by().values("hub")
    admins = held.annotate(count=Count("person", distinct=True)).values("count")
    rows = Hub.objects.select_related("agency").annotate(admins=Coalesce(Subquery(admins), 0)).order_by("agency__name")
    return [HubRow(row.agency.slug, row.agency.name, row.year, row.admins) for row in rows]


def _request(row: JoinRequest) -> RequestRow:
    return RequestRow(row.pk, row.agency.name, row.name, row.position, row.get_state_display(), row.sent_at)
