"""Visits and mentoring sessions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.replications.forms.meetings import MeetingForm, ReportForm
from tular.features.replications.models import Meeting
from tular.features.replications.queries.meeting_calendar import calendar_of
from tular.features.replications.queries.meetings import WITH, clashes_of, hosts_for, meeting_page, my_meetings
from tular.features.replications.queries.visibility import meetings_visible_to
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


def _meeting_or_404(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(meetings_visible_to(request.user).select_related(*WITH), pk=pk)


def _ics(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@signed_in
@GET_OR_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the owner or a peer for a meeting."""
    case = case_or_404(request, pk)
    require(request.user, "replications.propose_meeting", case)
    hosts = hosts_for(case)
    text = "" if hosts else _("Inovasi ini milik Anda sendiri dan belum ada yang menirunya: belum ada tuan rumah.")
    page = FormPage(_("Ajukan pertemuan"), case.name, _("Ajukan pertemuan"), f"{case.path}#pertemuan", case.code, text,
                    is_demo=case.is_demo)  # fmt: skip

    def do(form: Any) -> Done:
        host = form.hosts[form.cleaned_data["host"]]
        made = run(request, "replications.propose_meeting", case, host=host, told=form.told())
        said = [_("Pertemuan diajukan; tuan rumahnya diberi tahu."), *clashes_of(made)]
        return Done(f"/pertemuan/{made.pk}", " ".join(said))

    form = MeetingForm(request.POST or None, hosts=hosts, initial=MeetingForm.begin(case, hosts))
    return answer(request, page, form, do)


@signed_in
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: all that a peer sees of a case."""
    page = meeting_page(_meeting_or_404(request, pk), request.user, timezone.now())
    return render(request, "replications/meeting.html", {"page": page, "meeting": page.meeting})


@signed_in
@GET_OR_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time or place."""
    found = _meeting_or_404(request, pk)
    require(request.user, "replications.move_meeting", found)
    back = f"/pertemuan/{found.pk}"
    page = FormPage(
        _("Geser pertemuan"), found.case.innovation.title, _("Ajukan waktu baru"), back, _("Pertemuan"),
        _("Pihak lain diberi tahu dan menjawab lagi."), seen=found, is_demo=found.case.is_demo,
    )  # fmt: skip

    def do(form: Any) -> Done:
        reason = form.cleaned_data["reason"]
        moved = run(request, "replications.move_meeting", found, told=form.told(), reason=reason)
        return Done(back, " ".join([_("Waktu baru diajukan."), *clashes_of(moved)]))

    return answer(request, page, MeetingForm(request.POST or None, initial=MeetingForm.of(found)), do)


@signed_in
@GET_OR_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """The side that was asked agrees."""
    found = _meeting_or_404(request, pk)
    back = f"/pertemuan/{found.pk}"
    asked = Confirmation(
        action="replications.agree_to_meeting", subject=found, title=_("Setujui pertemuan ini?"),
        effects=[_("Kedua pihak diberi tahu. Waktunya masih dapat digeser.")], button=_("Setujui pertemuan"),
        back=back, done=Done(back, _("Pertemuan disetujui.")),
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The side that was asked cannot."""
    found = _meeting_or_404(request, pk)
    back = f"/pertemuan/{found.pk}"
    asked = Confirmation(
        action="replications.decline_meeting", subject=found, title=_("Tidak dapat memenuhi pertemuan ini?"),
        effects=[_("Pihak lain membaca alasannya. Bila hanya waktunya yang tidak cocok, geser saja.")],
        button=_("Nyatakan tidak dapat"), back=back, done=Done(back, _("Jawaban dikirim.")), reason="required",
        destructive=True,
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    found = _meeting_or_404(request, pk)
    back = f"/pertemuan/{found.pk}"
    asked = Confirmation(
        action="replications.cancel_meeting", subject=found, title=_("Batalkan pertemuan ini?"),
        effects=[_("Pihak lain diberi tahu, dengan alasannya."), _("Dalam kalender ia tampil sebagai batal.")],
        button=_("Batalkan pertemuan"), back=back, done=Done(back, _("Pertemuan dibatalkan.")), reason="required",
        destructive=True,
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What was learnt."""
    found = _meeting_or_404(request, pk)
    require(request.user, "replications.report_meeting", found)
    back = f"/pertemuan/{found.pk}"
    page = FormPage(_("Laporan belajar"), found.case.innovation.title, _("Simpan laporan"), back, _("Pertemuan"),
                    _("Dibaca kedua pihak dan tuan rumahnya."), seen=found, is_demo=found.case.is_demo)  # fmt: skip

    def do(form: Any) -> str:
        told = form.cleaned_data
        run(request, "replications.report_meeting", found, learnt=told["learnt"], attended=told["attended"])
        return _("Laporan disimpan.")

    begin = {"learnt": found.report, "attended": found.attended}
    return answer(request, page, ReportForm(request.POST or None, initial=begin), do)


@signed_in
@require_safe
def one_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting for a calendar."""
    found = _meeting_or_404(request, pk)
    return _ics(calendar_of([found], found.case.innovation.title, _site(request)), f"pertemuan-{pk}")


@signed_in
@require_safe
def my_calendar(request: HttpRequest) -> HttpResponse:
    """All of mine for a calendar."""
    return _ics(calendar_of(my_meetings(request.user), _("Pertemuan saya"), _site(request)), "pertemuan-saya")
