"""The clock of an answer: who is reminded, to whom a late answer climbs, and that each is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.replications import make_case, people
from tests.people import agency, make_member
from tular.features.agencies.choices import Role
from tular.features.agencies.models import ServiceUnit
from tular.features.replications.actions.answering import remind_all
from tular.features.replications.actions.stopping import pause, resume
from tular.features.replications.choices import CaseState, ClockStep
from tular.features.replications.models import AnswerReminder, Case
from tular.foundation.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("catalogue")


def told(case: Case) -> list[tuple[str, int, str]]:
    return list(AnswerReminder.objects.filter(case=case).values_list("step", "days", "told"))


def test_the_owner_is_reminded_before_and_on_the_day_each_once() -> None:
    case = make_case(CaseState.VERIFIED)
    assert case.due_at
    for days in (8, 7, 7, 2, 0, 0):
        remind_all(case.due_at - timedelta(days=days))
    assert told(case) == [(ClockStep.REMINDED, n, "Pemerintah Kabupaten Sidoarjo") for n in (7, 2, 0)]
    assert Notice.objects.filter(person=people()["owner"], kind="replications.answer_due").count() == 3


def test_a_check_of_five_days_is_not_reminded_of_before_it_was_asked_for() -> None:
    case = make_case(CaseState.ASKED)
    assert case.due_at
    remind_all(case.state_at + timedelta(hours=1))
    assert told(case) == []
    remind_all(case.due_at - timedelta(days=2))
    assert [(step, days) for step, days, _who in told(case)] == [(ClockStep.REMINDED, 2)]
    assert Notice.objects.filter(person=people()["hub"], kind="replications.answer_due").exists()


def test_a_late_answer_climbs_from_the_unit_to_the_centre() -> None:
    owner = agency("pemkab-sidoarjo")
    case = make_case(CaseState.VERIFIED)
    unit = ServiceUnit.objects.create(agency=owner, name="Dinas Kesehatan")
    case.innovation.service_unit = unit
    case.innovation.save()
    worker = make_member(Role.UNIT, unit).person
    centre = make_member(Role.NATIONAL).person
    assert case.due_at
    remind_all(case.due_at)
    for days in (1, 4, 8, 30):
        remind_all(case.due_at + timedelta(days=days))
    assert [(step, days) for step, days, _who in told(case)] == [
        (ClockStep.REMINDED, 0), (ClockStep.CLIMBED, 1), (ClockStep.CLIMBED, 4), (ClockStep.CLIMBED, 8),
    ]  # fmt: skip
    late = Notice.objects.filter(kind="replications.answer_late")
    who = people()
    assert list(late.order_by("pk").values_list("person", flat=True)) == [who["owner"].pk, who["hub"].pk, centre.pk]
    assert Notice.objects.filter(person=worker, kind="replications.answer_due").exists()
    case.refresh_from_db()
    assert case.escalated_at
    assert case.reminded_at


def test_the_hub_over_the_owner_is_led_to_the_innovation_since_the_case_is_not_its_own() -> None:
    case = make_case(CaseState.VERIFIED)
    assert case.due_at
    remind_all(case.due_at + timedelta(days=9))
    assert Notice.objects.get(person=people()["hub"], kind="replications.answer_late").path == (
        f"/inovasi/{case.innovation.slug}"
    )


def test_a_paused_case_rests_and_goes_on_as_much_later() -> None:
    who, case = people(), make_case(CaseState.VERIFIED)
    due = case.due_at
    assert due
    case = pause(case, by=who["taker"], now=due - timedelta(days=10), reason="Anggaran.")
    assert remind_all(due + timedelta(days=3)) == 0
    case = resume(case, by=who["taker"], now=due + timedelta(days=10))
    assert remind_all(due + timedelta(days=11)) == 0
    assert remind_all(due + timedelta(days=13)) == 1


def test_after_an_answer_nobody_is_reminded() -> None:
    case = make_case(CaseState.AGREEING)
    assert remind_all(case.state_at + timedelta(days=100)) == 0
