"""Readers and organisers in the same moment."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.at_once import at_once, refused
from tests.factories.bands import make_calibrated
from tests.factories.competitions import NOW
from tests.factories.judging import make_entry, make_evaluator, make_judged, make_reading, make_sheet
from tests.features.judging.test_differences import ruled
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.assigning import assign
from tular.features.judging.actions.calibrating import begin_calibration
from tular.features.judging.actions.comparing import ask_pair, close_band, compare, decline_pair, open_band
from tular.features.judging.actions.marking import hand_in
from tular.features.judging.models import Assignment, BorderBand, BorderJudgement, BorderPair, Conflict
from tular.features.judging.queries.borders.computing import solved
from tular.features.judging.queries.borders.state import state_of
from tular.foundation.audit.queries import verify

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_last_two_readers_together_open_the_case_of_their_difference(sidoarjo: Agency, admin: User) -> None:
    review = make_judged(sidoarjo, admin, text=ruled("third_reader"), running=True)
    for _round in range(3):
        entry = make_entry(review)
        readings = []
        for total in ("90", "60"):
            reading = make_reading(make_evaluator(review), entry)
            make_sheet(reading, done=False, dampak=total, kebaruan=total)
            readings.append(reading)
        ends = at_once([
            lambda reading=reading: hand_in(reading, by=reading.evaluator.person, now=NOW) for reading in readings
        ])  # fmt: skip
        assert refused(ends) == 0
        assert entry.cases.count() == 1
    assert verify().faults == ()


def test_a_sheet_is_handed_in_once_and_a_reading_given_once(sidoarjo: Agency, admin: User) -> None:
    review = make_judged(sidoarjo, admin, running=True)
    entry, evaluator = make_entry(review), make_evaluator(review)
    ends = at_once([lambda: assign(review, entry=entry, evaluator=evaluator, by=admin, now=NOW)] * 3)
    assert (refused(ends), Assignment.objects.count()) == (2, 1)
    reading = Assignment.objects.get()
    make_sheet(reading, done=False, dampak="80", kebaruan="70")
    ends = at_once([lambda: hand_in(reading, by=evaluator.person, now=NOW)] * 3)
    assert refused(ends) == 2


def test_one_calibration_and_one_band_at_a_time(sidoarjo: Agency, admin: User) -> None:
    review = make_calibrated(sidoarjo, admin)
    assert refused(at_once([lambda: open_band(review, pool=0, by=admin, now=NOW)] * 3)) == 2
    band = BorderBand.objects.get()
    assert refused(at_once([lambda: begin_calibration(review, by=admin, now=NOW)] * 3)) == 2
    person = review.evaluators.order_by("number")[0].person
    ends = at_once([lambda: ask_pair(band, by=person, now=NOW)] * 3)
    assert (refused(ends), BorderPair.objects.count()) == (0, 1)


def test_an_answer_and_a_conflict_at_once_leave_no_answer_that_counts(sidoarjo: Agency, admin: User) -> None:
    review = make_calibrated(sidoarjo, admin)
    band = open_band(review, pool=0, by=admin, now=NOW)
    later = NOW + timedelta(minutes=1)
    for evaluator in review.evaluators.order_by("number")[:2]:
        pair = ask_pair(band, by=evaluator.person, now=NOW)
        at_once([
            lambda pair=pair, evaluator=evaluator: compare(
                pair, said="kiri", by=evaluator.person, now=later, reason="Kuat."
            ),
            lambda pair=pair, evaluator=evaluator: decline_pair(
                pair, side="kiri", kind="keluarga", note="", by=evaluator.person, now=later
            ),
        ])  # fmt: skip
    assert Conflict.objects.filter(lifted_at__isnull=True).count() == 2
    assert solved(state_of(band).told).comparisons == ()
    before = BorderJudgement.objects.count()
    pair = ask_pair(band, by=review.evaluators.order_by("number")[2].person, now=NOW)
    person = pair.evaluator.person
    ends = at_once([
        lambda: close_band(band, by=admin, now=NOW + timedelta(minutes=2), reason="Waktu habis."),
        lambda: compare(pair, said="kanan", by=person, now=NOW + timedelta(minutes=2), reason="Kuat."),
    ])  # fmt: skip
    band.refresh_from_db()
    answered = BorderJudgement.objects.count() - before
    assert refused(ends) == 1 - answered
    assert len(json.loads(band.result.canonical)["comparisons"]) == answered
