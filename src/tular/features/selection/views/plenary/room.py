"""The room of a plenary: ranking, line, balance, history; for the organiser, members and the approver."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.proposals.models import Proposal
from tular.features.selection.models import Plenary, PlenaryQuestion
from tular.features.selection.queries.entering import holding_plenary
from tular.features.selection.queries.plenary.balance import DIMENSIONS
from tular.features.selection.queries.plenary.history import history_of
from tular.features.selection.queries.plenary.minutes import minutes_of, set_minutes
from tular.features.selection.queries.plenary.narrowing import SHOWN, Wished
from tular.features.selection.queries.plenary.readiness import readiness
from tular.features.selection.queries.plenary.records import current
from tular.features.selection.queries.plenary.room import Room, room_of, title_of
from tular.features.selection.queries.plenary.seeing import conflicts_of
from tular.features.selection.queries.plenary.sheet import COLUMNS, sheet_rows
from tular.features.selection.queries.plenary.stages import is_nomination, plenary_stage
from tular.features.selection.views.plenary.finding import Here, Shut, here, run, run_by
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.files.streams import csv_file, safe_cell
from tular.foundation.ui.typed import number_typed, text_typed


def wished_of(request: HttpRequest) -> Wished:
    """What the address asks."""
    told = request.GET
    shown, dimension = told.get("tampil", ""), told.get("menurut", "")
    counts = {}
    for name in told:
        number = number_typed(name.removeprefix("tempat-"), -1) if name.startswith("tempat-") else -1
        count = number_typed(told.get(name, "").strip(), -1)
        if 0 <= number < 100 and count >= 0:
            counts[number] = min(count, 10000)
    pool = told.get("pool", "")
    return Wished(
        words=text_typed(told.get("cari", ""), 100),
        shown=shown if shown in SHOWN else "",
        pool=number_typed(pool, -1) if pool else -1,
        dimension=dimension if dimension in DIMENSIONS else "",
        value=text_typed(told.get("nilai", ""), 200),
        sort=told.get("urut", ""),
        page=told.get("halaman", ""),
        counts=counts,
        score=told.get("skor", ""),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The room; before it is opened, what is missing, and the button that opens it."""
    competition = competitions_run_by(request.user).filter(slug=slug).select_related("rulebook", "organiser").first()
    found_stage = plenary_stage(competition, stage) if competition else None
    if competition and found_stage and not Plenary.objects.filter(competition=competition, stage=stage).exists():
        return _opening(request, competition, found_stage)
    try:
        found = here(request, slug, stage)
    except Shut as shut:
        return render(request, "selection/plenary/shut.html", {"competition": shut.competition})
    reader = request.user.pk if found.is_member and not found.runs else None
    page = room_of(found.plenary, wished_of(request), reader)
    return render(request, "selection/plenary/room.html", _context(request, found, page))


def _opening(request: HttpRequest, competition: Any, stage: Any) -> HttpResponse:
    base = f"/kompetisi/{competition.slug}/pleno/{stage.id}"
    ready, wrong, status = readiness(competition, stage), [], 200
    if request.method == "POST":
        try:
            return post_once(request, lambda: _opened(request, competition, stage.id, base))
        except Refused as refused:
            wrong, status = [one.text for one in refused.reasons], 409
    context = {
        "competition": competition, "stage": stage, "ready": ready, "wrong": wrong, "base": base,
        "nominates": is_nomination(stage),
    }  # fmt: skip
    return render(request, "selection/plenary/opening.html", context, status=status)


def _opened(request: HttpRequest, competition: Any, stage: str, base: str) -> Done:
    run(request, "selection.open_plenary", competition, stage=stage)
    return Done(base, _("Sidang dibuka. Nilai yang menjadi dasarnya sudah dibekukan."))


def _context(request: HttpRequest, found: Here, page: Room) -> dict[str, Any]:
    plenary = found.plenary
    f = page.wished
    kept = {"cari": f.words, "tampil": f.shown, "pool": f.pool if f.pool >= 0 else "", "menurut": f.dimension,
            "nilai": f.value, "urut": f.sort}  # fmt: skip
    holding = holding_plenary(found.competition, plenary.stage)
    return {
        "here": found,
        "page": page,
        "title": title_of(plenary, page.stage),
        "is_open": plenary.state == "sidang",
        "is_last": not Plenary.objects.filter(
            competition=found.competition, stage=plenary.stage, number__gt=plenary.number
        ).exists(),
        "holding": holding,
        "announced": plenary.announcements.order_by("-number").first(),
        "query": urlencode({name: value for name, value in kept.items() if value != ""}),
        "shown": [
            ("", _("Semua")), ("masuk", _("Dipilih")), ("luar", _("Tidak dipilih")),
            ("beda", _("Menyimpang dari peringkat")), ("garis", _("Di ambang")), ("seri", _("Bernilai sama")),
        ],
        "sorts": [
            ("", _("peringkat")), ("peluang", _("peluang masuk")), ("instansi", _("instansi")), ("judul", _("judul")),
        ],
        "signs": {"masuk": "ok", "ambang": "part", "tidak": "unknown"},
        "questions": PlenaryQuestion.objects.filter(plenary=plenary).select_related("proposal"),
        "approvals": plenary.approvals.select_related("by"),
        "others": Plenary.objects.filter(competition=found.competition, stage=plenary.stage).exclude(pk=plenary.pk)
        if found.runs else [],
    }  # fmt: skip


@signed_in
@require_safe
def balance(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The balance report, to read aloud and to print."""
    found = here(request, slug, stage)
    reader = request.user.pk if found.is_member and not found.runs else None
    page = room_of(found.plenary, Wished(), reader)
    return render(request, "selection/plenary/balance.html", _context(request, found, page))


@signed_in
@require_safe
def history(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Everything that was decided, the newest first, with a button that takes it back."""
    found = run_by(request, slug, stage)
    context = {"here": found, "rows": history_of(found.plenary), "is_open": found.plenary.state == "sidang"}
    return render(request, "selection/plenary/history.html", context)


@signed_in
@require_safe
def minutes(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The minutes: as they were frozen, or before that a draft."""
    found = here(request, slug, stage)
    if not (found.runs or found.approves or found.is_member):
        raise Http404
    if found.is_member and not found.runs and not _may_read_minutes(request.user, found.plenary):
        raise Http404
    kept = getattr(found.plenary, "minutes", None)
    pdf = bytes(kept.pdf) if kept else set_minutes(minutes_of(found.plenary), at=timezone.now())[0]
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="berita-acara-{slug}-{stage}-{found.plenary.number}.pdf"'
    return response


def _may_read_minutes(person: Any, plenary: Plenary) -> bool:
    """A member once they are approved; with a conflict, once everybody may know what became of the proposal."""
    if plenary.approved_at is None:
        return False
    if plenary.announcements.exists():
        return True
    entered = Proposal.objects.filter(competition=plenary.competition_id).values_list("pk", flat=True)
    return not conflicts_of(person.pk, list(entered))


@signed_in
@require_safe
def table(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The whole ranking for the meeting, as CSV."""
    found = run_by(request, slug, stage)
    told, _decisions, settled = current(found.plenary)
    return csv_file(f"sidang-{slug}-{stage}", COLUMNS, sheet_rows(found.plenary, told, settled))


@signed_in
@require_safe
def workbook(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The same as a spreadsheet."""
    found = run_by(request, slug, stage)
    told, _decisions, settled = current(found.plenary)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(_("Peringkat")), book.add_format({"bold": True, "bottom": 1})
    sheet.write_row(0, 0, COLUMNS, bold)
    for line, row in enumerate(sheet_rows(found.plenary, told, settled), start=1):
        sheet.write_row(line, 0, [safe_cell(cell) for cell in row])
    sheet.freeze_panes(1, 4)
    sheet.set_column(3, 4, 40)
    book.close()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(buffer.getvalue(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="sidang-{slug}-{stage}.xlsx"'
    return response
