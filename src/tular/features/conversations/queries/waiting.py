"""What waits on a person's desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.queries.roles import roles_of
from tular.features.conversations.choices import Level, QuestionState
from tular.features.conversations.models import Question
from tular.features.conversations.queries.addressees import questions_asked_of
from tular.features.conversations.queries.moderating import comments_to_decide, reports_to_decide
from tular.foundation.ui.desk import DeskItem

MOST = 30


def desk_items(person: Any, now: datetime) -> Iterator[DeskItem]:
    """Questions to answer, comments and reports to decide, and the person's own questions that wait for others."""
    roles = roles_of(person)
    levels = [
        level
        for level, holds in (
            (Level.UNIT, roles.units),
            (Level.AGENCY, roles.agencies),
            (Level.HUB, roles.hubs),
            (Level.CENTRE, roles.is_national),
        )
        if holds
    ]
    if levels:
        asked = questions_asked_of(person).filter(state=QuestionState.OPEN, level__in=levels).exclude(asker=person)
        for question in asked.select_related("innovation", "agency").order_by("due_at")[:MOST]:
            yield DeskItem(
                title=_("Jawab: “%(text)s”") % {"text": str(question)},
                href=f"/pertanyaan/{question.pk}",
                role=str(question.get_level_display()).capitalize(),
                action=_("Jawab"),
                text=str(question.innovation or question.agency),
                due=question.due_at,
                since=question.level_since,
            )
        yield from _to_decide(person)
    mine = Question.objects.filter(asker=person, state=QuestionState.OPEN).select_related("innovation", "agency")
    for question in mine.order_by("asked_at")[:MOST]:
        yield DeskItem(
            title=_("Jawaban atas “%(text)s”") % {"text": str(question)},
            href=f"/pertanyaan/{question.pk}",
            role=_("Penanya"),
            since=question.asked_at,
            waits_for=str(question.get_level_display()),
        )


def _to_decide(person: Any) -> Iterator[DeskItem]:
    if comments := comments_to_decide(person).count():
        yield DeskItem(
            title=ngettext("Periksa %(count)s komentar", "Periksa %(count)s komentar", comments) % {"count": comments},
            href="/komentar",
            role=_("Kurator"),
            action=_("Periksa"),
            text=_("Komentar baru tampil sesudah Anda memeriksanya"),
            count=comments,
        )
    if reports := reports_to_decide(person).count():
        yield DeskItem(
            title=ngettext("Putuskan %(count)s laporan", "Putuskan %(count)s laporan", reports) % {"count": reports},
            href="/laporan",
            role=_("Kurator"),
            action=_("Putuskan"),
            text=_("Tulisan yang dilaporkan tidak patut"),
            count=reports,
        )
