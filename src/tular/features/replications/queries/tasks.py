"""Tasks: who can be given one, and of which ones somebody is to be reminded."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import formats

from tular.features.accounts.models import User
from tular.features.replications.choices import OPEN, Side
from tular.features.replications.models import Case, Task
from tular.features.replications.queries.people import people_of_facilitator, people_of_owner, people_of_taker
from tular.features.replications.queries.visibility import cases_visible_to

DAYS_BEFORE = 3


def assignable(case: Case) -> list[tuple[Side, User]]:
    """Who works on the case, side by side; the others only once they know of it. A fixed number of queries."""
    found = [(Side.TAKER, one) for one in people_of_taker(case)]
    if case.owner_told_at is not None:
        found += [(Side.OWNER, one) for one in people_of_owner(case)]
        found += [(Side.FACILITATOR, one) for one in people_of_facilitator(case)]
    return found


def people_of_task(task: Task) -> list[User]:
    """Who has to do it: the person, or everybody of the side, also when the person may not open the case any more."""
    if task.person is not None and cases_visible_to(task.person).filter(pk=task.case_id).exists():
        return [task.person]
    return [one for side, one in assignable(task.case) if side == task.side]


def tasks_to_remind(day: date) -> QuerySet[Task]:
    """Open tasks of running cases whose day is three days off and nobody was told, or has come and nobody was since."""
    soon = Q(due_on__lte=day + timedelta(days=DAYS_BEFORE), reminded_on__isnull=True)
    now = Q(due_on__lte=day, reminded_on__lt=F("due_on"))
    rows = Task.objects.filter(soon | now, done_at__isnull=True, dropped_at__isnull=True)
    rows = rows.filter(case__state__in=OPEN, case__paused_at__isnull=True)
    return rows.select_related("person", "case__innovation", "case__owner", "case__taker", "case__contact")


def day_in_words(day: date | None) -> str:
    """Such as "3 Maret 2026"; "" without one."""
    return formats.date_format(day, "j F Y") if day else ""
