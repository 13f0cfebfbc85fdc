"""kill -9 at every moment of handing in, adopting a plan and calibrating: done wholly or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.bands import make_calibrated
from tests.factories.competitions import NOW, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_judged, make_reading, make_review, make_sheet
from tests.features.judging.test_differences import ruled
from tests.killing import Worker, killed_at_every_moment, worker
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.marking import hand_in
from tular.features.judging.actions.planning import adopt, compute_plan
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import (
    Assignment,
    AssignmentPlan,
    BulkAssignment,
    CalibratedScore,
    Calibration,
    Review,
    ScoreSheet,
)
from tular.foundation.audit.models import AuditEntry

__all__ = ["worker"]

pytestmark = pytest.mark.django_db(transaction=True)


def hand_in_sheet(pk: int) -> None:
    reading = Assignment.objects.get(pk=pk)
    hand_in(reading, by=reading.evaluator.person, now=NOW)


def adopt_plan(pk: int, by: int) -> None:
    adopt(AssignmentPlan.objects.get(pk=pk), objective="total", by=User.objects.get(pk=by), now=NOW)


def calibrate(pk: int) -> None:
    compute_calibration(Review.objects.get(pk=pk), by=None, now=NOW, progress=lambda _share, _text: None)


def test_a_sheet_is_handed_in_with_its_total_and_what_follows(worker: Worker, sidoarjo: Agency, admin: User) -> None:
    review = make_judged(sidoarjo, admin, text=ruled("third_reader"), running=True)
    entry = make_entry(review)
    make_sheet(make_reading(make_evaluator(review), entry), total="40", dampak="40", kebaruan="40")
    reading = make_reading(make_evaluator(review), entry)
    make_sheet(reading, done=False, dampak="90", kebaruan="90")

    def state() -> tuple[Any, ...]:
        sheet = ScoreSheet.objects.get(assignment=reading)
        trail = AuditEntry.objects.filter(action="judging.hand_in").count()
        return Assignment.objects.get(pk=reading.pk).state, sheet.total, entry.cases.count(), trail

    after = (AssignmentState.DONE, "90.00", 1, 2)
    killed_at_every_moment(worker, hand_in_sheet, reading.pk, state=state, after=after)


def test_a_plan_is_adopted_as_a_whole(worker: Worker, sidoarjo: Agency, admin: User) -> None:
    review = make_review(make_competition(sidoarjo), admin, minimum=1, maximum=4)
    for _number in range(3):
        make_entry(review)
        make_evaluator(review)
    plan = compute_plan(review, by=admin, now=NOW, progress=lambda _share, _text: None)

    def state() -> tuple[Any, ...]:
        adopted = AssignmentPlan.objects.filter(adopted_at__isnull=False).count()
        return Assignment.objects.count(), BulkAssignment.objects.count(), adopted

    killed_at_every_moment(worker, adopt_plan, plan.pk, admin.pk, state=state, after=(6, 1, 1))


def test_a_calibration_comes_with_all_its_scores(worker: Worker, sidoarjo: Agency, admin: User) -> None:
    review = make_calibrated(sidoarjo, admin, entries=2)
    entry = review.entries.get(number=1)
    make_sheet(make_reading(make_evaluator(review), entry), total="55", dampak="55", kebaruan="55")

    def state() -> tuple[int, int]:
        return Calibration.objects.count(), CalibratedScore.objects.count()

    killed_at_every_moment(worker, calibrate, review.pk, state=state, after=(2, 4))
