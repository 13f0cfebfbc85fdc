"""Both profiles of a case, the answers behind them, the tasks that come of them, and the decision."""

from __future__ import annotations

import io

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tular.features.replications.actions.readiness import Met
from tular.features.replications.actions.tasks import TaskTold, add_task
from tular.features.replications.forms.readiness import AreaForm, DecisionForm, area_form
from tular.features.replications.models import Case
from tular.features.replications.queries.area_form import AnswerPage, answer_page
from tular.features.replications.queries.readiness import (
    STEP,
    ReadinessPage,
    decision_page,
    gap_title,
    readiness_page,
    who_closes,
)
from tular.features.replications.queries.readiness_table import COLUMNS, table_of
from tular.features.replications.queries.replies import said_of
from tular.features.replications.queries.rules import in_language, rules_of
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.access.refusal import Refused
from tular.foundation.actions import Reason
from tular.foundation.actions.action import together
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.files.streams import csv_file, safe_cell
from tular.foundation.once.saving import saved_text


@signed_in
@require_safe
def profiles(request: HttpRequest, pk: int) -> HttpResponse:
    """Both profiles side by side, weakest area first."""
    return _profiles(request, readiness_page(request.user, case_or_404(request, pk)))


def _profiles(request: HttpRequest, page: ReadinessPage, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"page": page, "case": page.case, "problem": problem}
    return render(request, "replications/readiness.html", context, status=status)


@signed_in
@GET_OR_POST
def reply(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """The questions of one area (`?bidang=`), answered for the reader's side."""
    case = case_or_404(request, pk)
    found = answer_page(request.user, case, part, request.GET.get("bidang", "")[:80])
    if found is None:
        raise Http404
    levels = tuple(in_language(level.name) for level in rules_of(case).levels)
    sent = request.method == "POST"
    form = area_form(found, levels, request.POST if sent else None, request.FILES if sent else None, by=request.user)
    onward = found.here
    if "lanjut" in request.POST:
        onward = f"{case.path}/kesiapan"
        if found.following is not None:
            onward += f"/{part}?bidang={found.following.id}"
    if sent and request.POST.get("otomatis") == "1":
        return _quietly(request, found, form)
    page = FormPage(
        title=found.area.name, lead=found.block.title, button=_("Simpan"), back=f"{case.path}/kesiapan",
        up=_("Kelayakan dan kesiapan"), is_demo=case.is_demo,
    )  # fmt: skip

    def keep(form: AreaForm) -> Done:
        try:
            run(request, "replications.reply", case, side=found.side, answers=form.answers(), seen=form.seen())
        except Met as met:
            held = case.replies.filter(side=found.side, question__in=met.questions)
            rows = {row.question: row for row in held}
            form.show_anew({name: said_of(rows.get(name)) for name in met.questions})
            raise
        return Done(onward, _("Jawaban “%(area)s” tersimpan.") % {"area": found.area.name})

    return answer(request, page, form, keep, "replications/reply.html", found=found, case=case)


def _quietly(request: HttpRequest, found: AnswerPage, form: AreaForm) -> HttpResponse:
    """A save by itself while somebody fills the form: the script of the page says how it went."""
    if not form.is_valid():
        wrong = [str(text) for errors in form.errors.values() for text in errors]
        return JsonResponse({"text": " ".join(wrong)}, status=422)
    said = {"side": found.side, "answers": form.answers(), "seen": form.seen()}
    try:
        run(request, "replications.reply", found.case, **said)
    except Refused as refused:
        return JsonResponse({"text": " ".join(reason.text for reason in refused.reasons)}, status=422)
    now = answer_page(request.user, found.case, found.block.part, found.area.id)
    assert now is not None, "who may save may read"
    told = {"version": now.version, "shown": form.shown(now), "reload": form.differs(now)}
    return JsonResponse({**told, "text": saved_text(timezone.now())})


@signed_in
@GET_OR_POST
def carry(request: HttpRequest, pk: int) -> HttpResponse:
    """Own answers from earlier cases are taken over, after saying which."""
    case = case_or_404(request, pk)
    count = readiness_page(request.user, case).to_carry
    asked = Confirmation(
        action="replications.carry_replies",
        subject=case,
        title=_("Ambil jawaban Anda dari kasus lain?"),
        effects=[
            _("%(n)d jawaban terakhir Anda tentang inovasi ini disalin ke sini, beserta buktinya.") % {"n": count},
            _("%(taker)s dapat membaca jawaban dan buktinya.") % {"taker": case.taker.name},
            _("Yang sudah Anda jawab di sini tidak berubah. Setiap salinan ditandai dan dapat Anda ubah."),
        ],
        button=_("Ambil jawaban itu"),
        back=f"{case.path}/kesiapan",
        done=Done(f"{case.path}/kesiapan", _("Jawaban dari kasus lain sudah disalin. Periksa apakah masih berlaku.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@require_POST
def make_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """Questions become tasks: those of `tanya`, or with `semua` all that were answered and are low or unproven."""
    page = readiness_page(request.user, case_or_404(request, pk))
    asked = set(request.POST.getlist("tanya"))
    chosen = list(page.short) if "semua" in request.POST else [line for line in page.gaps if line.id in asked]
    try:
        return post_once(request, lambda: _tasks(request, page, [line.id for line in chosen]))
    except Refused as refused:
        fresh = readiness_page(request.user, case_or_404(request, pk))
        return _profiles(request, fresh, str(refused), 409)


def _tasks(request: HttpRequest, page: ReadinessPage, chosen: list[str]) -> Done:
    if not chosen:
        raise Refused(Reason(_("Pertanyaan itu sudah menjadi tugas, atau sudah terjawab.")))
    case = page.case
    with together():
        for block in page.profiles:
            for line in (line for area in block.areas for line in area.gaps if line.id in chosen):
                told = TaskTold(gap_title(line), who_closes(case, block.part), STEP, question=line.id)
                add_task(case, told=told, by=request.user, now=timezone.now())
    return Done(f"{case.path}/kesiapan", _("%(n)d tugas ditambahkan.") % {"n": len(chosen)})


@signed_in
@GET_OR_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided after both profiles: the form for the taker, earlier decisions for everybody."""
    case = case_or_404(request, pk)
    found = decision_page(request.user, case)
    page = FormPage(
        title=_("Keputusan sesudah menilai"), lead=case.name, button=_("Catat keputusan"),
        back=f"{case.path}/kesiapan", up=_("Kelayakan dan kesiapan"), is_demo=case.is_demo,
    )  # fmt: skip
    form = DecisionForm(request.POST or None, request.FILES or None, by=request.user)

    def keep(form: DecisionForm) -> Done:
        reason = form.cleaned_data["reason"]
        row = run(request, "replications.decide", case, told=form.told(), reason=reason)
        return Done(f"{case.path}/keputusan", _("Keputusan tercatat: %(outcome)s.") % {
            "outcome": row.get_outcome_display(),
        })  # fmt: skip

    return answer(request, page, form, keep, "replications/decision.html", found=found, case=case)


@signed_in
@require_safe
def answers_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers of both parts as a table."""
    case = case_or_404(request, pk)
    rows = [row for _title, lines in table_of(case) for row in lines]
    return csv_file(_name(case), [str(one) for one in COLUMNS], rows)


@signed_in
@require_safe
def answers_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook, each part on a sheet of its own."""
    case = case_or_404(request, pk)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Without it the moment of downloading would stand in the file: the same answers give the same bytes.
    book.set_properties({"created": case.created_at.replace(tzinfo=None)})
    bold, wrapped = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    for title, lines in table_of(case):
        sheet = book.add_worksheet(title[:31])
        sheet.write_row(0, 0, [str(one) for one in COLUMNS], bold)
        for number, row in enumerate(lines, start=1):
            sheet.write_row(number, 0, [safe_cell(cell) for cell in row], wrapped)
        sheet.freeze_panes(1, 3)
        sheet.set_column(0, len(COLUMNS) - 1, 22)
        sheet.set_column(2, 2, 48)
    book.close()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(buffer.getvalue(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{_name(case)}.xlsx"'
    return response


def _name(case: Case) -> str:
    return f"kesiapan-{case.code.lower()}"
