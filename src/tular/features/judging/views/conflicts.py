"""Conflicts of interest, for the organiser."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tular.features.judging.actions import conflicts
from tular.features.judging.forms.conflicts import RecordForm
from tular.features.judging.models import Conflict, Review
from tular.features.judging.queries.conflict_list import conflict_called, conflicts_page
from tular.features.judging.queries.review_page import base_of
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.views.reviews import review_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.ui.typed import text_typed


def _path(review: Review) -> str:
    return f"{base_of(review)}/benturan"


@signed_in
@require_safe
def index(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """What stands, why, and what waits for a look."""
    review = review_or_404(request, slug, stage)
    asked = request.GET
    page = conflicts_page(
        review, timezone.now(), part=asked.get("bagian", ""), words=text_typed(asked.get("cari", ""), 100),
        page=asked.get("halaman", ""),
    )  # fmt: skip
    return render(request, "judging/conflicts.html", {"page": page})


@signed_in
@require_POST
def search(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Have the machine look, in the background."""
    review = review_or_404(request, slug, stage)

    def do() -> Done:
        run = conflicts.seek_conflicts(review, by=request.user, now=timezone.now())
        return Done(f"/proses/{run.pk}", _("Pencarian dimulai. Anda boleh meninggalkan halaman ini."))

    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons))
        return redirect(_path(review))


@signed_in
@GET_OR_POST
def record(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """One that the organiser knows of."""
    review = review_or_404(request, slug, stage)
    page = FormPage(
        title=_("Catat benturan"), lead=f"{stage_of(review).label} · {review.competition.title}",
        button=_("Catat benturan"), back=_path(review), up=_("Benturan kepentingan"),
        text=_("Bacaan penilai itu atas proposal ini berakhir; nilai yang sudah ada tersimpan, tetapi tidak dihitung."),
        is_demo=review.competition.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        told = form.cleaned_data
        conflicts.record_conflict(
            told["evaluator"], entry=told["entry"], kind=told["kind"], note=told["note"], by=request.user,
            now=timezone.now(),
        )  # fmt: skip
        return _("Benturan dicatat.")

    begin = {"evaluator": request.GET.get("penilai", "")[:10], "entry": request.GET.get("proposal", "")[:10]}
    return answer(request, page, RecordForm(request.POST or None, review, initial=begin), do)


@signed_in
@GET_OR_POST
def confirm(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """It is one."""
    review = review_or_404(request, slug, stage)
    row = _conflict_or_404(review, pk)
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.confirm_conflict", subject=row, title=_("Benarkan benturan ini?"),
            effects=[
                *_told(row),
                _("Bacaan yang sedang atau sudah dikerjakan berakhir; nilainya tersimpan, tetapi tidak dihitung."),
            ],
            button=_("Benarkan"), back=_path(review), done=Done(_path(review), _("Benturan dibenarkan.")),
        ),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def lift(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """It is none."""
    review = review_or_404(request, slug, stage)
    row = _conflict_or_404(review, pk)
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.lift_conflict", subject=row, title=_("Cabut benturan ini?"),
            effects=[
                *_told(row),
                _("Penilai itu boleh ditugaskan membaca proposal ini. Sistem tidak menemukannya lagi."),
                _("Bacaan yang sudah berakhir karena benturan ini tidak dihidupkan lagi."),
            ],
            button=_("Cabut benturan"), back=_path(review), done=Done(_path(review), _("Benturan dicabut.")),
            reason="required", reason_label=_("Mengapa ini bukan benturan"),
        ),
    )  # fmt: skip


def _told(row: Conflict) -> list[str]:
    values = {
        "number": row.evaluator.number, "name": row.evaluator.person.name, "entry": row.entry.number,
        "title": row.entry.proposal.title, "agency": row.entry.proposal.agency.name,
    }  # fmt: skip
    said = [_("Penilai %(number)02d, %(name)s, dan proposal %(entry)d, “%(title)s”, dari %(agency)s.") % values]
    said.append(f"{str(row.get_kind_display()).capitalize()}. {row.note}".strip())
    return said


def _conflict_or_404(review: Review, pk: int) -> Conflict:
    row = conflict_called(review, pk)
    if row is None or row.lifted_at is not None:
        raise Http404
    return row
