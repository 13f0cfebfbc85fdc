"""The clock of an answer reminds, and tells the level above when it is late."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tular.features.replications.actions.moving import told_of
from tular.features.replications.choices import CaseState, ClockStep
from tular.features.replications.models import AnswerReminder, Case
from tular.features.replications.queries.answering import Due, due_now, overdue_or_soon, zone_of
from tular.features.replications.queries.visibility import WITH
from tular.foundation.actions import action
from tular.foundation.notifications.actions import notify


def remind_all(now: datetime) -> int:
    """Let every clock tell what is due; each case in its own transaction. Returns how many cases told something."""
    cases = [case for case in overdue_or_soon(now).select_related(*WITH) if due_now(case, now)]
    for case in cases:
        remind_answer(case, by=None, now=now)
    return len(cases)


@action("replications.remind_answer", gettext_lazy("Mengingatkan jawaban"), by_system=True)
def remind_answer(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Remind whose turn it is, and tell the levels above; what was told once is not told again."""
    for due in due_now(case, now):
        _tell(case, due, now)
    case.save()
    return case


def _tell(case: Case, due: Due, now: datetime) -> None:
    people = due.level.people()
    AnswerReminder.objects.create(
        case=case, state=case.state, turn_at=case.state_at, step=due.step, days=due.days, told=due.level.name[:300],
        people=len(people), at=now,
    )  # fmt: skip
    facts = {**told_of(case), "due": case.due_at, "checks": case.state == CaseState.ASKED}
    facts["zone"] = zone_of(case.taker if facts["checks"] else case.innovation.agency)
    path = f"{case.path}/minat" if due.level.sees else f"/inovasi/{case.innovation.slug}"
    if due.step == ClockStep.REMINDED:
        case.reminded_at = now
        notify(people, "replications.answer_due", path=path, now=now, **facts)
    else:
        case.escalated_at = now
        notify(people, "replications.answer_late", path=path, now=now, **facts)
