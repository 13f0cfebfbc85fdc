"""The checklist of the rulebook."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.choices import OPEN
from tular.features.replications.models import Case, Tick
from tular.features.replications.queries.rules import steps_of
from tular.foundation.actions import Reason, Refused, action

LONGEST_NOTE = 500


@action("replications.tick", gettext_lazy("Mencentang daftar periksa"))
def tick(case: Case, *, item: str, note: str = "", by: Any, now: datetime, reason: str = "") -> Tick:
    """A point is done; the note says what shows it. Ticked again, the note is replaced."""
    if case.state not in OPEN:
        raise Refused(_("Kasus ini sudah berakhir."))
    if item not in {one.id for step in steps_of(case) for one in step.checklist}:
        raise Refused(_("Butir ini tidak ada dalam daftar periksa kasus ini."))
    text = " ".join(note.split())
    if len(text) > LONGEST_NOTE:
        raise Refused(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_NOTE}, "note"))
    row = case.ticks.filter(item=item).first() or Tick(case=case, item=item)
    row.note, row.by, row.at = text or row.note, by, now
    row.save()
    return row


@action("replications.untick", gettext_lazy("Membatalkan centang"))
def untick(case: Case, *, item: str, by: Any, now: datetime, reason: str = "") -> Case:
    """It was not done after all; history keeps that it was ticked. `reason` is the point in words, for history."""
    if case.state not in OPEN:
        raise Refused(_("Kasus ini sudah berakhir."))
    case.ticks.filter(item=item).delete()
    return case
