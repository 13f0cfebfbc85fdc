"""Requests of agencies to join: what their sender and the admin above see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tular.features.agencies.choices import JoinState, Role
from tular.features.agencies.models import Agency, JoinRequest
from tular.features.agencies.queries.giving import decides_on_joining
from tular.features.agencies.queries.roles import agencies_of_hubs, memberships_on, roles_of, today
from tular.features.agencies.queries.tokens import digest
from tular.foundation.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request as the admin above sees it. `admins` are the agency's admins of today: a reason to ask back."""

    id: int
    agency: str
    agency_slug: str
    name: str
    email: str
    position: str
    letter: StoredFile
    state: str
    waiting: bool
    sent_at: datetime
    decided_at: datetime | None
    decided_by: str
    reason: str
    admins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JoinPage:
    """What the public form says about the agency before anybody fills it in."""

    slug: str
    name: str
    until: str
    has_admin: bool


def requests_visible_to(person: Any) -> QuerySet[JoinRequest]:
    """The single truth of which requests one sees: those of agencies below one's hub; all for the centre."""
    roles = roles_of(person)
    if roles.is_national:
        return JoinRequest.objects.all()
    return JoinRequest.objects.filter(agency__in=agencies_of_hubs(roles.hubs).values("pk"))


def request_page(pk: int, reader: Any) -> RequestPage | None:
    """The request, None when there is nothing for this reader."""
    row = requests_visible_to(reader).select_related("agency", "letter", "decided_by").filter(pk=pk).first()
    if row is None:
        return None
    admins = memberships_on(today()).filter(agency=row.agency, role=Role.AGENCY).order_by("person__name")
    return RequestPage(
        id=row.pk,
        agency=row.agency.name,
        agency_slug=row.agency.slug,
        name=row.name,
        email=row.email,
        position=row.position,
        letter=row.letter,
        state=row.get_state_display(),
        waiting=row.state == JoinState.WAITING,
        sent_at=row.sent_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by.name if row.decided_by else "",
        reason=row.reason,
        admins=tuple(admins.values_list("person__name", flat=True)),
    )


def join_page(slug: str) -> JoinPage | None:
    """What the public form needs; None when there is no such agency."""
    agency = Agency.objects.filter(slug=slug).first()
    if agency is None:
        return None
    has_admin = memberships_on(today()).filter(agency=agency, role=Role.AGENCY).exists()
    return JoinPage(agency.slug, agency.name, agency.until, has_admin)


def request_of(token: str) -> JoinRequest | None:
    """The request that the link of its sender opens."""
    rows = JoinRequest.objects.select_related("agency", "letter", "decided_by")
    return rows.filter(token_hash=digest(token)).first()


def may_read_letter(person: Any, file: StoredFile) -> bool:
    """Whether the file is the letter of a request on which the person decides. Its sender has it anyway."""
    if person is None:
        return False
    rows = JoinRequest.objects.select_related("agency").filter(letter=file)
    return any(decides_on_joining(person, row) for row in rows)
