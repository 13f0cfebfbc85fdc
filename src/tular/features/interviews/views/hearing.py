"""What panels see: their days, a slot, its clock and attendance. The organiser looks at clock and attendance too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tular.features.competitions.queries.moments import in_words
from tular.features.interviews.choices import Phase, SlotOutcome
from tular.features.interviews.forms.slots import AttendanceForm
from tular.features.interviews.models import Slot
from tular.features.interviews.queries.calendars import calendar_of
from tular.features.interviews.queries.clock import reading_of
from tular.features.interviews.queries.own import days_of, heard_page
from tular.features.interviews.queries.visibility import (
    WITH,
    leads,
    seats_of,
    slot_before,
    slot_to_look_at,
    slots_before,
    slots_run_by,
)
from tular.features.interviews.views.planning import ical
from tular.features.judging.queries.submitted import number_text, title_of
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done, post_once


@signed_in
@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """The days of one's panels."""
    if not seats_of(request.user).exists():
        raise Http404
    return render(request, "interviews/days.html", {"days": days_of(request.user, timezone.now())})


@signed_in
@require_safe
def my_calendar(request: HttpRequest) -> HttpResponse:
    """The same for other calendars."""
    if not seats_of(request.user).exists():
        raise Http404
    rows = slots_before(request.user).select_related(*WITH)
    return ical(calendar_of(rows, _("Wawancara tim saya"), with_panel=True), "wawancara-saya")


@signed_in
@require_safe
def heard(request: HttpRequest, pk: int) -> HttpResponse:
    """One slot, for its panel alone."""
    slot = slot_before(request.user, pk)
    if slot is None:
        raise Http404
    return render(request, "interviews/heard.html", {"page": heard_page(request.user, slot, timezone.now())})


@signed_in
@require_safe
def clock(request: HttpRequest, pk: int) -> HttpResponse:
    """The clock in big digits; run by the chair or the organiser, looked at by the panel."""
    slot = _slot_or_404(request, pk)
    now = timezone.now()
    plan = slot.session.plan
    context = {
        "slot": slot, "clock": reading_of(slot, now), "runs": _may_lead(request, slot), "back": _back(request, slot),
        "number": number_text(_entry(slot)), "title": title_of(_entry(slot), None), "phase": _phase(slot, now),
        "minutes": (plan.presentation_minutes, plan.question_minutes),
    }  # fmt: skip
    return render(request, "interviews/clock.html", context)


@signed_in
@require_safe
def clock_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The clock as it stands now on the server, for pages that look at it."""
    slot = _slot_or_404(request, pk)
    now = timezone.now()
    found = reading_of(slot, now)
    told = {
        "phase": found.phase, "label": _phase(slot, now), "runs": found.runs, "left": found.left, "mark": found.mark,
    }  # fmt: skip
    answered = JsonResponse(told)
    answered["Cache-Control"] = "private, no-store"
    return answered


@signed_in
@require_POST
def run_clock(request: HttpRequest, pk: int) -> HttpResponse:
    """Start, pause, go on, ask, end."""
    slot = _slot_or_404(request, pk)
    here = f"/wawancara/{pk}/jam"

    def do() -> Done:
        run(
            request, "interviews.run_clock", slot, step=request.POST.get("langkah", "")[:20],
            was=request.POST.get("keadaan", "")[:20],
        )  # fmt: skip
        return Done(here, "")

    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons))
        return redirect(here)


@signed_in
@GET_OR_POST
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came."""
    slot = _slot_or_404(request, pk)
    page = FormPage(
        title=_("Kehadiran usulan %(number)s") % {"number": number_text(_entry(slot))},
        lead=title_of(_entry(slot), None), button=_("Simpan kehadiran"), back=_back(request, slot), up=_("Wawancara"),
        text=in_words(slot.starts_at, slot.session.zone), seen=slot,
        is_demo=slot.session.plan.review.competition.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        run(request, "interviews.record_attendance", slot, **form.cleaned_data)
        return _("Kehadiran dicatat.")

    begin = {"came": slot.came or _expected(slot), "head_came": slot.head_came}
    return answer(request, page, AttendanceForm(request.POST or None, initial=begin), do)


@signed_in
@GET_OR_POST
def no_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody came."""
    return _ended(
        request, pk, "interviews.record_no_show", _("Catat penyaji usulan %(number)s tidak hadir?"),
        [_("Tim proposal dan penyelenggara diberi tahu beserta catatan Anda."),
         _("Penyelenggara memutuskan apakah proposal ini mendapat slot lain.")],
        _("Catat tidak hadir"), _("Dicatat: penyaji tidak hadir."),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """It cannot be held then."""
    return _ended(
        request, pk, "interviews.postpone", _("Tunda wawancara usulan %(number)s?"),
        [_("Tim proposal, tim penilai, dan penyelenggara diberi tahu beserta alasannya."),
         _("Penyelenggara memberi proposal ini slot lain.")],
        _("Tunda wawancara"), _("Wawancara ditunda."),
    )  # fmt: skip


def _ended(
    request: HttpRequest, pk: int, action: str, title: str, effects: list[str], button: str, done: str
) -> HttpResponse:  # fmt: skip
    slot = _slot_or_404(request, pk)
    back = _back(request, slot)
    return confirm_and_run(
        request,
        Confirmation(
            action=action, subject=slot, title=title % {"number": number_text(_entry(slot))}, effects=effects,
            button=button, back=back, done=Done(back, done), reason="required", reason_label=_("Apa yang terjadi"),
            destructive=True,
        ),
    )  # fmt: skip


def _slot_or_404(request: HttpRequest, pk: int) -> Slot:
    slot = slot_to_look_at(request.user, pk)
    if slot is None:
        raise Http404
    return slot


def _may_lead(request: HttpRequest, slot: Slot) -> bool:
    if slot.outcome in (SlotOutcome.NO_SHOW, SlotOutcome.POSTPONED):
        return False
    return leads(request.user, slot) or slots_run_by(request.user).filter(pk=slot.pk).exists()


def _back(request: HttpRequest, slot: Slot) -> str:
    if slot_before(request.user, slot.pk) is not None:
        return f"/wawancara/{slot.pk}"
    review = slot.session.plan.review
    return f"/kompetisi/{review.competition.slug}/wawancara/{review.stage}/slot/{slot.pk}"


def _phase(slot: Slot, now: Any) -> str:
    return str(Phase(reading_of(slot, now).phase).label)


def _entry(slot: Slot) -> Any:
    assert slot.entry is not None, "somebody is heard in it"
    return slot.entry


def _expected(slot: Slot) -> str:
    said = getattr(slot.entry, "presentation", None)
    return said.presenters if said is not None else ""
