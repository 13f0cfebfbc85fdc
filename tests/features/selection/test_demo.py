"""The competition of the demo that is being judged: made by the actions that people use, and made once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import create_demo_people
from tular.features.competitions.queries.replaying import replay
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, Review
from tular.features.selection.actions.demo import PROPOSALS, READINGS, create_demo_judging
from tular.features.selection.models import Announcement


@pytest.fixture
def made(catalogue: None, settings: Any) -> Review:
    settings.DEMO = True
    now = timezone.now()
    create_demo_people(now=now)
    review = create_demo_judging(now=now)
    assert review is not None
    return review


def test_it_is_half_judged_marked_as_made_up_made_once_and_replays(made: Review) -> None:
    assert made.competition.is_demo and made.entries.count() == PROPOSALS
    assert all(one.proposal.is_demo and one.proposal.title.startswith("Contoh: ") for one in made.entries.all())
    readings = Assignment.objects.filter(entry__review=made)
    done = readings.filter(state=AssignmentState.DONE).count()
    assert 0 < done < readings.count() == READINGS * PROPOSALS
    calibration = made.calibrations.get()
    assert calibration.identifiable and calibration.figures["lines"]
    found = list(replay(made.competition))
    assert found and all(one.is_equal for one in found), [one.what for one in found if not one.is_equal]
    assert Announcement.objects.get().competition == made.competition
    assert create_demo_judging(now=timezone.now() + timedelta(hours=1)) is None


def test_its_people_see_their_pages(made: Review) -> None:
    base = f"/kompetisi/{made.competition.slug}/penilaian/proposal"
    secretary = User.objects.get(email="contoh.sekretariat@tular.example")
    page = signed_in(secretary).get(f"{base}/kendali").content.decode()
    assert "Contoh: " in page and "contoh" in page
    evaluator = User.objects.get(email="contoh.penilai@tular.example")
    desk = signed_in(evaluator).get("/penilaian").content.decode()
    assert "Posyandu Malam" in desk or "Contoh: " in desk
    assert signed_in(evaluator).get(f"{base}/kendali").status_code == 404


def test_without_a_catalogue_nothing_is_made(db: None, settings: Any) -> None:
    settings.DEMO = True
    assert create_demo_judging(now=datetime.now(tz=timezone.get_default_timezone())) is None
