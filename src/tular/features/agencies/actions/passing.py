"""What an agency that is split, renamed or merged hands on to the one that carries its work on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies import notices, permissions  # noqa: F401 - registers what the actions below need
from tular.features.agencies.actions.memberships import close
from tular.features.agencies.choices import InvitationState, SuccessionChange
from tular.features.agencies.models import Agency, Membership, ServiceUnit, Succession
from tular.features.agencies.queries.roles import memberships_on
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify


@dataclass(frozen=True, slots=True)
class Passing:
    """What is handed on: units with all their people, admins of the agency; whether the agency ends with it."""

    units: Iterable[ServiceUnit] = ()
    people: Iterable[Membership] = ()
    ends: bool = False


@action("agencies.pass_on", gettext_lazy("memindahkan ke instansi penerus"))
def pass_on(
    agency: Agency, *, successor: Agency, change: str, what: Passing, by: User, now: datetime, reason: str
) -> Succession:
    """Give units with their people, and admins, to a successor from today on. A body that is split is passed on twice.

    Nothing is rewritten: old units and memberships end today, new ones begin at the successor. When the agency `ends`,
    everything must have been passed on or ended by then. Awards stay where they were won; records are
    passed on afterwards, by the catalogue, which lies above.
    """
    day = timezone.localdate(now, timezone.get_default_timezone())
    _refuse_wrong(agency, successor, change, reason)
    succession, _new = Succession.objects.update_or_create(
        predecessor=agency, successor=successor, defaults={"change": change, "since": day}
    )
    said = _("Dipindahkan ke %(agency)s. %(reason)s") % {"agency": successor.name, "reason": reason.strip()}
    for unit in what.units:
        _pass_unit(agency, unit, successor, by=by, now=now, said=said)
    for membership in what.people:
        if membership.agency_id != agency.pk or membership.unit_id is not None or membership.delegated_from_id:
            raise Refused(_("%(who)s bukan admin instansi ini.") % {"who": membership})
        _pass_membership(membership, successor, None, by, now, said)
    if what.ends:
        _end(agency, day, now)
    return succession


def _refuse_wrong(agency: Agency, successor: Agency, change: str, reason: str) -> None:
    if successor.pk == agency.pk:
        raise Refused(Reason(_("Penerusnya harus instansi lain."), "successor"))
    if successor.until:
        text = _("%(agency)s sendiri sudah tidak ada sejak %(until)s.")
        raise Refused(Reason(text % {"agency": successor.name, "until": successor.until}, "successor"))
    if change not in SuccessionChange.values:
        raise Refused(Reason(_("Pilih jenis perubahan dari daftar."), "change"))
    if not reason.strip():
        raise Refused(Reason(_("Tulis dasarnya, misalnya nomor peraturan."), "reason"))


def _pass_unit(agency: Agency, unit: ServiceUnit, successor: Agency, *, by: User, now: datetime, said: str) -> None:
    unit = ServiceUnit.objects.select_for_update().get(pk=unit.pk)
    if unit.agency_id != agency.pk or unit.until is not None:
        raise Refused(_("Unit %(unit)s sudah dipindahkan atau diakhiri.") % {"unit": unit.name})
    day = timezone.localdate(now, timezone.get_default_timezone())
    new, _made = ServiceUnit.objects.get_or_create(agency=successor, name=unit.name)
    if new.until is not None:
        new.until = None
        new.save()
    # A delegation ends with its origin and is not passed on: the role is lent anew if still needed.
    for membership in memberships_on(day).filter(unit=unit, delegated_from__isnull=True):
        _pass_membership(membership, successor, new, by, now, said)
    unit.invitations.filter(state=InvitationState.WAITING).update(state=InvitationState.WITHDRAWN, decided_at=now)
    unit.until = day
    unit.save()


def _pass_membership(
    membership: Membership, successor: Agency, unit: ServiceUnit | None, by: User, now: datetime, said: str
) -> None:
    day = timezone.localdate(now, timezone.get_default_timezone())
    membership = Membership.objects.select_related("person").get(pk=membership.pk)
    until = membership.until
    close(membership, now=now, reason=said)
    same = {"person": membership.person, "role": membership.role, "agency": successor, "unit": unit}
    if not memberships_on(day).filter(**same, delegated_from__isnull=True).exists():
        Membership.objects.create(**same, since=day, until=until, granted_by=by)
    notify(
        [membership.person], "agencies.given", path=f"/instansi/{successor.slug}/orang", now=now, giver=by.name,
        role=str(membership.role), place=str(unit or successor),
    )  # fmt: skip


def _end(agency: Agency, day: date, now: datetime) -> None:
    left = memberships_on(day).filter(agency=agency).count()
    units = agency.units.filter(until__isnull=True).count()
    if left or units:
        text = _(
            "Masih ada %(people)d peran dan %(units)d unit di instansi ini. Pindahkan atau akhiri dulu, baru akhiri "
            "instansinya."
        )
        raise Refused(Reason(text % {"people": left, "units": units}, "ends"))
    agency.invitations.filter(state=InvitationState.WAITING).update(state=InvitationState.WITHDRAWN, decided_at=now)
    agency.until = f"{day:%Y-%m}"
    agency.save()
