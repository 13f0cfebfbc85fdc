"""kill -9 at every moment of what follows the judging: plenary, approval, certificates, feedback, winners."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.competitions import NOW
from tests.features.selection.test_certificates import SIGNER
from tests.features.selection.test_feedback import judged
from tests.features.selection.test_plenary import Scene, held, made, proposed
from tests.features.selection.test_winners import enter, listed
from tests.killing import MANY, Worker, killed_at_every_moment, worker
from tests.people import make_member
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.catalogue.models import IndexOutbox, Innovation, Recognition
from tular.features.competitions.models import Competition
from tular.features.judging.models import Entry
from tular.features.selection.actions.certifying import issue_all
from tular.features.selection.actions.plenary import approve, ask, decide, vote
from tular.features.selection.actions.plenary.voting import Asked
from tular.features.selection.actions.recording import record_winners
from tular.features.selection.actions.releasing import release_feedback
from tular.features.selection.choices import DecisionKind, PlenaryState, QuestionKind, VoteChoice
from tular.features.selection.models import (
    Announcement,
    AwardCertificate,
    Feedback,
    FeedbackRelease,
    Plenary,
    PlenaryApproval,
    PlenaryMinutes,
    PlenaryQuestion,
    PlenaryVote,
    WinnerRecord,
)
from tular.foundation.audit.queries import verify
from tular.foundation.documents.models import Certificate
from tular.foundation.jobs.models import JobRun
from tular.foundation.notifications.models import Notice

__all__ = ["worker"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(organiser: Agency, secretary: User) -> Scene:
    return made(organiser, secretary, ["90", "80", "70", "60"])


def leave_out(pk: int, code: str, by: int) -> None:
    plenary = Plenary.objects.get(pk=pk)
    decide(plenary, kind=DecisionKind.OUT, codes=[code], by=User.objects.get(pk=by), now=NOW, reason="Alasan.")


def vote_yes(pk: int, by: int) -> None:
    vote(PlenaryQuestion.objects.get(pk=pk), choice=VoteChoice.YES, by=User.objects.get(pk=by), now=NOW)


def approve_plenary(pk: int, by: int) -> None:
    approve(Plenary.objects.get(pk=pk), by=User.objects.get(pk=by), now=NOW)


def certify(pk: int, by: int) -> None:
    issue_all(
        Announcement.objects.get(pk=pk), SIGNER, evaluators=False, by=User.objects.get(pk=by), now=NOW,
        progress=lambda _done, _all: None,
    )  # fmt: skip


def give_feedback(pk: int, by: int) -> None:
    release_feedback(Competition.objects.get(pk=pk), stage="proposal", by=User.objects.get(pk=by), now=NOW)


def record(pk: int, by: int) -> None:
    record_winners(Announcement.objects.get(pk=pk), joins={}, by=User.objects.get(pk=by), now=NOW)


def test_a_vote_is_there_or_not(worker: Worker, scene: Scene) -> None:
    plenary = held(scene)
    question = ask(plenary, asked=Asked(QuestionKind.OUT, "x", scene.codes[0]), by=scene.secretary, now=NOW)
    args = question.pk, scene.panel.pk
    killed_at_every_moment(worker, vote_yes, *args, state=PlenaryVote.objects.count, after=1)


def test_a_decision_is_numbered_and_counted_or_not_there(worker: Worker, scene: Scene) -> None:
    plenary = held(scene)
    decided = plenary.decisions.count()

    def state() -> tuple[bool, bool]:
        now = Plenary.objects.get(pk=plenary.pk)
        rows = now.decisions.count()
        assert now.decisions_count == rows
        return rows > decided, now.decisions.filter(proposal__code=scene.codes[0]).exists()

    args = plenary.pk, scene.codes[0], scene.secretary.pk
    killed_at_every_moment(worker, leave_out, *args, state=state, after=(True, True))


def test_an_approval_comes_with_minutes_and_next_stage_or_not(worker: Worker, scene: Scene) -> None:
    plenary = proposed(scene, held(scene))

    def state() -> tuple[Any, ...]:
        told = Notice.objects.filter(kind="selection.approved").count()
        return (
            Plenary.objects.get(pk=plenary.pk).state, PlenaryApproval.objects.count(), PlenaryMinutes.objects.count(),
            told, Entry.objects.exclude(review__stage="proposal").count(),
        )  # fmt: skip

    after = (PlenaryState.APPROVED, 1, 1, 1, 0)
    killed_at_every_moment(worker, approve_plenary, plenary.pk, scene.second.pk, state=state, after=after)
    assert bytes(PlenaryMinutes.objects.get().pdf).startswith(b"%PDF")


def test_each_certificate_is_whole_or_absent_and_the_run_goes_on_where_it_died(
    worker: Worker, scene: Scene, secretary: User, competition: Competition
) -> None:
    announced = listed(competition, secretary, enter(competition), enter(competition, "Loket Malam"))
    for moment in range(1, MANY):
        done = worker.run(certify, announced.pk, secretary.pk, dying_at=moment)
        numbers = sorted(int(one.number.rpartition("/")[2]) for one in Certificate.objects.all())
        assert numbers == list(range(1, len(numbers) + 1))
        assert AwardCertificate.objects.count() == len(numbers)
        if done:
            break
    made = Certificate.objects.count()
    assert moment > 5 and made >= 2
    assert worker.run(certify, announced.pk, secretary.pk)
    assert Certificate.objects.count() == made
    assert verify().faults == ()


def test_feedback_is_released_to_all_or_nobody(worker: Worker, organiser: Agency) -> None:
    person = make_member(Role.AGENCY, organiser).person
    review = judged(person)

    def state() -> tuple[int, int, int]:
        jobs = JobRun.objects.filter(name="selection.tell_feedback").count()
        return FeedbackRelease.objects.count(), Feedback.objects.count(), jobs

    args = review.competition_id, person.pk
    killed_at_every_moment(worker, give_feedback, *args, state=state, after=(1, 2, 1))


def test_winners_enter_the_catalogue_with_their_award_or_not(
    worker: Worker, competition: Competition, secretary: User
) -> None:
    announced = listed(competition, secretary, enter(competition))
    records, awards, outbox = Innovation.objects.count(), Recognition.objects.count(), IndexOutbox.objects.count()

    def state() -> tuple[Any, ...]:
        return (
            Innovation.objects.count() - records, Recognition.objects.count() - awards, WinnerRecord.objects.count(),
            IndexOutbox.objects.count() > outbox,
        )  # fmt: skip

    killed_at_every_moment(worker, record, announced.pk, secretary.pk, state=state, after=(1, 1, 1, True))
