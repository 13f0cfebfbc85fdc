"""The competitions of the demo: made by the actions that people use, made once, and each of their people finds a page.

Making them takes seconds, so each is made in one test.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import create_demo_people
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.replaying import replay
from tular.features.interviews.choices import Phase, SlotOutcome
from tular.features.interviews.models import Clock, Slot
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment
from tular.features.ratings.models import RatingCluster, ServiceRating
from tular.features.selection.actions.demo import PROPOSALS, READINGS, create_demo_courses, create_demo_judging
from tular.features.selection.choices import PlenaryState
from tular.features.selection.models import Announcement, Plenary
from tular.features.visits.models import Visit, VisitPhoto
from tular.foundation.notifications.models import Mail


@pytest.fixture
def people(catalogue: None, settings: Any, tmp_path: Any) -> datetime:
    settings.DEMO = True
    now = timezone.now()
    create_demo_people(now=now)
    return now


def sign_in(name: str) -> Client:
    return signed_in(User.objects.get(email=f"{name}@tular.example"))


def assert_replays(competition: Competition) -> None:
    found = list(replay(competition))
    assert found and all(one.is_equal for one in found), [one.what for one in found if not one.is_equal]


def test_one_is_half_judged_marked_as_made_up_made_once_and_replays(people: datetime) -> None:
    made = create_demo_judging(now=people)
    assert made is not None
    assert made.competition.is_demo and made.entries.count() == PROPOSALS
    assert all(one.proposal.is_demo and one.proposal.title.startswith("Contoh: ") for one in made.entries.all())
    readings = Assignment.objects.filter(entry__review=made)
    done = readings.filter(state=AssignmentState.DONE).count()
    assert 0 < done < readings.count() == READINGS * PROPOSALS
    calibration = made.calibrations.get()
    assert calibration.identifiable and calibration.figures["lines"]
    assert_replays(made.competition)
    assert Announcement.objects.get().competition == made.competition
    assert create_demo_judging(now=people + timedelta(hours=1)) is None

    base = f"/kompetisi/{made.competition.slug}/penilaian/proposal"
    page = sign_in("contoh.sekretariat").get(f"{base}/kendali").content.decode()
    assert "Contoh: " in page and "contoh" in page
    evaluator = sign_in("contoh.penilai")
    desk = evaluator.get("/penilaian").content.decode()
    assert "Posyandu Malam" in desk or "Contoh: " in desk
    assert evaluator.get(f"{base}/kendali").status_code == 404


def test_three_went_further_and_everybody_finds_their_pages(people: datetime) -> None:
    assert create_demo_courses(now=people) == 3
    hearing, sitting, over = (
        Competition.objects.get(slug__startswith=f"contoh-{name}-") for name in ("wawancara", "penetapan", "selesai")
    )
    for competition in (hearing, sitting, over):
        assert competition.is_demo and competition.proposals.filter(is_demo=False).count() == 0
        assert_replays(competition)
    _is_being_heard(hearing)
    _sits(sitting)
    _is_over(over)
    assert not Mail.objects.filter(address__contains="@rumah-").exists()
    assert create_demo_courses(now=people + timedelta(hours=1)) == 0


def _is_being_heard(competition: Competition) -> None:
    base = f"/kompetisi/{competition.slug}"
    slots = Slot.objects.filter(session__plan__review__competition=competition, entry__isnull=False)
    now = timezone.now()
    assert slots.filter(outcome=SlotOutcome.HEARD).count() == 3 and slots.filter(starts_at__gt=now).count() >= 2
    assert Clock.objects.get().phase == Phase.PRESENTATION
    assert sorted(Visit.objects.filter(choice__competition=competition).values_list("state", flat=True)) == [
        "direncanakan", "diumumkan", "selesai",
    ]  # fmt: skip
    assert all(one.caption.startswith("Contoh") for one in VisitPhoto.objects.all()) and VisitPhoto.objects.exists()
    ratings = ServiceRating.objects.filter(entry__rating__competition=competition)
    assert ratings.count() == ratings.filter(confirmed_at__isnull=False).count() > 100
    assert RatingCluster.objects.filter(entry__rating__competition=competition, held=True).exists()
    for name, paths in {
        "contoh.sekretariat": ("/wawancara/presentasi", "/verifikasi/verifikasi", "/pleno/proposal"),
    }.items():
        client = sign_in(name)
        assert [client.get(base + path).status_code for path in paths] == [200] * len(paths)
    assert competition.title in sign_in("contoh.panelis").get("/wawancara").content.decode()
    assert "Contoh: " in sign_in("contoh.verifikator").get("/verifikasi").content.decode()
    own = competition.proposals.order_by("pk")[0]
    applicant = sign_in("contoh.inovator.upp")
    assert [applicant.get(f"/proposal/{own.code}{path}").status_code for path in ("", "/wawancara", "/verifikasi")] == [
        200, 200, 200,
    ]  # fmt: skip
    assert Client().get(f"{base}/kebermanfaatan").status_code == 200


def _sits(competition: Competition) -> None:
    plenary = Plenary.objects.get(competition=competition, stage="penetapan")
    question = plenary.questions.get()
    assert plenary.state == PlenaryState.OPEN and question.closed_at is None and question.votes.count() == 2
    page = sign_in("contoh.sekretariat").get(f"/kompetisi/{competition.slug}/pleno/penetapan").content.decode()
    assert "Contoh: layanannya berhenti" in page
    vote = f"/kompetisi/{competition.slug}/pleno/penetapan/suara/1"
    assert sign_in("contoh.panelis").get(vote).status_code == 200


def _is_over(competition: Competition) -> None:
    final = Announcement.objects.get(competition=competition, stage="penetapan")
    assert final.lines.exclude(award="").count() == 4 and competition.state == CompetitionState.FINISHED
    own = competition.proposals.order_by("pk")[0]
    assert own.innovation is None, "made-up winners do not enter the catalogue by themselves"
    applicant = sign_in("contoh.inovator.upp")
    assert "Contoh komentar" in applicant.get(f"/proposal/{own.code}/umpan-balik").content.decode()
    assert Client().get(f"/kompetisi/{competition.slug}/daftar/penetapan/1").status_code == 200


def test_without_a_catalogue_nothing_is_made(db: None, settings: Any) -> None:
    settings.DEMO = True
    now = datetime.now(tz=timezone.get_default_timezone())
    assert create_demo_judging(now=now) is None and create_demo_courses(now=now) == 0
