"""kill -9 at every moment of changing a timetable: moved and told, or as it was."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.competitions import NOW
from tests.factories.interviews import make_heard, make_interview_review, make_plan, make_session
from tests.killing import Worker, killed_at_every_moment, worker
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.interviews.actions.placing import move, publish
from tular.features.interviews.models import InterviewPlan, Slot
from tular.features.judging.models import Assignment
from tular.foundation.notifications.models import Notice

__all__ = ["worker"]

pytestmark = pytest.mark.django_db(transaction=True)


def publish_plan(pk: int, by: int) -> None:
    publish(InterviewPlan.objects.get(pk=pk), by=User.objects.get(pk=by), now=NOW)


def swap(one: int, other: int, by: int) -> None:
    there = Slot.objects.get(pk=other)
    person = User.objects.get(pk=by)
    move(Slot.objects.get(pk=one), target=there, expected=there.entry_id or 0, by=person, now=NOW, reason="Tukar.")


def test_a_timetable_is_published_with_its_readings_and_notices(
    worker: Worker, sidoarjo: Agency, admin: User, rival: User
) -> None:
    review = make_interview_review(sidoarjo, admin)
    made = make_plan(review)
    slots = make_session(made, review.panels.get(name="Tim A"))
    make_heard(review, slots[0], agency("pemkab-gresik"))

    def state() -> tuple[Any, ...]:
        shown = InterviewPlan.objects.get(pk=made.pk).published_at is not None
        told = Notice.objects.filter(kind__startswith="interviews").values_list("kind", flat=True)
        return shown, Assignment.objects.count(), sorted(set(told))

    after = (True, 2, ["interviews.panel_given"])
    killed_at_every_moment(worker, publish_plan, made.pk, admin.pk, state=state, after=after)


def test_two_slots_are_swapped_with_everybody_told_or_not(
    worker: Worker, sidoarjo: Agency, admin: User, rival: User
) -> None:
    review = make_interview_review(sidoarjo, admin)
    slots = make_session(make_plan(review, published=True), review.panels.get(name="Tim A"))
    entries = [make_heard(review, slot, agency("pemkab-gresik")).pk for slot in slots[:2]]

    def state() -> tuple[Any, ...]:
        told = Notice.objects.filter(kind="interviews.moved").count()
        return [Slot.objects.get(pk=one.pk).entry_id for one in slots[:2]], told > 0

    before = state()
    for moment in range(1, 200):
        if worker.run(swap, slots[0].pk, slots[1].pk, admin.pk, dying_at=moment) is not None:
            break
        if state() != before:
            break  # died right after the commit
    assert moment > 5
    assert state() == (entries[::-1], True)
