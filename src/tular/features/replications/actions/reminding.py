"""The clock of measuring: the taker is reminded, the owner hears when it is late, each once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.moving import told_of
from tular.features.replications.choices import CaseState, MeasureStep
from tular.features.replications.models import Case, MeasureReminder
from tular.features.replications.queries.measuring_due import MEASURED_STATES, measuring_cases, reminding_of
from tular.features.replications.queries.people import people_of_owner, people_of_taker
from tular.foundation.actions import action
from tular.foundation.notifications.actions import notify

ORDER = tuple(MeasureStep)


def remind_measuring(now: datetime) -> int:
    """Tell every case what it has to be told, each in its own transaction. Returns how many were told something.

    Who was told a step is not told an earlier one afterwards: after a pause of the server only the last one counts.
    """
    today = timezone.localdate(now, timezone.get_default_timezone())
    told = {(one.case_id, one.began_on, one.month, one.step) for one in MeasureReminder.objects.all()}
    count = 0
    for case in measuring_cases():
        asked = reminding_of(case, today)
        if asked is None or (case.pk, case.began_on, asked.slot.month, asked.step.value) in told:
            continue
        remind_case(case, by=None, now=now)
        count += 1
    return count


@action("replications.remind_case", gettext_lazy("Mengingatkan ukuran"), by_system=True)
def remind_case(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Remind the taker, and tell the owner when it is late. The case is locked, so two workers tell it once."""
    fresh = measuring_cases().filter(pk=case.pk, state__in=MEASURED_STATES).first()
    asked = reminding_of(fresh, timezone.localdate(now, timezone.get_default_timezone())) if fresh else None
    if fresh is None or fresh.began_on is None or asked is None:
        return case
    slot, step = asked.slot, asked.step
    later = ORDER[ORDER.index(step) :]
    rows = fresh.measure_reminders.filter(began_on=fresh.began_on, month=slot.month)
    if rows.filter(step__in=later).exists():
        return case
    people = people_of_taker(fresh)
    told = {**told_of(fresh), "month": slot.month, "day": slot.on.isoformat()}
    closed = fresh.state == CaseState.DONE
    kind = "replications.still_running" if closed else "replications.to_measure"
    notify(people, "replications.measure_late" if step == MeasureStep.LATE else kind,
           path=f"{fresh.path}/ukuran", now=now, **told)  # fmt: skip
    count = len(people)
    if step == MeasureStep.LATE and fresh.owner_told_at is not None:
        owners = people_of_owner(fresh)
        notify(owners, "replications.measure_overdue", path=f"{fresh.path}/ukuran", now=now, **told)
        count += len(owners)
    fresh.measure_reminders.create(began_on=fresh.began_on, month=slot.month, step=step, people=count, at=now)
    return case
