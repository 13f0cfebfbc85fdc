"""From one page of interviews to the next: what comes first, what comes after the timetable, and who came early."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.factories.interviews import MORNING, STAGE_RULES, make_heard, make_interview_review, make_plan, make_session
from tests.people import agency, make_member, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.interviews.actions.hearing import record_attendance, run_clock
from tular.features.interviews.choices import ClockStep, SlotOutcome
from tular.features.judging.choices import ReviewState
from tular.foundation.actions import Refused


@pytest.fixture
def organiser(catalogue: None) -> Agency:
    return agency("pemprov-jawa-timur")


@pytest.fixture
def secretary(organiser: Agency) -> User:
    return make_member(Role.AGENCY, organiser).person


def test_before_the_judging_is_prepared_the_timetable_leads_there(organiser: Agency, secretary: User) -> None:
    rulebook = make_rulebook(RULEBOOK + STAGE_RULES, number=977, note="Dengan wawancara.")
    made = make_competition(organiser, rulebook=rulebook)
    path = f"/kompetisi/{made.slug}/wawancara/wawancara"
    page = signed_in(secretary).get(path)
    assert page.status_code == 200
    assert f'href="/kompetisi/{made.slug}/penilaian/wawancara/siapkan"' in page.content.decode()
    outsider = make_member(Role.AGENCY, agency("pemkab-gresik")).person
    assert signed_in(outsider).get(path).status_code == 404
    assert signed_in(secretary).get(f"/kompetisi/{made.slug}/wawancara/proposal").status_code == 404


def test_a_published_timetable_says_that_judging_has_to_begin(organiser: Agency, secretary: User) -> None:
    review = make_interview_review(organiser, secretary, running=False)
    make_plan(review, published=True)
    path = f"/kompetisi/{review.competition.slug}/wawancara/wawancara"
    assert "mulai penilaian tahap ini" in signed_in(secretary).get(path).content.decode()
    review.state = ReviewState.RUNNING
    review.save()
    assert "mulai penilaian tahap ini" not in signed_in(secretary).get(path).content.decode()


def test_who_was_heard_before_the_hour_can_be_noted_once_the_clock_ran(organiser: Agency, secretary: User) -> None:
    review = make_interview_review(organiser, secretary)
    slot = make_session(make_plan(review, published=True), review.panels.get(name="Tim A"))[0]
    make_heard(review, slot, agency("pemkab-sidoarjo"))
    early = MORNING - timedelta(minutes=20)
    assert early > NOW
    with pytest.raises(Refused, match="baru mulai"):
        record_attendance(slot, came="Bidan", head_came="belum-tahu", by=secretary, now=early)
    run_clock(slot, step=ClockStep.START, was="menunggu-0", by=secretary, now=early)
    record_attendance(slot, came="Bidan", head_came="belum-tahu", by=secretary, now=early)
    slot.refresh_from_db()
    assert slot.outcome == SlotOutcome.HEARD
