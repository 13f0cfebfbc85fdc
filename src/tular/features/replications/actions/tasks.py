"""What somebody has to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.replications.actions.moving import told_of
from tular.features.replications.choices import OPEN, Side
from tular.features.replications.models import Case, Task
from tular.features.replications.queries.figures import day_of
from tular.features.replications.queries.people import without
from tular.features.replications.queries.rules import step_of
from tular.features.replications.queries.tasks import assignable, day_in_words, people_of_task, tasks_to_remind
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

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
    if told.person is not None and (told.person.pk, told.side) not in {
        (one.pk, side) for side, one in assignable(case)
    }:
        wrong.append(Reason(_("Orang ini tidak ikut mengerjakan kasus ini."), "who"))
    if told.due_on is not None and told.due_on < day_of(now):
        wrong.append(Reason(_("Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya, atau kosongkan."), "due_on"))
    if told.question and case.tasks.filter(question=told.question, dropped_at__isnull=True).exists():
        wrong.append(Reason(_("Pertanyaan ini sudah menjadi tugas.")))
    if wrong:
        raise Refused(*wrong)
    task = Task.objects.create(
        case=case, step=told.step, title=title, side=told.side, person=told.person, due_on=told.due_on,
        question=told.question, by=by, at=now,
    )  # fmt: skip
    if told.person is not None:
        notify(without([told.person], by), "replications.task_given", path=f"{case.path}#tugas", now=now, task=title,
               giver=str(by), **told_of(case))  # fmt: skip
    return task


@action("replications.finish_task", gettext_lazy("Menyelesaikan tugas"))
def finish_task(task: Task, *, by: Any, now: datetime, reason: str = "") -> Task:
    """It is done."""
    if task.dropped_at is not None:
        raise Refused(_("Tugas ini sudah dilepas."))
    if task.done_at is not None:
        raise Refused(_("Tugas ini sudah selesai."))
    task.done_at, task.done_by = now, by
    task.save()
    return task


@action("replications.reopen_task", gettext_lazy("Membuka tugas lagi"))
def reopen_task(task: Task, *, by: Any, now: datetime, reason: str = "") -> Task:
    """It was not done after all; who has to do it is reminded as if it were new."""
    if task.done_at is None:
        raise Refused(_("Tugas ini belum selesai."))
    task.done_at, task.done_by, task.reminded_on = None, None, None
    task.save()
    return task


@action("replications.drop_task", gettext_lazy("Melepas tugas"))
def drop_task(task: Task, *, by: Any, now: datetime, reason: str = "") -> Task:
    """It is not needed; it stays in history, with the reason."""
    if task.dropped_at is not None or task.done_at is not None:
        raise Refused(_("Tugas ini sudah tidak terbuka."))
    if not reason.strip():
        raise Refused(Reason(_("Tulis mengapa tugas ini tidak perlu lagi."), "alasan"))
    task.dropped_at = now
    task.save()
    return task


def remind_tasks(*, now: datetime) -> int:
    """Tell who has to do it three days before the day and on it, each once. Returns how many tasks were told."""
    day = day_of(now)
    told = 0
    for task in tasks_to_remind(day):
        notify(people_of_task(task), "replications.task_due", path=f"{task.case.path}#tugas", now=now,
               task=task.title, day=day_in_words(task.due_on), **told_of(task.case))  # fmt: skip
        task.reminded_on = day
        task.save(update_fields=["reminded_on"])
        told += 1
    return told
