"""Feedback: the organiser looks at comments and releases them; those who applied read and print."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tular.features.competitions.models import Competition
from tular.features.judging.models import Review, ScoreSheet
from tular.features.judging.queries.rules import rules_for
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.features.selection.actions import releasing
from tular.features.selection.queries.comments import SHOWN, CommentsPage, comments_page, review_called
from tular.features.selection.queries.feedback import (
    composed,
    feedback_of,
    feedback_readable_by,
    told_from,
    told_of,
)
from tular.features.selection.queries.listing import stage_label
from tular.features.selection.queries.preparing import competition_run_by
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.files.streams import safe_cell
from tular.foundation.ui.shapes import Pages
from tular.foundation.ui.typed import text_typed

PAGE = 50


def _competition(request: HttpRequest, slug: str) -> Competition:
    competition = competition_run_by(request.user, slug)
    if competition is None:
        raise Http404
    return competition


def _page(request: HttpRequest, competition: Competition) -> CommentsPage | None:
    asked = request.GET
    shown = asked.get("lihat", "")
    return comments_page(
        competition, text_typed(asked.get("tahap", ""), 60), shown if shown in SHOWN else "",
        text_typed(asked.get("cari", ""), 200), asked.get("halaman", ""),
    )  # fmt: skip


@signed_in
@require_safe
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """All comments of a stage, and whether they may be released."""
    competition = _competition(request, slug)
    page = _page(request, competition)
    stages = [
        (one, stage_label(competition, one))
        for one in Review.objects.filter(competition=competition).order_by("pk").values_list("stage", flat=True)
    ]
    context = {
        "competition": competition,
        "page": page,
        "stages": stages,
        "release": f"/seleksi/{slug}/umpan-balik/lepas?{urlencode({'tahap': page.stage.id})}" if page else "",
    }
    return render(request, "selection/comments.html", context)


def _sheet(request: HttpRequest, slug: str, pk: int) -> ScoreSheet:
    competition = _competition(request, slug)
    rows = ScoreSheet.objects.filter(assignment__entry__review__competition=competition, handed_in_at__isnull=False)
    sheet = rows.select_related("assignment__entry__review").filter(pk=pk).first()
    if sheet is None:
        raise Http404
    return sheet


@signed_in
@require_POST
def hold(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hold a comment back."""
    sheet = _sheet(request, slug, pk)
    criterion, reason = text_typed(request.POST.get("criterion", ""), 80), request.POST.get("reason", "")
    back = f"/seleksi/{slug}/umpan-balik?{request.GET.urlencode()}#komentar-{sheet.pk}-{criterion}"

    def do() -> Done:
        releasing.hold_comment(
            sheet, criterion=criterion, by=request.user, now=timezone.now(), reason=text_typed(reason, 2000)
        )
        return Done(back, _("Ditahan. Pengusul tidak akan membacanya."))

    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons))
        return redirect(back)


@signed_in
@require_POST
def let(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a comment through again."""
    sheet = _sheet(request, slug, pk)
    criterion = text_typed(request.POST.get("criterion", ""), 80)
    back = f"/seleksi/{slug}/umpan-balik?{request.GET.urlencode()}#komentar-{sheet.pk}-{criterion}"

    def do() -> Done:
        releasing.let_comment(sheet, criterion=criterion, by=request.user, now=timezone.now())
        return Done(back, _("Diteruskan lagi."))

    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons))
        return redirect(back)


@signed_in
@require_safe
def preview(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What one applicant would read."""
    competition = _competition(request, slug)
    review = review_called(competition, text_typed(request.GET.get("tahap", ""), 60))
    proposal = competition.proposals.select_related("agency", "unit").filter(code=code).first()
    if review is None or proposal is None:
        raise Http404
    found = next(composed(review, proposal.pk), None)
    if found is None:
        raise Http404
    told = told_from(found[1], proposal, stage_label(competition, review.stage))
    back = f"/seleksi/{slug}/umpan-balik?{urlencode({'tahap': review.stage})}"
    return render(
        request, "selection/feedback.html", {"proposal": proposal, "stages": [told], "preview": True, "back": back}
    )


@signed_in
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what releasing does, and do it."""
    competition = _competition(request, slug)
    page = _page(request, competition)
    if page is None:
        raise Http404
    back = f"/seleksi/{slug}/umpan-balik?{urlencode({'tahap': page.stage.id})}"
    given = page.comments - page.held
    told = ngettext(
        "%(n)d komentar diteruskan, tanpa nama penilai dan dalam urutan acak.",
        "%(n)d komentar diteruskan, tanpa nama penilai dan dalam urutan acak.", given,
    )  # fmt: skip
    people = ngettext(
        "Penulis dan admin lokal dari %(n)d proposal membacanya, terpilih atau tidak, dan diberi tahu.",
        "Penulis dan admin lokal dari %(n)d proposal membacanya, terpilih atau tidak, dan diberi tahu.", page.proposals,
    )  # fmt: skip
    shows = {
        "levels": _("Nilai tampil sebagai kata per kriteria, bukan angka."),
        "marks": _("Nilai rata-rata per kriteria tampil sebagai angka, menurut buku aturan."),
        "comments": _("Hanya komentar yang tampil, menurut buku aturan."),
    }
    effects = [
        people % {"n": page.proposals},
        told % {"n": given},
        ngettext("%(n)d komentar ditahan.", "%(n)d komentar ditahan.", page.held) % {"n": page.held},
        shows[rules_for(page.review).feedback.shows],
        _("Umpan balik yang sudah dilepas tidak dapat diubah atau ditarik."),
    ]
    return confirm_and_run(
        request,
        Confirmation(
            action="selection.release_feedback",
            subject=competition,
            title=_("Lepas umpan balik %(stage)s?") % {"stage": page.stage.label.lower()},
            effects=effects,
            button=_("Lepas umpan balik"),
            back=back,
            done=Done(back, _("Umpan balik dilepas. Pengusul sedang diberi tahu.")),
            arguments={"stage": page.stage.id},
        ),
    )


@signed_in
@require_safe
def of_proposal(request: HttpRequest, code: str) -> HttpResponse:
    """What evaluators said of one's own proposal, once it was released."""
    proposal = proposals_written_by(request.user).filter(code=code).select_related("competition").first()
    found = feedback_of(proposal) if proposal is not None else []
    if proposal is None or not found:
        raise Http404
    context = {"proposal": proposal, "stages": [told_of(one) for one in found], "preview": False}
    return render(request, "selection/feedback.html", context)


@signed_in
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The feedback of all proposals that one answers for; `?semua=ya` shows the whole of it, to print."""
    rows, whole = feedback_readable_by(request.user), "semua" in request.GET
    count = rows.count()
    pages = Pages.read(request.GET.get("halaman", ""), count, max(1, count) if whole else PAGE)
    shown = [told_of(one) for one in rows[pages.start : pages.start + pages.size]]
    context = {"rows": shown, "whole": whole, "pages": None if whole else pages}
    return render(request, "selection/own_feedback.html", context)


@signed_in
@require_safe
def own_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table: a line for each criterion."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow([_("kode"), _("judul"), _("kompetisi"), _("tahap"), _("kriteria"), _("nilai"), _("komentar")])
    for row in feedback_readable_by(request.user):
        told = told_of(row)
        head = [told.proposal.code, told.proposal.title, told.competition, told.stage]
        lines = [(one.label, " – ".join(one.words), one.comments) for one in told.criteria]
        lines.append((_("Tentang keseluruhannya"), "", told.general))
        for label, words, texts in lines:
            table.writerow([safe_cell(cell) for cell in (*head, label, words, "\n\n".join(texts))])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="umpan-balik.csv"'
    return response
