"""Records follow the work of their agency: to the body that carries it on, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency, ServiceUnit, Succession
from tular.features.catalogue import notices, permissions  # noqa: F401 - registers what the actions below need
from tular.features.catalogue.actions.outbox import mark_changed
from tular.features.catalogue.models import FormerOwner, Innovation
from tular.features.catalogue.queries.passing import passed_together
from tular.features.catalogue.queries.visibility import agency_admins
from tular.foundation.actions import Reason, Refused, action, together
from tular.foundation.notifications.actions import notify


@action("catalogue.pass_on", gettext_lazy("Memindahkan ke instansi penerus"))
def pass_on(innovation: Innovation, *, successor: Agency, by: Any, now: datetime, reason: str = "") -> Innovation:
    """Make the successor of its agency the owner of a record, in whatever state it is; its address stays.

    A record of a unit goes to the successor's unit of the same name, else to the agency itself.
    """
    owner = innovation.agency
    if not Succession.objects.filter(predecessor=owner, successor=successor).exists():
        text = _("%(successor)s tidak tercatat sebagai penerus %(agency)s.")
        raise Refused(Reason(text % {"successor": successor.name, "agency": owner.name}, "successor"))
    if successor.until:
        text = _("%(agency)s sendiri sudah tidak ada sejak %(until)s.")
        raise Refused(Reason(text % {"agency": successor.name, "until": successor.until}, "successor"))
    day = timezone.localdate(now, timezone.get_default_timezone())
    FormerOwner.objects.create(
        innovation=innovation, agency=owner, unit=innovation.service_unit, successor=successor, until=day, by=by, at=now
    )
    unit = innovation.service_unit
    innovation.agency = successor
    innovation.service_unit = _living(successor).filter(name=unit.name).first() if unit else None
    innovation.save()
    mark_changed([innovation.pk], now)
    return innovation


@action("catalogue.give_back", gettext_lazy("Mengembalikan ke instansi semula"))
def give_back(innovation: Innovation, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """Undo `pass_on`: the former owner has the record again, as if it had never left."""
    last = innovation.former_owners.first()
    if last is None or last.successor_id != innovation.agency_id:
        raise Refused(_("Catatan ini tidak dipindahkan dari instansi lain, atau sudah berpindah lagi."))
    innovation.agency, innovation.service_unit = last.agency, last.unit
    innovation.save()
    last.delete()
    mark_changed([innovation.pk], now)
    return innovation


@dataclass(frozen=True, slots=True)
class Moved:
    """How many records were moved, and (title, why not) of the others."""

    count: int
    refused: tuple[tuple[str, str], ...] = ()


def pass_on_many(
    agency: Agency, *, successor: Agency, codes: Sequence[str] | None, by: Any, now: datetime, reason: str
) -> Moved:
    """Pass on these records of the agency, or all of them (None); the successor's admins are told once.

    Raises `Refused` when nothing was chosen or no reason is given, `Denied` for who may not.
    """
    if not reason.strip():
        raise Refused(Reason(_("Tulis dasarnya, misalnya nomor peraturan."), "reason"))
    records = Innovation.objects.filter(agency=agency)
    if codes is not None:
        records = records.filter(code__in=list(codes))
    with together():
        count = 0
        for innovation in records.order_by("pk"):
            pass_on(innovation, successor=successor, by=by, now=now, reason=reason.strip())
            count += 1
        if not count:
            raise Refused(_("Pilih dulu catatannya."))
        notify(
            [person for person in agency_admins(successor.pk) if person.pk != by.pk], "catalogue.passed_on",
            path="/catatan", now=now, count=count, agency=agency.name, successor=successor.name,
        )  # fmt: skip
    return Moved(count)


def give_back_many(agency: Agency, *, number: int, by: Any, now: datetime) -> Moved:
    """Give back what was passed on together with the row of this number; what has moved on since stays where it is."""
    done, refused = 0, []
    with together():
        for row in passed_together(agency, number):
            try:
                give_back(row.innovation, by=by, now=now, reason=_("Pemindahan diurungkan."))
            except Refused as error:
                refused.append((row.innovation.title, " ".join(one.text for one in error.reasons)))
            else:
                done += 1
    return Moved(done, tuple(refused))


def _living(agency: Agency) -> QuerySet[ServiceUnit]:
    return agency.units.filter(Q(until=None) | Q(until__gte=timezone.localdate()))
