"""Comments and reports: writing, taking back, deciding."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tular.features.catalogue.models import Innovation
from tular.features.conversations import actions, forms
from tular.features.conversations.choices import CommentState
from tular.features.conversations.models import Comment, Report
from tular.features.conversations.queries.moderating import (
    comments_to_decide,
    decides_comments,
    decides_reports,
    report_lines,
    reports_to_decide,
)
from tular.features.conversations.queries.threads import comment_lines
from tular.features.conversations.views.attempt import attempt
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a comment; the form stands on the innovation's page, and alone when something is wrong."""
    innovation = get_object_or_404(Innovation.published, slug=slug)
    form = forms.CommentForm(request.POST or None)
    post = partial(actions.post_comment, innovation, by=request.user, now=timezone.now())
    done = Done(f"/inovasi/{slug}#komentar", _("Komentar Anda tersimpan. Komentar tampil sesudah diperiksa kurator."))
    if request.method == "POST" and (sent := attempt(request, form, post, lambda _: done)):
        return sent
    context = {"form": form, "about": innovation.title, "back": f"/inovasi/{slug}"}
    return render(request, "conversations/comment.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def comments(request: HttpRequest) -> HttpResponse:
    """Comments that wait for my decision."""
    lines = comment_lines(comments_to_decide(request.user)[:50], request.user)
    context = {"lines": lines, "decides": decides_comments(request.user)}
    return render(request, "conversations/comments.html", context)


@signed_in
@require_POST
def decide_comment(request: HttpRequest, number: int) -> HttpResponse:
    """Show a comment or not."""
    show = request.POST.get("putusan") == "tampil"

    def do() -> Done:
        # Looked up in here: once it is decided, it does not wait any more.
        row = get_object_or_404(comments_to_decide(request.user), pk=number)
        actions.decide_comment(
            row, by=request.user, now=timezone.now(), show=show, reason=request.POST.get("reason", "")
        )
        return Done("/komentar", _("Komentar kini tampil.") if show else _("Komentar tidak ditampilkan."))

    try:
        return post_once(request, do)
    except Refused as refused:
        lines = comment_lines(comments_to_decide(request.user)[:50], request.user)
        context = {"lines": lines, "wrong": number, "problem": refused.reasons[0].text}
        return render(request, "conversations/comments.html", context, status=422)


@signed_in
@require_POST
def withdraw_comment(request: HttpRequest, number: int) -> HttpResponse:
    """Take one's own comment back."""
    row = get_object_or_404(Comment.objects.select_related("innovation"), pk=number, author=request.user)

    def do() -> Done:
        actions.withdraw_comment(row, by=request.user, now=timezone.now())
        return Done(f"/inovasi/{row.innovation.slug}#komentar", _("Komentar Anda ditarik."))

    return post_once(request, do)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def report_comment(request: HttpRequest, number: int) -> HttpResponse:
    """Report a comment that everyone sees."""
    row = get_object_or_404(Comment.objects.select_related("innovation"), pk=number, state=CommentState.SHOWN)
    form = forms.ReportForm(request.POST or None)
    send = partial(actions.report_comment, row, by=request.user, now=timezone.now())
    back = f"/inovasi/{row.innovation.slug}#komentar"
    done = Done(back, _("Laporan Anda sampai kepada kurator. Anda akan diberi tahu keputusannya."))
    if request.method == "POST" and (sent := attempt(request, form, send, lambda _: done)):
        return sent
    context = {"form": form, "text": row.text, "back": back}
    return render(request, "conversations/report.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Reports that wait for my decision."""
    return _reports(request)


@signed_in
@require_POST
def decide_report(request: HttpRequest, number: int) -> HttpResponse:
    """Uphold or dismiss a report."""
    form = forms.DecideReportForm(request.POST)
    upheld = request.POST.get("putusan") == "benar"

    said = _("Laporan diputuskan.")

    def decide(**fields: Any) -> Report:
        # Looked up in here: once it is decided, it does not wait any more.
        row = get_object_or_404(reports_to_decide(request.user), pk=number)
        return actions.decide_report(row, by=request.user, now=timezone.now(), upheld=upheld, **fields)

    sent = attempt(request, form, decide, lambda _: Done("/laporan", said))
    return sent or _reports(request, number, form)


def _reports(request: HttpRequest, number: int = 0, bound: forms.DecideReportForm | None = None) -> HttpResponse:
    rows = [
        (
            line,
            bound if bound and line.id == number else forms.DecideReportForm(prefix=None, auto_id=f"id_{line.id}_%s"),
        )
        for line in report_lines(request.user)
    ]
    context = {"rows": rows, "decides": decides_reports(request.user)}
    return render(request, "conversations/reports.html", context, status=422 if bound else 200)
