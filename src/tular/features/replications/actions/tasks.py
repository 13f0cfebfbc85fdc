"""What somebody has to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.replications.choices import OPEN, Side
from tular.features.replications.models import Case, Task
from tular.features.replications.queries.rules import step_of
from tular.foundation.actions import Reason, Refused, action

LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class TaskTold:
    """A task as somebody writes it down; `question` is the answer of readiness from which it came, "" for none."""

    title: str
    side: str
    step: str
    person: User | None = None
    due_on: date | None = None
    question: str = ""


@action("replications.add_task", gettext_lazy("Menambah tugas"))
def add_task(case: Case, *, told: TaskTold, by: Any, now: datetime, reason: str = "") -> Task:
    """Write down what a side, or one person of it, has to do. A question of readiness leads to one task at a time."""
    title = " ".join(told.title.split())
    wrong = []
    if case.state not in OPEN:
        wrong.append(Reason(_("Kasus ini sudah berakhir, jadi tidak ada tugas baru.")))
    if not title:
        wrong.append(Reason(_("Tulis apa yang harus dikerjakan."), "title"))
    if len(title) > LONGEST_TITLE:
        wrong.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_TITLE}, "title"))
    if told.side not in Side.values:
        wrong.append(Reason(_("Pilih pihak yang mengerjakan."), "side"))
    if step_of(case, told.step) is None:
        wrong.append(Reason(_("Pilih langkahnya."), "step"))
    if told.question and case.tasks.filter(question=told.question, dropped_at__isnull=True).exists():
        wrong.append(Reason(_("Pertanyaan ini sudah menjadi tugas.")))
    if wrong:
        raise Refused(*wrong)
    return Task.objects.create(
        case=case, step=told.step, title=title, side=told.side, person=told.person, due_on=told.due_on,
        question=told.question, by=by, at=now,
    )  # fmt: skip
