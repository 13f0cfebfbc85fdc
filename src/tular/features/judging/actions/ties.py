"""Agencies say to whom they have ties. Nothing tells them whether that person judges."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.actions.checks import must_be_running
from tular.features.judging import permissions  # noqa: F401 - registers who may do this
from tular.features.judging.actions.conflicts import told
from tular.features.judging.models import Tie
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.ui.typed import line_typed

LONGEST_NAME = 200
MOST_TIES = 200


@action("judging.name_tie", gettext_lazy("Menyebut hubungan dengan seseorang"))
def name_tie(
    tie: Tie, *, name: str, kind: str, institution: str = "", note: str = "", by: Any, now: datetime, reason: str = ""
) -> Tie:
    """Keep a tie; `tie` is a new one of the competition and the agency. It is compared with evaluators later."""
    must_be_running(tie.competition)
    typed = line_typed(name, LONGEST_NAME)
    if not typed:
        raise Refused(Reason(_("Tulis nama orangnya."), "name"))
    said = told(kind, note)
    held = Tie.objects.filter(competition=tie.competition, agency=tie.agency, taken_back_at__isnull=True)
    if held.filter(name__iexact=typed, kind=kind).exists():
        raise Refused(Reason(_("Hubungan ini sudah Anda sebut."), "name"))
    if held.count() >= MOST_TIES:
        raise Refused(Reason(_("Paling banyak 200 orang. Tarik dulu yang tidak perlu."), "name"))
    tie.name, tie.kind, tie.note = typed, kind, said
    tie.institution_name = line_typed(institution, LONGEST_NAME)
    tie.by, tie.at = by, now
    tie.save()
    return tie


@action("judging.take_back_tie", gettext_lazy("Menarik keterangan hubungan"))
def take_back_tie(tie: Tie, *, by: Any, now: datetime, reason: str = "") -> Tie:
    """It was not so. What rested on it stays until the organiser looks at it."""
    must_be_running(tie.competition)
    if tie.taken_back_at is not None:
        raise Refused(_("Keterangan ini sudah ditarik."))
    tie.taken_back_at = now
    tie.save()
    return tie
