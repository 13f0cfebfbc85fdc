"""Service units: from their first day to their last."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies import permissions  # noqa: F401 - registers the permissions of the actions below
from tular.features.agencies.actions.memberships import close
from tular.features.agencies.choices import InvitationState
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.roles import memberships_on
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

LONGEST_NAME = 200


@action("agencies.create_unit", gettext_lazy("menambah unit"))
def create_unit(agency: Agency, *, name: str, by: User, now: datetime, reason: str = "") -> ServiceUnit:
    """A new unit of the agency. Names are unique within the agency, whatever their case."""
    if agency.until:
        text = _("%(agency)s sudah tidak ada sejak %(until)s; unitnya dibuat di instansi penggantinya.")
        raise Refused(text % {"agency": agency.name, "until": agency.until})
    return ServiceUnit.objects.create(agency=agency, name=_checked_name(agency, name))


@action("agencies.rename_unit", gettext_lazy("mengganti nama unit"))
def rename_unit(unit: ServiceUnit, *, name: str, by: User, now: datetime, reason: str = "") -> ServiceUnit:
    """Another name for the same unit; its people and records stay."""
    unit.name = _checked_name(unit.agency, name, unit)
    unit.save()
    return unit


@action("agencies.end_unit", gettext_lazy("mengakhiri unit"))
def end_unit(unit: ServiceUnit, *, by: User, now: datetime, reason: str) -> ServiceUnit:
    """The unit exists no more from now on: its memberships end, invitations to it are withdrawn, history stays."""
    day = timezone.localdate(now, timezone.get_default_timezone())
    if unit.until is not None:
        raise Refused(_("Unit ini sudah diakhiri sebelumnya."))
    if not reason.strip():
        raise Refused(Reason(_("Tulis alasannya; alasan itu tersimpan dalam riwayat."), "reason"))
    ending = list(memberships_on(day).filter(unit=unit).select_related("person"))
    for membership in ending:
        # A delegation may have been closed together with its origin a moment ago.
        membership.refresh_from_db()
        if membership.ended_at is None:
            close(membership, now=now, reason=_("Unit diakhiri: %(reason)s") % {"reason": reason.strip()})
            notify(
                [membership.person], "agencies.ended", path="/akun", now=now, role=str(membership.role),
                place=unit.name, until=day, reason=reason.strip(),
            )  # fmt: skip
    unit.invitations.filter(state=InvitationState.WAITING).update(state=InvitationState.WITHDRAWN, decided_at=now)
    unit.until = day
    unit.save()
    return unit


def _checked_name(agency: Agency, name: str, unit: ServiceUnit | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused(Reason(_("Tulis nama unitnya."), "name"))
    if len(name) > LONGEST_NAME:
        text = _("Nama unit paling panjang %(count)d huruf. Singkatkan dulu.")
        raise Refused(Reason(text % {"count": LONGEST_NAME}, "name"))
    same = agency.units.filter(name__iexact=name)
    if unit is not None:
        same = same.exclude(pk=unit.pk)
    if same.exists():
        text = _("Sudah ada unit bernama %(name)s di %(agency)s, mungkin di antara yang sudah diakhiri.")
        raise Refused(Reason(text % {"name": name, "agency": agency.name}, "name"))
    return name
