"""Who works on a case besides those whose role lets them, and which agency goes on with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, Succession
from tular.features.catalogue.queries.visibility import agency_admins
from tular.features.replications.actions.moving import publish, told_of
from tular.features.replications.choices import OPEN, CaseState
from tular.features.replications.models import Case, Member
from tular.features.replications.queries.visibility import may_add_for, sides_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify


@action("replications.add_member", gettext_lazy("Menambah anggota"))
def add_member(case: Case, *, email: str, side: str, by: Any, now: datetime, reason: str = "") -> Member:
    """Let a colleague with an account work on the case, for the side that adds them. They are told.

    Hub and centre may add for the taker: where everybody left, somebody has to let the next one in.
    """
    if case.state not in OPEN:
        raise Refused(_("Kasus ini sudah berakhir."))
    if side not in may_add_for(by, case):
        raise Refused(Reason(_("Anda hanya dapat menambah orang di pihak Anda sendiri."), "side"))
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        text = _("Belum ada akun dengan alamat ini. Minta orangnya membuat akun dulu, lalu tambahkan.")
        raise Refused(Reason(text, "email"))
    if sides_of(person, case):
        raise Refused(Reason(_("%(name)s sudah ikut dalam kasus ini.") % {"name": person.name}, "email"))
    member = Member.objects.create(case=case, person=person, side=side, since=now, by=by)
    notify([person], "replications.joined", path=case.path, now=now, giver=str(by), **told_of(case))
    return member


@action("replications.leave", gettext_lazy("Keluar dari kasus"))
def leave(member: Member, *, by: Any, now: datetime, reason: str = "") -> Member:
    """They no longer work on it: of their own will, or sent off by their side."""
    if member.left_at is not None:
        raise Refused(_("Orang ini sudah keluar."))
    if member.person_id != by.pk and member.side not in sides_of(by, member.case):
        raise Refused(_("Hanya pihaknya sendiri yang dapat melepas seorang anggota."))
    member.left_at = now
    member.save()
    return member


@action("replications.pass_on", gettext_lazy("Meneruskan kasus ke instansi penerus"))
def pass_on(case: Case, *, successor: Agency, by: Any, now: datetime, reason: str = "") -> Case:
    """The taker went on as another agency, which takes over the case as it stands; its unit is chosen anew."""
    taker = case.taker
    if not Succession.objects.filter(predecessor=taker, successor=successor).exists():
        text = _("%(successor)s tidak tercatat sebagai penerus %(agency)s.")
        raise Refused(Reason(text % {"successor": successor.name, "agency": taker.name}, "successor"))
    if successor.until:
        text = _("%(agency)s sendiri sudah tidak ada sejak %(until)s.")
        raise Refused(Reason(text % {"agency": successor.name, "until": successor.until}, "successor"))
    if case.owner_id == successor.pk:
        text = _(
            "Penerusnya pemilik inovasi ini sendiri. Hentikan atau batalkan kasusnya, lalu catat sebagai perluasan."
        )
        raise Refused(Reason(text, "successor"))
    if case.state == CaseState.CANCELLED:
        raise Refused(_("Kasus ini sudah dibatalkan."))
    if not reason.strip():
        raise Refused(Reason(_("Tulis dasarnya, misalnya nomor peraturan."), "reason"))
    case.taker, case.unit = successor, None
    publish(case, now)
    case.save()
    notify(agency_admins(successor.pk), "replications.passed_on", path=case.path, now=now, before=taker.name,
           **told_of(case))  # fmt: skip
    return case
