"""While somebody is heard: the clock, who came, and what happens when nobody did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.runners import runners_of
from tular.features.interviews import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.interviews.actions.telling import tell_both
from tular.features.interviews.choices import ClockStep, Phase, Presence, RequestAnswer, SlotOutcome
from tular.features.interviews.models import Clock, Slot
from tular.features.interviews.queries.clock import reading_of, spent_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify
from tular.foundation.ui.typed import text_typed

LONGEST = 2000


@action("interviews.run_clock", gettext_lazy("Menjalankan jam wawancara"))
def run_clock(slot: Slot, *, step: str, was: str, by: Any, now: datetime, reason: str = "") -> Clock:
    """Start, pause, go on, ask questions, end, or begin anew. `was` is the clock as the page showed it.

    Refused when somebody else was faster, so that two hands at once do not skip a phase.
    """
    Slot.objects.select_for_update(of=("self",)).get(pk=slot.pk)
    shown = reading_of(slot, now)
    if was != shown.mark:
        raise Refused(_("Jam ini baru saja diubah orang lain. Lihat keadaannya sekarang."))
    if step not in shown.steps:
        raise Refused(_("Langkah ini tidak dapat dilakukan sekarang."))
    if slot.outcome in (SlotOutcome.NO_SHOW, SlotOutcome.POSTPONED):
        raise Refused(_("Slot ini tidak berlangsung, jadi jamnya tidak dijalankan."))
    clock = Clock.objects.filter(slot=slot).first() or Clock(slot=slot)
    clock.by = by
    if step in (ClockStep.START, ClockStep.QUESTIONS):
        clock.phase = Phase.PRESENTATION if step == ClockStep.START else Phase.QUESTIONS
        clock.since, clock.spent = now, 0
    elif step == ClockStep.RESUME:
        clock.since = now
    elif step == ClockStep.AGAIN:
        clock.phase, clock.since, clock.spent = Phase.WAITING, None, 0
    else:
        clock.spent, clock.since = spent_of(clock, now), None
        if step == ClockStep.END:
            clock.phase = Phase.OVER
    clock.save()
    return clock


@action("interviews.record_attendance", gettext_lazy("Mencatat kehadiran wawancara"))
def record_attendance(
    slot: Slot, *, came: str, head_came: str, by: Any, now: datetime, reason: str = ""
) -> Slot:  # fmt: skip
    """Note who came and whether the head of the agency did; so it was heard. May be corrected afterwards."""
    _must_have_begun(slot, now)
    if slot.outcome in (SlotOutcome.NO_SHOW, SlotOutcome.POSTPONED):
        raise Refused(_("Slot ini sudah dicatat tidak berlangsung. Beri proposal itu slot baru."))
    said = "\n".join(line.strip() for line in came.splitlines() if line.strip())[:LONGEST]
    if not said:
        raise Refused(Reason(_("Tulis siapa yang hadir. Bila tidak ada, catat sebagai tidak hadir."), "came"))
    slot.came, slot.head_came, slot.outcome = said, Presence(head_came), SlotOutcome.HEARD
    slot.recorded_by, slot.recorded_at = by, now
    slot.save()
    return slot


@action("interviews.record_no_show", gettext_lazy("Mencatat penyaji tidak hadir"))
def record_no_show(slot: Slot, *, by: Any, now: datetime, reason: str = "") -> Slot:
    """Nobody came. The proposal is without a slot then; the organiser decides whether it gets another."""
    _must_have_begun(slot, now)
    return _end(slot, SlotOutcome.NO_SHOW, "interviews.no_show", reason, by, now)


@action("interviews.postpone", gettext_lazy("Menunda wawancara"))
def postpone(slot: Slot, *, by: Any, now: datetime, reason: str = "") -> Slot:
    """It cannot be held then, such as without electricity. The organiser gives it another slot."""
    return _end(slot, SlotOutcome.POSTPONED, "interviews.postponed", reason, by, now)


def _end(slot: Slot, outcome: SlotOutcome, kind: str, reason: str, by: Any, now: datetime) -> Slot:
    said = text_typed(reason, LONGEST)
    if not said:
        raise Refused(Reason(_("Tulis apa yang terjadi; kedua pihak membacanya."), "alasan"))
    if slot.entry is None or slot.outcome != SlotOutcome.PLANNED:
        raise Refused(_("Slot ini sudah dicatat. Muat ulang halamannya."))
    slot.outcome, slot.outcome_reason = outcome, said
    slot.recorded_by, slot.recorded_at = by, now
    slot.save()
    slot.requests.filter(answer="").update(
        answer=RequestAnswer.MOVED, answer_reason=said, answered_by=by, answered_at=now
    )
    tell_both(slot, kind, now, before=slot.starts_at, reason=said)
    review = slot.session.plan.review
    notify(
        runners_of(review.competition), kind, now=now, proposal=slot.entry.proposal.title, reason=said,
        before=in_words(slot.starts_at, slot.session.zone),
        path=f"/kompetisi/{review.competition.slug}/wawancara/{review.stage}",
    )  # fmt: skip
    return slot


def _must_have_begun(slot: Slot, now: datetime) -> None:
    if slot.entry is None:
        raise Refused(_("Tidak ada yang didengar di slot ini."))
    if now < slot.starts_at and not Clock.objects.filter(slot=slot.pk).exists():
        text = _("Slot ini baru mulai %(when)s. Catat kehadirannya saat itu.")
        raise Refused(text % {"when": in_words(slot.starts_at, slot.session.zone)})
