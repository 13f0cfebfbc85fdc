"""What waits for somebody about roles and agencies."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.choices import ENDING_SOON, InvitationState, JoinState, Role
from tular.features.agencies.models import Invitation, Membership
from tular.features.agencies.queries.giving import people_path, place_of
from tular.features.agencies.queries.joining import requests_visible_to
from tular.features.agencies.queries.roles import Roles, agencies_of_hubs, memberships_on, roles_of
from tular.foundation.ui.desk import DeskItem

ANSWER_DAYS = 5
"""Days within which a request to join should be decided."""


def desk_items(person: Any, now: datetime) -> list[DeskItem]:
    """Requests to decide, invitations to me and from me, and roles that end soon. At most seven queries."""
    roles = roles_of(person)
    day = timezone.localdate(now, timezone.get_default_timezone())
    return [
        *(_requests(person, roles) if roles.is_national or roles.hubs else []),
        *_invited(person, now),
        *_without_answer(person, now),
        *_ending(person, roles, day),
    ]


def _requests(person: Any, roles: Roles) -> list[DeskItem]:
    waiting = requests_visible_to(person).filter(state=JoinState.WAITING).select_related("agency").order_by("sent_at")
    if roles.is_national and not roles.hubs:
        # Where a hub has an admin, the request waits for the hub.
        waiting = waiting.exclude(agency__in=_with_hub_admin())
    role = Role.HUB.label if roles.hubs and not roles.is_national else Role.NATIONAL.label
    return [
        DeskItem(
            title=_("Periksa permohonan %(agency)s") % {"agency": request.agency.name},
            href=f"/permohonan/{request.pk}",
            role=str(role),
            action=_("Periksa"),
            text=_("%(name)s, %(position)s; surat bertanda tangan terlampir")
            % {"name": request.name, "position": request.position},
            due=request.sent_at + timedelta(days=ANSWER_DAYS),
            since=request.sent_at,
        )
        for request in waiting[:50]
    ]


def _with_hub_admin() -> Any:
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    hubs = memberships_on(today).filter(role=Role.HUB).values_list("hub", flat=True)
    return agencies_of_hubs(frozenset(pk for pk in hubs if pk)).values("pk")


def _invited(person: Any, now: datetime) -> list[DeskItem]:
    """Invitations to the person's own address; the link itself is in their mail."""
    rows = Invitation.objects.filter(
        email=person.email.lower(), state=InvitationState.WAITING, expires_at__gt=now
    ).select_related("hub__agency", "agency", "unit__agency", "invited_by")  # fmt: skip
    return [
        DeskItem(
            title=_("Terima undangan sebagai %(role)s") % {"role": _named(row)},
            href=f"/undangan/saya/{row.pk}",
            role=row.get_role_display(),
            action=_("Lihat"),
            text=_("dari %(name)s") % {"name": row.invited_by.name} if row.invited_by else "",
            due=row.expires_at,
            since=row.sent_at,
        )
        for row in rows
    ]


def _without_answer(person: Any, now: datetime) -> list[DeskItem]:
    """Invitations the person sent that nobody accepted: sent again or withdrawn by them; one item for each place."""
    rows = (
        Invitation.objects.filter(invited_by=person, state=InvitationState.WAITING)
        .select_related("hub__agency", "agency", "unit__agency")
        .order_by("expires_at")
    )
    expired: dict[str, list[Invitation]] = {}
    waiting: dict[str, list[Invitation]] = {}
    for row in rows:
        (expired if row.expires_at <= now else waiting).setdefault(people_path(place_of(row)), []).append(row)
    items = [
        DeskItem(
            title=ngettext(
                "%(count)d undangan tidak dijawab", "%(count)d undangan tidak dijawab", len(found)
            ) % {"count": len(found)},
            href=f"{path}?bagian=undangan",
            role=_inviting_role(found[0]),
            action=_("Kirim ulang"),
            text=_("Masa berlakunya lewat. Kirim ulang, atau tarik bila tidak perlu lagi."),
            since=found[0].expires_at,
            count=len(found),
        )
        for path, found in expired.items()
    ]  # fmt: skip
    return items + [
        DeskItem(
            title=ngettext(
                "%(count)d undangan menunggu jawaban", "%(count)d undangan menunggu jawaban", len(found)
            ) % {"count": len(found)},
            href=f"{path}?bagian=undangan",
            role=_inviting_role(found[0]),
            text=", ".join(row.email for row in found[:3]),
            due=found[0].expires_at,
            since=found[0].sent_at,
            count=len(found),
            waits_for=_("orang yang diundang"),
        )
        for path, found in waiting.items()
    ]  # fmt: skip


def _inviting_role(row: Invitation) -> str:
    """As what one invites: the admin role of the place."""
    if row.role in (Role.UNIT, Role.UNIT_ADMIN) or row.agency_id:
        return str(Role.AGENCY.label)
    return str(Role.HUB.label if row.hub_id else Role.NATIONAL.label)


def _ending(person: Any, roles: Roles, day: date) -> list[DeskItem]:
    """Roles that end within `ENDING_SOON` days: one's own, and of people of one's agencies."""
    mine = Q(person=person) | Q(agency__in=roles.agencies)
    rows = (
        memberships_on(day)
        .filter(mine, until__lte=day + timedelta(days=ENDING_SOON), delegated_from__isnull=True)
        .select_related("person", "hub__agency", "agency", "unit__agency")
        .order_by("until", "pk")
    )
    return [_ending_item(row, own=row.person_id == person.pk) for row in rows[:50]]


def _ending_item(row: Membership, *, own: bool) -> DeskItem:
    assert row.until is not None
    end = datetime.combine(row.until, time(23, 59), timezone.get_default_timezone())
    if own:
        return DeskItem(
            title=_("Peran Anda berakhir: %(role)s") % {"role": _named(row)},
            href="/akun",
            role=row.get_role_display(),
            action=_("Lihat"),
            text=_("Mintalah perpanjangan kepada admin bila masih diperlukan."),
            due=end,
        )
    return DeskItem(
        title=_("Peran %(person)s berakhir: %(role)s") % {"person": row.person.name, "role": _named(row)},
        href=people_path(place_of(row)),
        role=str(Role.AGENCY.label),
        action=_("Lihat"),
        text=_("Undang lagi bila orang itu tetap bertugas."),
        due=end,
    )


def _named(row: Membership | Invitation) -> str:
    place = place_of(row)
    return f"{row.get_role_display()}, {place}" if place else row.get_role_display()
