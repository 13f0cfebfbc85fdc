"""One reading: the answer beside the criterion, marks that save themselves, handing in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.engines.rulebook.exact import written
from tular.features.judging.actions.marking import Conflict, Page, Saved, hand_in, mark, open_reading
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, ScoreSheet
from tular.features.judging.queries.bench import bench, differences, first_section, typed_cell
from tular.features.judging.queries.marks import GENERAL, running, share_of
from tular.features.judging.queries.sheets import (
    asked_for,
    barred,
    has_sworn,
    kept_aside,
    reading_for,
    review_of,
    sheet_of,
)
from tular.features.judging.queries.table import NOT_APPLICABLE, sum_shown
from tular.features.judging.queries.visibility import may_judge
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.once.actions import FIELD
from tular.foundation.once.saving import saved_text
from tular.foundation.ui.typed import number_typed, prose_typed

QUIET = "X-Tular-Luring"
"""Header of a page that is fetched to be kept for reading without a connection: it is not opened by that."""


def reading_or_404(request: HttpRequest, pk: int) -> Assignment:
    """A reading of the person's own, in which they may mark."""
    reading = reading_for(request.user, pk)
    if reading is None or not may_judge(request.user, review_of(reading).competition):
        raise Http404
    return reading


@signed_in
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Read and mark one proposal."""
    found = reading_or_404(request, pk)
    review = review_of(found)
    if found.state == AssignmentState.ABSTAINED:
        return render(request, "judging/abstained.html", {"reading": found, "review": review})
    if not has_sworn(request.user, review):
        messages.info(request, _("Baca dan tandatangani pakta integritas dulu, lalu mulailah menilai."))
        return redirect(f"/penilaian/pakta/{review.competition.slug}")
    now = timezone.now()
    section = request.GET.get("kriteria", "")[:80] or first_section(found)
    if request.method == "POST":
        return _save(request, found, section, now)
    if QUIET not in request.headers:
        _open(request, found, now)
    if "banding" in request.GET and (aside := kept_aside(sheet_of(found), section)):
        return _beside(request, found, section, now, dict(aside.after))
    return _page(request, found, section, now)


def _open(request: HttpRequest, found: Assignment, now: datetime) -> ScoreSheet | None:
    """Note the first opening and lay out the sheet, where something may be written."""
    sheet = sheet_of(found)
    if sheet is not None and found.opened_at is not None and sheet.handed_in_at is None:
        return sheet
    if barred(found, request.user, now):
        return sheet
    sheet = open_reading(found, by=request.user, now=now)
    found.opened_at = found.opened_at or now
    return sheet


def _save(request: HttpRequest, found: Assignment, section: str, now: datetime) -> HttpResponse:
    quietly = request.POST.get("otomatis") == "1"
    sheet = _open(request, found, now)
    if sheet is None:
        return _refused(request, found, section, barred(found, request.user, now), now, quietly=quietly)
    base = number_typed(request.POST.get("dasar", ""))
    seconds = number_typed(request.POST.get("detik", ""))
    try:
        result = mark(
            sheet, by=request.user, now=now, section=section, content=content_sent(request.POST, section), base=base,
            page=Page(request.POST.get(FIELD, ""), seconds, settles=request.POST.get("gabung") == "1"),
        )  # fmt: skip
    except Refused as error:
        return _refused(request, found, section, str(error), now, quietly=quietly, base=base)
    if isinstance(result, Conflict):
        return _conflict(request, found, section, result, now, quietly=quietly)
    if quietly:
        return JsonResponse(_told(found, section, result, now))
    if "serahkan" in request.POST:
        return _hand_in(request, found, section, now)
    messages.success(request, saved_text(now))
    after = request.POST.get("lanjut", "")
    return redirect(f"/penilaian/{found.pk}?kriteria={after}" if after else request.get_full_path())


def content_sent(post: Any, section: str) -> dict[str, Any]:
    """What a form says about one criterion; fields that it does not have stay as they are."""
    found: dict[str, Any] = {}
    if "comment" in post:
        found["comment"] = prose_typed(post["comment"])
    if section != GENERAL and ("mark" in post or "berlaku" in post):
        mark_sent = post.get("mark", "")
        left_out = post.get("tidak_berlaku") == "1" or mark_sent.strip() in NOT_APPLICABLE
        found["mark"] = None if left_out else mark_sent
    return found


def _told(found: Assignment, section: str, result: Saved, now: datetime) -> dict[str, Any]:
    """The answer to a save by itself: its number, when, and the sum on the way."""
    asked, sheet = asked_for(found), sheet_of(found)
    told: dict[str, Any] = {"version": result.version, "text": saved_text(now), "reload": bool(result.merged)}
    if asked is not None and sheet is not None:
        told["sum"] = sum_text(running(asked, sheet.content))
        told["total"] = sum_shown(asked, sheet.content)
        if criterion := asked.criterion(section):
            told["how"], told["share"] = share_of(asked, criterion, sheet.content.get(section))
    return told


def sum_text(sums: Any) -> str:
    """ "63,55 dari 80": the sum on the way in words."""
    if sums.value is None:
        return sums.problem
    values = {"value": written(sums.value), "most": written(sums.most)}
    return _("Jumlah sementara %(value)s dari %(most)s") % values


def _refused(
    request: HttpRequest, found: Assignment, section: str, said: str, now: datetime, *, quietly: bool, base: int = 0
) -> HttpResponse:
    if quietly:
        kept = _("%(why)s Yang Anda ketik masih ada di halaman ini.") % {"why": said}
        return JsonResponse({"text": kept}, status=422)
    cell = typed_cell(request.POST, base, said)
    return _page(request, found, section, now, cell=cell, status=422)


def _conflict(
    request: HttpRequest, found: Assignment, section: str, met: Conflict, now: datetime, *, quietly: bool
) -> HttpResponse:
    if quietly:
        if met.theirs == met.mine:
            return JsonResponse({"text": met.why}, status=422)
        first = met.why or _("Perangkat lain sudah menyimpan kriteria ini.")
        text = _("%(why)s Yang Anda ketik disimpan di sampingnya.") % {"why": first}
        page = f"/penilaian/{found.pk}?kriteria={section}&banding=1"
        return JsonResponse({"text": text, "link": _("Bandingkan keduanya"), "address": page}, status=409)
    return _beside(request, found, section, now, met.mine, status=409)


def _hand_in(request: HttpRequest, found: Assignment, section: str, now: datetime) -> HttpResponse:
    def do() -> Done:
        hand_in(found, by=request.user, now=now)
        return Done(f"/penilaian/{found.pk}?kriteria={GENERAL}", _("Lembar nilai diserahkan. Terima kasih."))

    try:
        return post_once(request, do)
    except Refused as error:
        messages.error(request, str(error))
        fresh = reading_for(request.user, found.pk) or found
        return _page(request, fresh, section, now, status=409)


def _page(
    request: HttpRequest, found: Assignment, section: str, now: datetime, *, cell: Any = None, status: int = 200
) -> HttpResponse:
    shown = request.GET.get("bagian", "")[:80]
    page = bench(found, request.user, now, section=section, shown=shown, cell=cell)
    if page is None:
        raise Http404
    sums = sum_text(page.running) if page.running and page.running.marked else ""
    return render(request, "judging/reading.html", {"page": page, "sums": sums, "general": GENERAL}, status=status)


def _beside(
    request: HttpRequest, found: Assignment, section: str, now: datetime, mine: dict[str, Any], status: int = 200
) -> HttpResponse:
    """What is kept and what came second side by side, and a form that begins with what came second."""
    page = bench(found, request.user, now, section=section)
    if page is None:
        raise Http404
    sheet = sheet_of(found)
    held = dict((sheet.content.get(section) if sheet else None) or {})
    shown = str(mine.get("mark") or "").replace(".", ",")
    context = {
        "page": page,
        "general": GENERAL,
        "differences": differences(asked_for(found), section, held, mine),
        "mark": shown,
        "not_applicable": "mark" in mine and mine["mark"] is None,
        "held": held,
        "held_mark": str(held.get("mark") or "").replace(".", ","),
        "held_not_applicable": "mark" in held and held["mark"] is None,
        "comment": mine.get("comment") or "",
    }
    return render(request, "judging/beside.html", context, status=status)


@signed_in
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then open the own sheet again."""
    found = reading_or_404(request, pk)
    if found.state != AssignmentState.DONE:
        return redirect(f"/penilaian/{pk}")
    asked = Confirmation(
        action="judging.reopen_sheet",
        subject=found,
        title=_("Ubah lembar nilai usulan %(number)s?") % {"number": f"{found.entry.number:04d}"},
        effects=[
            _("Nilai dan komentar Anda tetap ada dan dapat diubah."),
            _("Lembar ini dihitung belum masuk sampai Anda menyerahkannya lagi."),
            _("Nilai sebelum dan sesudahnya tercatat."),
        ],
        button=_("Buka lagi lembar nilai"),
        back=f"/penilaian/{pk}",
        done=Done(f"/penilaian/{pk}?kriteria={GENERAL}", _("Lembar nilai terbuka. Serahkan lagi setelah selesai.")),
    )
    return confirm_and_run(request, asked)


@signed_in
def abstain(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then give the reading back."""
    found = reading_or_404(request, pk)
    if found.state != AssignmentState.ASSIGNED:
        return redirect(f"/penilaian/{pk}")
    asked = Confirmation(
        action="judging.abstain",
        subject=found,
        title=_("Tidak menilai usulan %(number)s?") % {"number": f"{found.entry.number:04d}"},
        effects=[
            _("Penyelenggara diberi tahu dan menugaskan penilai lain."),
            _("Nilai yang sudah Anda isi tidak dihitung."),
            _("Anda tidak dapat mengambilnya kembali sendiri."),
        ],
        button=_("Saya tidak menilai usulan ini"),
        back=f"/penilaian/{pk}",
        done=Done("/penilaian", _("Penyelenggara sudah diberi tahu.")),
        reason="required",
        reason_label=_("Mengapa?"),
        reason_hint=_("Hanya penyelenggara yang membaca. Bila ada hubungan dengan pengusul, nyatakan benturan."),
        destructive=True,
    )
    return confirm_and_run(request, asked)
