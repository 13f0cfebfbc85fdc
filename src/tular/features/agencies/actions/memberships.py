"""Ending, lending and handing over a role."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies import notices, permissions  # noqa: F401 - registers what the actions below need
from tular.features.agencies.choices import ENDING_SOON, LONGEST_DELEGATION
from tular.features.agencies.models import Agency, Hub, Membership
from tular.features.agencies.queries.giving import (
    GUARDED_ROLES,
    is_last_admin,
    may_take_over,
    people_path,
    place_fields,
    place_of,
    same_place,
)
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify


@action("agencies.end_membership", gettext_lazy("mengakhiri peran"))
def end_membership(
    membership: Membership, *, by: User, now: datetime, reason: str, last_day: date | None = None
) -> Membership:
    """End a role at once, or on a later day. Delegations of it end with it; the row stays as history.

    Admins do not end their own role, and the last admin of a place is not removed: both hand over first.
    """
    _refuse_unless_running(membership, now)
    if not reason.strip():
        raise Refused(Reason(_("Tulis alasannya; alasan itu tersimpan dalam riwayat."), "reason"))
    if last_day is not None and last_day < _day(now):
        raise Refused(Reason(_("Hari terakhir tidak boleh sebelum hari ini."), "last_day"))
    _lock_place(membership)
    lent = membership.delegated_from_id is not None
    if membership.role in GUARDED_ROLES and membership.person_id == by.pk and not lent:
        text = _(
            "Anda tidak dapat mengakhiri peran admin Anda sendiri. Serahkan dulu kepada orang lain dengan tombol "
            "Serahkan; peran Anda berakhir saat itu juga."
        )
        raise Refused(text)
    if is_last_admin(membership) and not _is_gone(membership):
        text = _(
            "%(person)s admin terakhir di sini. Serahkan dulu perannya kepada orang lain, atau undang admin baru dan "
            "tunggu sampai undangannya diterima."
        )
        raise Refused(text % {"person": membership.person.name})
    close(membership, now=now, reason=reason, last_day=last_day)
    if membership.person_id != by.pk:
        _tell_ended(membership, now)
    return membership


@action("agencies.delegate_membership", gettext_lazy("mendelegasikan peran"))
def delegate_membership(
    membership: Membership,
    *,
    to: User,
    until: date,
    by: User,
    now: datetime,
    since: date | None = None,
    reason: str = "",
) -> Membership:
    """Let somebody stand in with the same role until a day; it ends by itself. `to` belongs to the place."""
    _refuse_unless_running(membership, now)
    since = since or _day(now)
    _refuse_stranger(membership, to)
    if since < _day(now):
        raise Refused(Reason(_("Hari pertama tidak boleh sebelum hari ini."), "since"))
    if until < since:
        raise Refused(Reason(_("Hari terakhir harus sama dengan atau sesudah hari pertama."), "until"))
    if (until - since).days > LONGEST_DELEGATION:
        text = _("Delegasi paling lama %(days)d hari. Untuk waktu yang lebih lama, serahkan perannya.")
        raise Refused(Reason(text % {"days": LONGEST_DELEGATION}, "until"))
    if membership.until is not None and until > membership.until:
        text = _("Peran asalnya sendiri berakhir %(day)s; delegasi tidak dapat lebih lama.")
        raise Refused(Reason(text % {"day": formats.date_format(membership.until, "j F Y")}, "until"))
    overlapping = Membership.objects.filter(
        person=to, role=membership.role, since__lte=until, ended_at__isnull=True, **_where(membership)
    ).exclude(until__lt=since)
    if overlapping.exists():
        raise Refused(Reason(_("%(person)s sudah memegang peran ini pada hari-hari itu.") % {"person": to.name}, "to"))
    lent = Membership.objects.create(
        person=to,
        role=membership.role,
        since=since,
        until=until,
        granted_by=by,
        delegated_from=membership,
        **_where(membership),
    )
    _tell_given(lent, by, now)
    return lent


@action("agencies.hand_over_membership", gettext_lazy("menyerahkan peran"))
def hand_over_membership(membership: Membership, *, to: User, by: User, now: datetime, reason: str = "") -> Membership:
    """Give the role to somebody of the place for good and end it here, at the same moment. Returns the new row.

    Who already holds the role in their own right keeps their row.
    """
    _refuse_unless_running(membership, now)
    _refuse_stranger(membership, to)
    _lock_place(membership)
    held = same_place(membership).filter(person=to, delegated_from__isnull=True, until__isnull=True).first()
    taken = held or Membership.objects.create(
        person=to, role=membership.role, since=_day(now), granted_by=by, **_where(membership)
    )
    text = _("Diserahkan kepada %(person)s.") % {"person": to.name}
    close(membership, now=now, reason=f"{text} {reason.strip()}".strip())
    if held is None:
        _tell_given(taken, by, now)
    if membership.person_id != by.pk:
        _tell_ended(membership, now)
    return taken


def close(membership: Membership, *, now: datetime, reason: str, last_day: date | None = None) -> None:
    """Write the end of a membership and of its delegations, for actions that asked for the permission."""
    day = _day(now)
    last = last_day or day
    # A role that has not begun yet ends on the day it would have begun, and never holds.
    membership.until = max(last, membership.since)
    membership.ended_at = now if last <= day else None
    membership.end_reason = reason.strip()[:300]
    membership.save()
    for lent in membership.delegations.all():
        if lent.ended_at is None and (lent.until is None or lent.until > last or last <= day <= lent.until):
            close(lent, now=now, reason=reason, last_day=last_day)


def tell_endings(now: datetime) -> int:
    """Tell everybody once whose role ends within `ENDING_SOON` days; returns how many roles were told of."""
    day = _day(now)
    with transaction.atomic():
        ending = list(
            Membership.objects.filter(
                until__gte=day,
                until__lte=day + timedelta(days=ENDING_SOON),
                since__lte=day,
                ended_at__isnull=True,
                end_told_at__isnull=True,
                person__is_active=True,
            )
            .select_related("person", "hub__agency", "agency", "unit__agency")
            .order_by("person_id", "pk")
        )
        for _person, rows in groupby(ending, key=lambda row: row.person_id):
            for row in rows:
                notify([row.person], "agencies.ends_soon", path="/akun", now=now, **_about(row), until=row.until)
        Membership.objects.filter(pk__in=[row.pk for row in ending]).update(end_told_at=now)
    return len(ending)


def _refuse_unless_running(membership: Membership, now: datetime) -> None:
    if membership.until is not None and (membership.ended_at is not None or membership.until < _day(now)):
        text = _("Peran ini sudah berakhir pada %(day)s. Tidak ada yang berubah.")
        raise Refused(text % {"day": formats.date_format(membership.until, "j F Y")})


def _refuse_stranger(membership: Membership, to: User) -> None:
    if to.pk == membership.person_id:
        raise Refused(Reason(_("Pilih orang lain; peran ini sudah dipegang orang itu."), "to"))
    if not may_take_over(membership).filter(pk=to.pk).exists():
        text = _("%(person)s belum punya peran di sini. Undang dulu, lalu ulangi sesudah undangannya diterima.")
        raise Refused(Reason(text % {"person": to.name}, "to"))


def _lock_place(membership: Membership) -> None:
    """Hold the place, so that two admins who remove each other at once do not both succeed."""
    if membership.agency_id:
        Agency.objects.select_for_update().get(pk=membership.agency_id)
    elif membership.hub_id:
        Hub.objects.select_for_update().get(pk=membership.hub_id)
    else:
        list(Membership.objects.select_for_update().filter(role=membership.role, until__isnull=True).order_by("pk"))


def _is_gone(membership: Membership) -> bool:
    agency = membership.agency or (membership.hub.agency if membership.hub else None)
    return agency is not None and bool(agency.until)


def _where(membership: Membership) -> dict[str, int | None]:
    return place_fields(place_of(membership))


def _about(membership: Membership) -> dict[str, str]:
    return {"role": str(membership.role), "place": str(place_of(membership) or "")}


def _tell_given(membership: Membership, by: User, now: datetime) -> None:
    until = {"until": membership.until} if membership.until else {}
    path = people_path(place_of(membership))
    notify([membership.person], "agencies.given", path=path, now=now, giver=by.name, **_about(membership), **until)


def _tell_ended(membership: Membership, now: datetime) -> None:
    notify(
        [membership.person],
        "agencies.ended",
        path="/akun",
        now=now,
        until=membership.until,
        reason=membership.end_reason,
        **_about(membership),
    )


def _day(now: datetime) -> date:
    return timezone.localdate(now, timezone.get_default_timezone())
