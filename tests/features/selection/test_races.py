"""Two people in a plenary, at a list and at its certificates in the same moment: it happens once, the other is told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.at_once import at_once, refused
from tests.factories.competitions import NOW
from tests.features.selection.test_certificates import SIGNER, make_list
from tests.features.selection.test_plenary import Scene, approved, held, made, proposed
from tests.people import make_member
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.proposals.models import Proposal
from tular.features.selection.actions import announcing, certifying
from tular.features.selection.actions.plenary import approve, ask, close_vote, decide, send_back, unseat, vote
from tular.features.selection.actions.plenary.voting import Asked
from tular.features.selection.choices import ApprovalDecision, DecisionKind, QuestionKind, VoteChoice
from tular.features.selection.models import (
    Announcement,
    AwardCertificate,
    Plenary,
    PlenaryApproval,
    PlenaryDecision,
    PlenaryMinutes,
    PlenaryVote,
    StageOutcome,
)
from tular.foundation.audit.queries import verify
from tular.foundation.documents.models import Certificate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(organiser: Agency, secretary: User) -> Scene:
    return made(organiser, secretary, ["90", "80", "70", "60"])


def test_two_who_approve_and_one_who_sends_back_answer_once(scene: Scene, organiser: Agency) -> None:
    plenary = proposed(scene, held(scene))
    third, fourth = (make_member(Role.AGENCY, organiser).person for _n in range(2))
    ends = at_once([
        lambda: approve(plenary, by=scene.second, now=NOW),
        lambda: approve(plenary, by=third, now=NOW),
        lambda: send_back(plenary, by=fourth, now=NOW, reason="Belum."),
    ])  # fmt: skip
    assert refused(ends) == 2
    answer = PlenaryApproval.objects.get()
    assert PlenaryMinutes.objects.count() == (answer.decision == ApprovalDecision.APPROVED)
    assert verify().faults == ()


def test_a_list_is_announced_once(scene: Scene) -> None:
    approved(scene, held(scene))
    told = announcing.Typed(title="Finalis", decree="12/2026", decree_on=date(2026, 3, 25), objection_days=5)
    draft = announcing.prepare(scene.competition, stage="penetapan", typed=told, by=scene.secretary, now=NOW)
    ends = at_once([
        lambda: announcing.announce(draft, by=scene.secretary, now=NOW),
        lambda: announcing.announce(draft, by=scene.second, now=NOW),
    ])  # fmt: skip
    assert refused(ends) == 1
    assert (Announcement.objects.count(), StageOutcome.objects.filter(stage="penetapan").count()) == (1, 4)


def test_a_member_has_one_vote_however_many_tabs(scene: Scene) -> None:
    plenary = held(scene)
    question = ask(plenary, asked=Asked(QuestionKind.OUT, "x", scene.codes[0]), by=scene.secretary, now=NOW)
    choices = [VoteChoice.YES, VoteChoice.NO, VoteChoice.ABSTAIN] * 2
    ends = at_once([lambda one=one: vote(question, choice=one, by=scene.panel, now=NOW) for one in choices])
    assert refused(ends) == 0
    assert PlenaryVote.objects.count() == 1
    ends = at_once([
        lambda: close_vote(question, by=scene.secretary, now=NOW),
        lambda: close_vote(question, by=scene.second, now=NOW),
        lambda: vote(question, choice=VoteChoice.YES, by=scene.panel, now=NOW),
    ])  # fmt: skip
    question.refresh_from_db()
    assert refused(ends) in (1, 2)
    held_vote = PlenaryVote.objects.get()
    assert question.result["yes"] == (held_vote.choice == VoteChoice.YES)


def test_nobody_votes_who_is_leaving(scene: Scene) -> None:
    plenary = held(scene)
    question = ask(plenary, asked=Asked(QuestionKind.OUT, "x", scene.codes[0]), by=scene.secretary, now=NOW)
    member = plenary.members.get()
    at_once([
        lambda: vote(question, choice=VoteChoice.YES, by=scene.panel, now=NOW),
        lambda: unseat(member, by=scene.secretary, now=NOW, reason="Sakit."),
    ])  # fmt: skip
    member.refresh_from_db()
    assert (member.left_at, PlenaryVote.objects.count()) == (NOW, 0)


def test_decisions_of_two_at_once_are_numbered_one_after_the_other(scene: Scene) -> None:
    plenary = held(scene)
    at_once([
        lambda code=code: decide(
            plenary, kind=DecisionKind.OUT, codes=[code], by=scene.secretary, now=NOW, reason="Alasan."
        )
        for code in scene.codes
    ])  # fmt: skip
    numbers = list(PlenaryDecision.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4, 5]
    assert Plenary.objects.get().decisions_count == 5


def test_two_runs_issue_each_certificate_once(scene: Scene, secretary: User) -> None:
    lines = [(one, "terpuji", "lolos") for one in Proposal.objects.filter(code__in=scene.codes)]
    announced = make_list(scene.competition, secretary, lines, stage="panel")

    def run() -> object:
        return certifying.issue_all(
            announced, SIGNER, evaluators=False, by=secretary, now=NOW, progress=lambda _done, _all: None
        )

    one, other = at_once([run, run])
    assert len(one) + len(other) == Certificate.objects.count() == AwardCertificate.objects.count()  # type: ignore[arg-type]
    numbers = sorted(int(number.rpartition("/")[2]) for number in Certificate.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
