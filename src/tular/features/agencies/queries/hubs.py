"""Hubs with the agencies of their area, and the requests and invitations that wait there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tular.features.agencies.choices import InvitationState, JoinState, Role
from tular.features.agencies.models import Agency, Hub, Invitation, JoinRequest, Membership
from tular.features.agencies.queries.below import people_below
from tular.features.agencies.queries.giving import ADMIN_ROLES, roles_to_give
from tular.features.agencies.queries.listing import agencies_matching
from tular.features.agencies.queries.people import InvitationRow, PersonRow
from tular.features.agencies.queries.roles import agencies_of_hubs, memberships_on, roles_of, today
from tular.foundation.ui.shapes import Pages

PAGE_SIZE = 50

type Part = Literal["semua", "tanpa-admin", "menunggu"]

PARTS: tuple[Part, ...] = ("semua", "tanpa-admin", "menunggu")


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency of the area: how many admins and people it has, and the request and invitation that wait."""

    slug: str
    name: str
    admins: int
    people: int
    request: int | None
    invited_until: datetime | None


@dataclass(frozen=True, slots=True)
class HubPage:
    """The agencies of a hub's area, one part of them, and the hub's own people."""

    slug: str
    name: str
    year: int
    part: Part
    counts: dict[Part, int]
    asked: str
    pages: Pages
    rows: tuple[AgencyRow, ...]
    admins: tuple[PersonRow, ...]
    invitations: tuple[InvitationRow, ...]
    may_invite: bool

    @property
    def without_admin(self) -> int:
        """How many agencies have no admin."""
        return self.counts["tanpa-admin"]


def hubs_visible_to(person: Any) -> QuerySet[Hub]:
    """The single truth of whose agencies one sees as a hub: one's own hubs; all for the centre."""
    roles = roles_of(person)
    return Hub.objects.all() if roles.is_national else Hub.objects.filter(pk__in=roles.hubs)


def hub_page(
    slug: str, reader: Any, *, part: str = "", asked: str = "", page: str = "", now: datetime
) -> HubPage | None:
    """The page of the hub, None when there is nothing for this reader. A fixed number of queries."""
    hub = hubs_visible_to(reader).select_related("agency").filter(agency__slug=slug).first()
    if hub is None:
        return None
    shown: Part = next((one for one in PARTS if one == part), "semua")
    area = agencies_matching(asked).filter(pk__in=agencies_of_hubs(frozenset({hub.pk})).values("pk"), until="")
    admin = Exists(memberships_on(today()).filter(agency=OuterRef("pk"), role=Role.AGENCY))
    waiting = JoinRequest.objects.filter(agency=OuterRef("pk"), state=JoinState.WAITING).order_by("sent_at")
    lists = {"semua": area, "tanpa-admin": area.filter(~admin), "menunggu": area.filter(Exists(waiting))}
    counts: dict[Part, int] = {name: lists[name].count() for name in PARTS}
    pages = Pages.read(page, counts[shown], PAGE_SIZE)
    may_invite = bool(roles_to_give(reader, hub))
    holders = list(_holders(Q(hub=hub)))
    below = people_below(reader, [row.person_id for row in holders])
    return HubPage(
        slug=slug,
        name=hub.agency.name,
        year=hub.year,
        part=shown,
        counts=counts,
        asked=asked,
        pages=pages,
        rows=tuple(_rows(lists[shown], waiting, pages)),
        admins=tuple(holder_row(row, reader, may_invite, below) for row in holders),
        invitations=waiting_invitations(Q(hub=hub), now, may_invite),
        may_invite=may_invite,
    )


def holder_row(row: Membership, reader: Any, may_change: bool, below: frozenset[int]) -> PersonRow:
    """A role at a hub or everywhere, for a reader who may or may not change the list; `below`: `people_below`."""
    mine, lent = row.person_id == reader.pk, row.delegated_from_id is not None
    return PersonRow(
        id=row.pk,
        person=row.person_id,
        name=row.person.name,
        email=row.person.email,
        is_demo=row.person.is_demo,
        role=row.get_role_display(),
        unit="",
        since=row.since,
        until=row.until,
        stands_in_for=row.delegated_from.person.name if row.delegated_from else "",
        end_reason=row.end_reason,
        mine=mine,
        may_end=(may_change or mine) and not (mine and row.role in ADMIN_ROLES and not lent),
        may_lend=(may_change or mine) and row.role in ADMIN_ROLES and not lent,
        is_active=row.person.is_active,
        may_switch=row.person_id in below,
    )


def waiting_invitations(where: Q, now: datetime, may_change: bool) -> tuple[InvitationRow, ...]:
    """Invitations without an answer, the oldest first."""
    rows = Invitation.objects.filter(where, state=InvitationState.WAITING).select_related("invited_by", "hub__agency")
    return tuple(
        InvitationRow(
            id=row.pk,
            email=row.email,
            name=row.name,
            role=row.get_role_display(),
            place=str(row.hub or ""),
            inviter=row.invited_by.name if row.invited_by else "",
            sent_at=row.sent_at,
            expires_at=row.expires_at,
            expired=row.expires_at <= now,
            may_change=may_change,
        )
        for row in rows.order_by("expires_at", "pk")
    )


def _holders(where: Q, day: date | None = None) -> QuerySet[Membership]:
    held = memberships_on(day or today()).filter(where)
    return held.select_related("person", "delegated_from__person").order_by("person__name", "pk")


def _rows(agencies: QuerySet[Agency], waiting: QuerySet[JoinRequest], pages: Pages) -> list[AgencyRow]:
    held = memberships_on(today()).filter(agency=OuterRef("pk")).order_by().values("agency")
    people = held.annotate(count=Count("person", distinct=True)).values("count")
    admins = held.filter(role=Role.AGENCY).annotate(count=Count("person", distinct=True)).values("count")
    invited = Invitation.objects.filter(agency=OuterRef("pk"), role=Role.AGENCY, state=InvitationState.WAITING)
    rows = agencies.annotate(
        admins=Coalesce(Subquery(admins), 0),
        people=Coalesce(Subquery(people), 0),
        request=Subquery(waiting.values("pk")[:1]),
        invited_until=Subquery(invited.order_by("-expires_at").values("expires_at")[:1]),
    ).order_by("name")
    return [
        AgencyRow(row.slug, row.name, row.admins, row.people, row.request, row.invited_until)
        for row in rows[pages.start : pages.last]
    ]
