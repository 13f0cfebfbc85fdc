"""Comments and reports: what is improper is hidden, by a decision with a reason, and nothing is deleted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.giving import admins_above
from tular.features.catalogue.models import Innovation
from tular.features.conversations.actions.questions import PER_DAY, refuse_blocked, wanted
from tular.features.conversations.choices import CommentState, QuestionState, ReportReason, ReportState
from tular.features.conversations.models import Answer, Block, Comment, Question, Report
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify


@action("conversations.comment", gettext_lazy("Menulis komentar"))
def post_comment(innovation: Innovation, *, by: Any, now: datetime, text: str) -> Comment:
    """Write a comment; it waits until a curator has looked at it. A double click gives the same comment."""
    refuse_blocked(by, now)
    text = wanted(text)
    day = Comment.objects.filter(author=by, at__gt=now - timedelta(days=1))
    if twin := day.filter(innovation=innovation, text=text).first():
        return twin
    if day.count() >= PER_DAY:
        raise Refused(_("Anda sudah menulis %(count)s komentar dalam sehari. Coba lagi besok.") % {"count": PER_DAY})
    comment = Comment.objects.create(innovation=innovation, author=by, text=text, at=now)
    notify(
        admins_above(innovation.agency), "conversations.commented", path="/komentar", now=now,
        subject=innovation.title, text=text,
    )  # fmt: skip
    return comment


@action("conversations.decide_comment", gettext_lazy("Memutuskan komentar"))
def decide_comment(comment: Comment, *, by: Any, now: datetime, show: bool, reason: str = "") -> Comment:
    """Show a comment, or not, with the reason that its author reads; may be decided anew."""
    if comment.state == CommentState.WITHDRAWN:
        raise Refused(_("Penulisnya sudah menarik komentar ini."))
    if not show and not reason.strip():
        raise Refused(Reason(_("Tulis alasannya; penulis komentar akan membacanya."), "reason"))
    comment.state = CommentState.SHOWN if show else CommentState.REFUSED
    comment.decided_by, comment.decided_at, comment.reason = by, now, reason.strip()[:300]
    comment.save()
    notify(
        [comment.author], "conversations.comment_decided", path=f"/inovasi/{comment.innovation.slug}", now=now,
        subject=comment.innovation.title, shown=show, reason=comment.reason,
    )  # fmt: skip
    return comment


@action("conversations.withdraw_comment", gettext_lazy("Menarik komentar"))
def withdraw_comment(comment: Comment, *, by: Any, now: datetime) -> Comment:
    """Take one's own comment back; it is no longer shown."""
    comment.state = CommentState.WITHDRAWN
    comment.save()
    return comment


@action("conversations.report_question", gettext_lazy("Melaporkan tulisan"))
def report_question(
    question: Question, *, by: Any, now: datetime, why: str, text: str = "", answer: Answer | None = None
) -> Report:
    """Report a question, or one of its answers, to the curators. Reporting twice changes nothing."""
    if answer is not None and answer.question_id != question.pk:
        raise Refused(_("Jawaban itu bukan bagian dari pertanyaan ini."))
    about = {"answer": answer} if answer else {"question": question}
    return _report(about, question.agency, str(question), by, now, why, text)


@action("conversations.report_comment", gettext_lazy("Melaporkan komentar"))
def report_comment(comment: Comment, *, by: Any, now: datetime, why: str, text: str = "") -> Report:
    """Report a comment that is shown."""
    if comment.state != CommentState.SHOWN:
        raise Refused(_("Komentar ini tidak tampil."))
    return _report({"comment": comment}, comment.innovation.agency, str(comment), by, now, why, text)


@action("conversations.decide_report", gettext_lazy("Memutuskan laporan"))
def decide_report(
    report: Report, *, by: Any, now: datetime, upheld: bool, decision: str, block_days: int = 0
) -> Report:
    """Decide a report. Upheld: the text is hidden, and its writer may be kept from writing for some days.

    The reporter is told; a blocked writer reads why when they try to write.
    """
    if report.state != ReportState.OPEN:
        raise Refused(_("Laporan ini sudah diputuskan."))
    if not decision.strip():
        raise Refused(Reason(_("Tulis pertimbangan Anda; pelapor akan membacanya."), "decision"))
    report.state = ReportState.UPHELD if upheld else ReportState.DISMISSED
    report.decided_by, report.decided_at, report.decision = by, now, decision.strip()[:300]
    report.save()
    if upheld:
        _hide(report, by, now)
        if block_days > 0:
            Block.objects.create(
                person=_writer(report), since=now, until=now + timedelta(days=block_days), reason=report.decision, by=by
            )
    notify([report.person], "conversations.report_decided", path="/pemberitahuan", now=now, decision=report.decision)
    return report


def _report(about: dict[str, Any], agency: Agency, subject: str, by: Any, now: datetime, why: str, text: str) -> Report:
    if why not in ReportReason.values:
        raise Refused(Reason(_("Pilih apa yang tidak patut."), "why"))
    if former := Report.objects.filter(person=by, **about).first():
        return former
    report = Report.objects.create(person=by, reason=why, text=text.strip()[:500], at=now, **about)
    notify(
        admins_above(agency), "conversations.reported", path="/laporan", now=now, subject=subject,
        text=f"{report.get_reason_display()}. {report.text}",
    )  # fmt: skip
    return report


def _hide(report: Report, by: Any, now: datetime) -> None:
    if report.comment:
        comment = report.comment
        comment.state, comment.reason = CommentState.REFUSED, report.decision
        comment.decided_by, comment.decided_at = by, now
        comment.save()
    elif report.answer:
        report.answer.published = False
        report.answer.save()
        question = report.answer.question
        if not question.answers.filter(published=True).exists():
            question.published_at = None
            question.save()
    elif report.question:
        report.question.state, report.question.published_at = QuestionState.BLOCKED, None
        report.question.save()


def _writer(report: Report) -> Any:
    if report.comment:
        return report.comment.author
    return report.answer.author if report.answer else report.question.asker if report.question else None
