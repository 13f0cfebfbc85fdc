"""What waits for curators: comments and reports of their area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from tular.features.agencies.queries.roles import agencies_administered_by, agencies_of_hubs, roles_of
from tular.features.conversations.choices import CommentState, ReportState
from tular.features.conversations.models import Comment, Report


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report: what was reported, by whom and why, in what it stands."""

    id: int
    reason: str
    text: str
    reported: str
    about: str
    at: datetime


def decides_comments(person: Any) -> bool:
    """Whether comments ever wait for this person."""
    roles = roles_of(person)
    return bool(roles.agencies or roles.hubs or roles.is_national)


def decides_reports(person: Any) -> bool:
    """Whether reports ever wait for this person."""
    roles = roles_of(person)
    return bool(roles.hubs or roles.is_national)


def comments_to_decide(person: Any) -> QuerySet[Comment]:
    """Comments that wait, on innovations of agencies that the person administers."""
    waiting = Comment.objects.filter(state=CommentState.WAITING)
    return waiting.filter(innovation__agency__in=agencies_administered_by(person)).order_by("at", "id")


def reports_to_decide(person: Any) -> QuerySet[Report]:
    """Reports that wait, about texts of the person's area: their hubs', or everything for the centre."""
    waiting = Report.objects.filter(state=ReportState.OPEN)
    roles = roles_of(person)
    if roles.is_national:
        return waiting
    area = agencies_of_hubs(roles.hubs)
    return waiting.filter(
        Q(question__agency__in=area) | Q(answer__question__agency__in=area) | Q(comment__innovation__agency__in=area)
    )


def report_lines(person: Any) -> list[ReportLine]:
    """The reports with their texts; a fixed number of queries."""
    rows = reports_to_decide(person).select_related(
        "question__innovation", "question__agency", "answer__question__innovation", "answer__question__agency",
        "comment__innovation",
    )  # fmt: skip
    return [_line(row) for row in rows]


def _line(row: Report) -> ReportLine:
    thing = row.comment or row.answer or row.question
    assert thing is not None, "the database lets no report be about nothing"
    question = row.question or (row.answer.question if row.answer else None)
    about = row.comment.innovation if row.comment else (question and (question.innovation or question.agency))
    return ReportLine(row.pk, row.get_reason_display(), row.text, thing.text, str(about), row.at)
