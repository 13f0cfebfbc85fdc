"""Files of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.choices import CaseState, Purpose
from tular.features.replications.models import Case, CaseFile
from tular.features.replications.queries.rules import step_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file as somebody brings it: what it shows, and to which step it belongs."""

    title: str
    purpose: str
    step: str
    file: StoredFile


@action("replications.add_file", gettext_lazy("Menambah berkas"))
def add_file(case: Case, *, told: FileTold, by: Any, now: datetime, reason: str = "") -> CaseFile:
    """Everybody who may open the case reads it from now on. What is done can still get its papers."""
    title = " ".join(told.title.split())
    wrong = []
    if case.state == CaseState.CANCELLED:
        wrong.append(Reason(_("Kasus ini sudah dibatalkan.")))
    if not title:
        wrong.append(Reason(_("Tulis apa isi berkas ini."), "title"))
    if len(title) > LONGEST_TITLE:
        wrong.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_TITLE}, "title"))
    if told.purpose not in Purpose.values:
        wrong.append(Reason(_("Pilih kegunaannya."), "purpose"))
    if told.step and step_of(case, told.step) is None:
        wrong.append(Reason(_("Pilih langkahnya."), "step"))
    if wrong:
        raise Refused(*wrong)
    return CaseFile.objects.create(
        case=case, step=told.step, purpose=told.purpose, title=title, file=told.file, by=by, at=now
    )


@action("replications.remove_file", gettext_lazy("Melepas berkas"))
def remove_file(row: CaseFile, *, by: Any, now: datetime, reason: str = "") -> CaseFile:
    """It is no longer shown, and no longer read; that it was there stays in history."""
    if row.removed_at is not None:
        raise Refused(_("Berkas ini sudah dilepas."))
    row.removed_at, row.removed_by = now, by
    row.save()
    return row
