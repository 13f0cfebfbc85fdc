"""The log of what was kept and what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.choices import PartKind as CataloguePart
from tular.features.replications.choices import CaseState, PartKind
from tular.features.replications.models import Case, CasePart
from tular.foundation.actions import Reason, Refused, action, together

LONGEST_NAME = 300
LONGEST_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class PartTold:
    """A part as the taker writes it down: how it is at the origin, how here, and why."""

    kind: str
    name: str
    there: str = ""
    here: str = ""
    reason: str = ""
    core: bool = False


@action("replications.note_part", gettext_lazy("Mencatat bagian"))
def note_part(case: Case, *, told: PartTold, by: Any, now: datetime, reason: str = "") -> CasePart:
    """Write down a part. What is not kept says why; a part has one row."""
    if case.state == CaseState.CANCELLED:
        raise Refused(_("Kasus ini sudah dibatalkan."))
    row = CasePart(case=case, core=told.core, by=by, at=now)
    _tell(row, told)
    row.save()
    return row


@action("replications.change_part", gettext_lazy("Mengubah bagian"))
def change_part(part: CasePart, *, told: PartTold, by: Any, now: datetime, reason: str = "") -> CasePart:
    """Another word on a part; whether the owner counts it to the core stays as it is."""
    if part.removed_at is not None:
        raise Refused(_("Bagian ini sudah dilepas."))
    _tell(part, told)
    part.save()
    return part


@action("replications.remove_part", gettext_lazy("Melepas bagian"))
def remove_part(part: CasePart, *, by: Any, now: datetime, reason: str = "") -> CasePart:
    """It was written down by mistake; what was left out on purpose is no mistake and stays."""
    if part.removed_at is not None:
        raise Refused(_("Bagian ini sudah dilepas."))
    part.removed_at = now
    part.save()
    return part


def fill_parts(case: Case, *, by: Any, now: datetime) -> int:
    """Take over the parts that the owner named in the catalogue and that are not here yet. Returns how many.

    All begin as kept: what is not, the taker says.
    """
    known = set(case.parts.filter(removed_at__isnull=True).values_list("name", flat=True))
    missing = [one for one in case.innovation.parts.all() if one.name not in known]
    if not missing:
        raise Refused(_("Semua bagian yang ditulis pemilik sudah ada di sini, atau pemilik belum menuliskannya."))
    with together():
        for one in {one.name: one for one in missing}.values():
            told = PartTold(PartKind.KEPT, one.name, core=one.kind == CataloguePart.CORE, there=one.reason)
            note_part(case, told=told, by=by, now=now)
    return len({one.name for one in missing})


def _tell(row: CasePart, told: PartTold) -> None:
    name = " ".join(told.name.split())
    wrong = []
    if not name:
        wrong.append(Reason(_("Tulis nama bagiannya."), "name"))
    if len(name) > LONGEST_NAME:
        wrong.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_NAME}, "name"))
    for field in ("there", "here", "reason"):
        if len(getattr(told, field)) > LONGEST_TEXT:
            wrong.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_TEXT}, field))
    if told.kind not in PartKind.values:
        wrong.append(Reason(_("Pilih apa yang terjadi dengan bagian ini."), "kind"))
    if told.kind != PartKind.KEPT and not told.reason.strip():
        wrong.append(Reason(_("Tulis alasannya; peniru berikutnya belajar dari situ."), "reason"))
    same = row.case.parts.filter(name=name, removed_at__isnull=True).exclude(pk=row.pk)
    if name and same.exists():
        wrong.append(Reason(_("Bagian ini sudah dicatat. Ubah yang itu."), "name"))
    if wrong:
        raise Refused(*wrong)
    row.kind, row.name, row.there, row.here, row.reason = (
        told.kind, name, told.there.strip(), told.here.strip(), told.reason.strip()
    )  # fmt: skip
