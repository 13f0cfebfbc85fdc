"""A full disk while minutes, certificates and feedback are made: nothing half, and later it is done."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from tests.factories.competitions import NOW
from tests.features.selection.test_certificates import issued
from tests.features.selection.test_feedback import judged
from tests.features.selection.test_plenary import Scene, held, made, proposed
from tests.features.selection.test_winners import enter, listed
from tests.full_disk import WORDS, full_for_rows
from tests.people import make_member
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.selection.actions.plenary import approve
from tular.features.selection.actions.releasing import release_feedback
from tular.features.selection.choices import PlenaryState
from tular.features.selection.models import AwardCertificate, FeedbackRelease, Plenary, PlenaryApproval, PlenaryMinutes
from tular.foundation.audit.queries import verify
from tular.foundation.documents.models import Certificate


def test_an_approval_whose_minutes_cannot_be_kept_is_none(organiser: Agency, secretary: User) -> None:
    scene: Scene = made(organiser, secretary, ["90", "80", "70", "60"])
    plenary = proposed(scene, held(scene))
    with full_for_rows("selection_plenaryminutes"), pytest.raises(OperationalError, match=WORDS):
        approve(plenary, by=scene.second, now=NOW)
    assert (Plenary.objects.get().state, PlenaryApproval.objects.count()) == (PlenaryState.SETTLED, 0)
    approve(plenary, by=scene.second, now=NOW)
    assert PlenaryMinutes.objects.count() == 1 and verify().faults == ()


def test_a_certificate_that_cannot_be_kept_leaves_no_number_behind(competition: Competition, secretary: User) -> None:
    announced = listed(competition, secretary, enter(competition), enter(competition, "Loket Malam"))
    with full_for_rows("selection_awardcertificate"), pytest.raises(OperationalError, match=WORDS):
        issued(announced, secretary)
    assert Certificate.objects.count() == 0
    numbers = sorted(issued(announced, secretary))
    assert [one.rpartition("/")[2] for one in numbers] == ["0001", "0002"]
    assert AwardCertificate.objects.count() == 2


def test_feedback_that_cannot_be_kept_for_all_is_released_to_nobody(organiser: Agency) -> None:
    person = make_member(Role.AGENCY, organiser).person
    review = judged(person)
    with full_for_rows("selection_feedback"), pytest.raises(OperationalError, match=WORDS):
        release_feedback(review.competition, stage="proposal", by=person, now=NOW)
    assert not FeedbackRelease.objects.exists()
    assert release_feedback(review.competition, stage="proposal", by=person, now=NOW).proposals == 2
