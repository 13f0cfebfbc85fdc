"""The organiser's pages: lengths, sessions, chairs, the timetable and its publication."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.interviews.actions.planning import KIND
from tular.features.interviews.forms.planning import ChairForm, ChangePlaceForm, LengthsForm, SessionForm
from tular.features.interviews.models import InterviewPlan, Session, Slot
from tular.features.interviews.queries.calendars import calendar_of
from tular.features.interviews.queries.timetable import COLUMNS, base_of, table_of, timetable_page
from tular.features.interviews.queries.visibility import WITH
from tular.features.judging.models import Review
from tular.features.judging.queries.review_page import review_for, stage_to_prepare
from tular.features.judging.queries.rules import stage_of
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.files.streams import csv_file


def review_or_404(request: HttpRequest, slug: str, stage: str) -> Review:
    """The review of a stage with interviews, for somebody who runs it; nothing for everybody else."""
    review = review_for(request.user, slug, stage)
    if review is None or stage_of(review).kind != KIND:
        raise Http404
    return review


def plan_or_404(request: HttpRequest, slug: str, stage: str) -> InterviewPlan:
    """Its plan, once there is one."""
    review = review_or_404(request, slug, stage)
    rows = InterviewPlan.objects.select_related("review__competition__rulebook")
    return get_object_or_404(rows, review=review)


def _unprepared(request: HttpRequest, slug: str, stage: str) -> tuple[Competition, Stage] | None:
    """Competition and stage of interviews whose judging was not prepared yet, for somebody who runs it."""
    found = stage_to_prepare(request.user, slug, stage)
    return found if found and found[1].kind == KIND else None


@signed_in
@require_safe
def index(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The timetable; before the judging of the stage is prepared, the way there."""
    if unprepared := _unprepared(request, slug, stage):
        return render(request, "interviews/unprepared.html", {"competition": unprepared[0], "stage": unprepared[1]})
    page = timetable_page(review_or_404(request, slug, stage), timezone.now())
    return render(request, "interviews/timetable.html", {"page": page})


@signed_in
@GET_OR_POST
def lengths(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Minutes of a slot, and until when material is taken."""
    review = review_or_404(request, slug, stage)
    plan = InterviewPlan.objects.filter(review=review).first()
    rules = stage_of(review)
    text = _("Berlaku untuk sesi yang dibuat sesudah ini; slot yang sudah ada tetap.")
    if plan is None and rules.minutes_presentation is None:
        text = _("Buku aturan tidak menyebut lamanya; tetapkan di sini. Slot yang sudah ada tetap.")
    page = _page(review, _("Aturan waktu wawancara"), _("Simpan"), text)

    def do(form: Any) -> str:
        run(request, "interviews.plan", review, lengths=form.told())
        return _("Aturan waktu disimpan. Tambah sesi untuk membuat slot.")

    return answer(request, page, LengthsForm(request.POST or None, initial=LengthsForm.begin(review, plan)), do)


@signed_in
@GET_OR_POST
def add_session(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """One more stretch of a day, cut into slots."""
    plan = plan_or_404(request, slug, stage)
    text = _("Sesi dipotong menjadi slot %(n)d menit dengan jeda %(gap)d menit.") % {
        "n": plan.presentation_minutes + plan.question_minutes, "gap": plan.gap_minutes,
    }  # fmt: skip
    page = _page(plan.review, _("Tambah sesi"), _("Tambah sesi"), text)

    def do(form: Any) -> str:
        made = run(request, "interviews.add_session", plan, told=form.told())
        n = made.slots.count()
        return ngettext("%(n)d slot dibuat.", "%(n)d slot dibuat.", n) % {"n": n}

    form = SessionForm(request.POST or None, initial=SessionForm.begin(plan.review), review=plan.review)
    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def change_session(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Another place or link."""
    plan = plan_or_404(request, slug, stage)
    session = get_object_or_404(plan.sessions.select_related("plan__review__competition__rulebook"), pk=pk)
    page = _page(plan.review, _("Tempat dan tautan sesi"), _("Simpan"), seen=session)

    def do(form: Any) -> str:
        told = form.cleaned_data
        run(
            request, "interviews.change_session", session, place=told["place"].strip(), link=told["link"],
            reason=told["alasan"],
        )  # fmt: skip
        return _("Tempat sesi disimpan.")

    begin = {"place": session.place, "link": session.link}
    return answer(request, page, ChangePlaceForm(request.POST or None, initial=begin), do)


@signed_in
@GET_OR_POST
def drop_session(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Remove a session in which nobody is heard."""
    plan = plan_or_404(request, slug, stage)
    session: Session = get_object_or_404(plan.sessions.select_related("plan__review__competition", "panel"), pk=pk)
    back = base_of(plan.review)
    return confirm_and_run(
        request,
        Confirmation(
            action="interviews.drop_session", subject=session,
            title=_("Hapus sesi %(panel)s?") % {"panel": session.panel.name},
            effects=[_("Slot kosong di dalamnya ikut terhapus. Sesi yang masih berisi proposal tidak terhapus.")],
            button=_("Hapus sesi"), back=back, done=Done(back, _("Sesi dihapus.")), destructive=True,
        ),
    )  # fmt: skip


@signed_in
@require_POST
def place(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Everybody without a slot gets one, as far as that can be."""
    plan = plan_or_404(request, slug, stage)
    back = base_of(plan.review)

    def do() -> Done:
        missing = run(request, "interviews.place", plan)
        if not missing:
            return Done(back, _("Semua proposal punya slot."))
        n = len(missing)
        text = ngettext("%(n)d proposal belum punya slot:", "%(n)d proposal belum punya slot:", n) % {"n": n}
        return Done(back, " ".join((text, *missing[:5])))

    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons[:5]))
        return redirect(back)


@signed_in
@GET_OR_POST
def publish(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Show it to teams and panels."""
    plan = plan_or_404(request, slug, stage)
    page = timetable_page(plan.review, timezone.now())
    back = base_of(plan.review)
    effects = [
        _("Tim proposal dan admin lokalnya melihat slot mereka sendiri, dan diberi tahu."),
        _("Penilai setiap tim melihat jadwalnya, diberi tahu, dan ditugaskan memberi nilai."),
        _("Sesudah ini setiap perubahan memerlukan alasan yang dibaca kedua pihak."),
    ]
    n = len(page.unplaced)
    if n:
        text = ngettext(
            "Perhatikan: %(n)d proposal belum punya slot.", "Perhatikan: %(n)d proposal belum punya slot.", n
        )
        effects.append(text % {"n": n})
    effects += [_("Belum dapat: %(what)s") % {"what": one.text} for one in page.obstacles if one.slot is not None]
    return confirm_and_run(
        request,
        Confirmation(
            action="interviews.publish", subject=plan, title=_("Terbitkan jadwal wawancara?"), effects=effects,
            button=_("Terbitkan jadwal"), back=back, done=Done(back, _("Jadwal terbit. Kedua pihak diberi tahu.")),
        ),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def assign_panels(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Readings for members who came later."""
    plan = plan_or_404(request, slug, stage)
    back = base_of(plan.review)
    return confirm_and_run(
        request,
        Confirmation(
            action="interviews.assign_panels", subject=plan, title=_("Tugaskan penilai yang belum ditugaskan?"),
            effects=[_("Penilai yang baru masuk tim mendapat lembar nilai untuk semua yang didengar timnya.")],
            button=_("Tugaskan"), back=back, done=Done(back, _("Penilai tim sudah ditugaskan.")),
        ),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def chair(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Who leads a panel."""
    review = review_or_404(request, slug, stage)
    panel = get_object_or_404(review.panels.select_related("review__competition"), pk=pk)
    text = _("Ketua menjalankan jam dan mencatat kehadiran. Tanpa ketua, semua penilai tim dapat melakukannya.")
    page = _page(review, _("Ketua %(panel)s") % {"panel": panel.name}, _("Tetapkan ketua"), text)

    def do(form: Any) -> str:
        run(request, "interviews.name_chair", panel, evaluator=form.cleaned_data["evaluator"])
        return _("Ketua %(panel)s ditetapkan.") % {"panel": panel.name}

    return answer(request, page, ChairForm(request.POST or None, panel=panel), do)


@signed_in
@require_safe
def download(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The timetable as a table."""
    plan = plan_or_404(request, slug, stage)
    return csv_file(f"wawancara-{slug}-{stage}", COLUMNS, table_of(plan))


@signed_in
@require_safe
def calendar(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The timetable for other calendars."""
    plan = plan_or_404(request, slug, stage)
    slots = Slot.objects.filter(session__plan=plan, entry__isnull=False).select_related(*WITH)
    return ical(calendar_of(slots, plan.review.competition.title, with_panel=True), f"wawancara-{slug}")


def ical(content: bytes, name: str) -> HttpResponse:
    """A calendar file that nobody else keeps."""
    answered = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answered["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    answered["Cache-Control"] = "private, no-store"
    return answered


def _page(review: Review, title: str, button: str, text: str = "", *, seen: Any = None) -> FormPage:
    return FormPage(
        title=title, lead=f"{stage_of(review).label} · {review.competition.title}", button=button,
        back=base_of(review), up=_("Jadwal wawancara"), text=text, seen=seen, is_demo=review.competition.is_demo,
    )  # fmt: skip
