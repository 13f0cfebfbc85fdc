"""Who left a case is told nothing more of it: neither on the desk nor by reminders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories.replications import NOW, make_case, people
from tests.people import make_person
from tular.features.replications.actions.members import add_member, leave
from tular.features.replications.actions.tasks import TaskTold, add_task, remind_tasks
from tular.features.replications.choices import CaseState, Side
from tular.features.replications.queries.work_waiting import task_items
from tular.foundation.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("catalogue")


def test_who_left_reads_nothing_more_of_their_task_and_its_side_is_reminded() -> None:
    case, taker = make_case(CaseState.AGREEING), people()["taker"]
    colleague = make_person("Rekan")
    member = add_member(case, email=colleague.email, side=Side.TAKER, by=taker, now=NOW)
    task = TaskTold("Latih kader", Side.TAKER, "cari", colleague, date(2026, 3, 20))
    add_task(case, told=task, by=taker, now=NOW)
    assert [one.title for one in task_items(colleague, NOW)] == ["Latih kader"]
    leave(member, by=colleague, now=NOW)
    assert task_items(colleague, NOW) == []
    assert remind_tasks(now=NOW + timedelta(days=18)) == 1
    reminded = Notice.objects.filter(kind="replications.task_due").values_list("person", flat=True)
    assert set(reminded) == {taker.pk}
