"""Keeping a published record true: confirm it, declare whether the innovation lives, ask for an update, withdraw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import ServiceUnit
from tular.features.catalogue.actions.deciding import said
from tular.features.catalogue.actions.outbox import mark_changed
from tular.features.catalogue.choices import RemindStep, State, StopReason, Sustainability
from tular.features.catalogue.flow import MOVES
from tular.features.catalogue.models import Innovation, SustainabilityDeclaration, UpdateRequest
from tular.features.catalogue.permissions import writes
from tular.features.catalogue.queries.freshness import patience
from tular.features.catalogue.queries.visibility import admins_of, curators_of, writers_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify


@action("catalogue.withdraw", gettext_lazy("Menarik"))
def withdraw(innovation: Innovation, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """Take a published record from the public; its address says that it was withdrawn, and why."""
    if innovation.state not in MOVES["catalogue.withdraw"].sources:
        raise Refused(_("Hanya catatan yang terbit dapat ditarik."))
    innovation.state, innovation.state_reason, innovation.state_at = State.WITHDRAWN, said(reason), now
    innovation.save()
    innovation.update_requests.filter(closed_at=None).update(closed_at=now)
    mark_changed([innovation.pk], now)
    people = [person for person in (*writers_of(innovation), *admins_of(innovation)) if person.pk != by.pk]
    notify(
        people, "catalogue.withdrawn", path=f"/catatan/{innovation.code}", now=now,
        title=innovation.title, who=str(by), reason=innovation.state_reason,
    )  # fmt: skip
    return innovation


@action("catalogue.restore", gettext_lazy("Memulihkan"))
def restore(innovation: Innovation, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """Show a withdrawn record to the public again."""
    if innovation.state not in MOVES["catalogue.restore"].sources:
        raise Refused(_("Hanya catatan yang ditarik dapat dipulihkan."))
    innovation.state, innovation.state_reason, innovation.state_at = State.PUBLISHED, "", now
    innovation.save()
    mark_changed([innovation.pk], now)
    people = [person for person in writers_of(innovation) if person.pk != by.pk]
    notify(people, "catalogue.restored", path=f"/inovasi/{innovation.slug}", now=now, title=innovation.title)
    return innovation


@dataclass(frozen=True, slots=True)
class Declared:
    """How it is with an innovation, and the day on which that was so.

    `code` is a `StopReason`, wanted when it stopped, together with a text as the action's reason. Evidence, as a text
    or a file, is wanted for everything but "unknown".
    """

    status: str
    on: date
    code: str = ""
    evidence: str = ""
    evidence_file: UUID | None = None


@action("catalogue.declare", gettext_lazy("Menyatakan keberlanjutan"))
def declare_sustainability(
    innovation: Innovation, *, by: Any, now: datetime, declared: Declared, reason: str = ""
) -> Innovation:
    """Say whether the innovation lives. Holds at once, with its date; a stopped innovation stays in the catalogue."""
    wrong: list[Reason] = []
    status, on, code = declared.status, declared.on, declared.code
    reason, evidence, evidence_file = reason.strip(), declared.evidence.strip(), declared.evidence_file
    if status not in Sustainability.values:
        raise Refused(Reason(_("Pilih salah satu keadaan."), "status"))
    if on > timezone.localdate(now, timezone.get_default_timezone()):
        wrong.append(Reason(_("Tanggal ini belum tiba. Tulis hari ketika keadaan itu diketahui."), "on"))
    if status == Sustainability.STOPPED:
        if code not in StopReason.values:
            wrong.append(Reason(_("Pilih sebab berhenti yang paling menentukan."), "code"))
        if not reason:
            wrong.append(
                Reason(_("Ceritakan sebabnya dalam satu atau dua kalimat; itu berguna bagi peniru."), "reason")
            )
    if status != Sustainability.UNKNOWN and not evidence and evidence_file is None:
        wrong.append(
            Reason(_("Sebutkan buktinya, misalnya nomor surat, laporan, atau alamat web; atau lampirkan."), "evidence")
        )
    if wrong:
        raise Refused(*wrong)
    SustainabilityDeclaration.objects.create(
        innovation=innovation, status=status, reason=code if status == Sustainability.STOPPED else "", text=reason,
        evidence=evidence, evidence_file=evidence_file, on=on, by=by, at=now,
    )  # fmt: skip
    innovation.sustainability = status
    innovation.confirmed_on = None if status == Sustainability.UNKNOWN else on
    innovation.save()
    mark_changed([innovation.pk], now)
    if status == Sustainability.STOPPED:
        told = f"{StopReason(code).label}. {reason}"
        notify(
            [one for one in curators_of(innovation) if one.pk != by.pk], "catalogue.stopped",
            path=f"/catatan/{innovation.code}", now=now, title=innovation.title, reason=told,
        )  # fmt: skip
    return innovation


@action("catalogue.confirm", gettext_lazy("Memastikan isi masih benar"))
def confirm_fresh(innovation: Innovation, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """The owner has read the published record and stands by it: it is fresh from today, whoever asked is answered.

    A curator who does so for the owner says in `reason` how they know.
    """
    if innovation.state != State.PUBLISHED:
        raise Refused(_("Hanya catatan yang terbit dapat dipastikan."))
    if not writes(by, innovation):
        said(reason, _("Tulis dari siapa Anda tahu bahwa isinya masih benar: Anda memastikannya mewakili pemilik."))
    innovation.fresh_on = timezone.localdate(now, timezone.get_default_timezone())
    innovation.save()
    innovation.update_requests.filter(closed_at=None).update(closed_at=now)
    mark_changed([innovation.pk], now)
    return innovation


@action("catalogue.ask_update", gettext_lazy("Meminta pemutakhiran"))
def ask_update(innovation: Innovation, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """Ask the owner's people to read a published record again; `reason` is a note to them."""
    if innovation.state != State.PUBLISHED:
        raise Refused(_("Hanya catatan yang terbit dapat dimintakan pemutakhiran."))
    asked, new = UpdateRequest.objects.get_or_create(
        innovation=innovation, step=RemindStep.UNIT, closed_at=None,
        defaults={"by": by, "note": reason.strip(), "at": now, "due": now + patience()[RemindStep.UNIT]},
    )  # fmt: skip
    if not new:
        raise Refused(_("Pemutakhiran catatan ini sudah diminta dan belum dijawab."))
    notify(
        [one for one in writers_of(innovation) if one.pk != by.pk], "catalogue.update_wanted",
        path=f"/catatan/{innovation.code}", now=now, count=1, titles=innovation.title, note=asked.note,
    )  # fmt: skip
    return innovation


@action("catalogue.take_back", gettext_lazy("Mencabut permintaan pemutakhiran"))
def take_back_request(innovation: Innovation, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """The record need not be updated after all."""
    if not innovation.update_requests.filter(closed_at=None, by=by).update(closed_at=now):
        raise Refused(_("Tidak ada permintaan Anda yang masih terbuka."))
    return innovation


@action("catalogue.assign_unit", gettext_lazy("Menyerahkan kepada unit"))
def assign_unit(
    innovation: Innovation, *, by: Any, now: datetime, unit: ServiceUnit | None, reason: str = ""
) -> Innovation:
    """Let the people of a unit write the record; None: the agency's admins alone."""
    if unit is not None and unit.agency_id != innovation.agency_id:
        raise Refused(Reason(_("Unit ini bukan bagian dari instansi pemilik."), "unit"))
    if (
        unit is not None
        and unit.until is not None
        and unit.until < timezone.localdate(now, timezone.get_default_timezone())
    ):
        raise Refused(Reason(_("Unit %(unit)s sudah diakhiri. Pilih unit lain.") % {"unit": unit.name}, "unit"))
    innovation.service_unit = unit
    innovation.save()
    return innovation
