"""What the checks of a proposal come to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.checking import make_check, make_submitted, make_version
from tests.factories.competitions import make_competition, make_proposal
from tests.people import agency, make_person
from tular.engines.rulebook.competition import Stage
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import CheckDecision, ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.settled import Settled, checklist_of, settled_of

PASSED, FAILED, FIX = CheckDecision.PASSED, CheckDecision.FAILED, CheckDecision.FIX


@pytest.fixture
def contest(sidoarjo: Agency) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def proposal(contest: Competition, sidoarjo: Agency) -> Proposal:
    return make_submitted(contest, sidoarjo)


@pytest.fixture
def pair(db: None) -> tuple[User, User]:
    return make_person("Pemeriksa Satu"), make_person("Pemeriksa Dua")


def stage_of(contest: Competition, checkers: int = 1) -> Stage:
    found = checklist_of(contest)
    assert found is not None
    return replace(found, checkers=checkers)


def come_to(proposal: Proposal, checkers: int = 1) -> Settled | str:
    """The settled decision, or the code of why there is none."""
    found = settled_of(proposal.competition, stage_of(proposal.competition, checkers))
    return found.settled.get(proposal.pk) or {one.proposal_id: one.code for one in found.unsettled}[proposal.pk]


def test_one_check_settles_where_one_checker_is_asked_for(proposal: Proposal, pair: tuple[User, User]) -> None:
    make_check(proposal, pair[0], FAILED, "under_age", explanation="Baru enam bulan.")
    found = come_to(proposal)
    assert isinstance(found, Settled)
    assert (found.decision, found.reasons, found.explanation) == (FAILED, ("under_age",), "Baru enam bulan.")
    assert found.by == (pair[0].pk,)


def test_two_checkers_have_to_agree_and_their_reasons_come_together(
    proposal: Proposal, pair: tuple[User, User]
) -> None:
    assert come_to(proposal, 2) == "unchecked"
    make_check(proposal, pair[0], FAILED, "incomplete", explanation="Surat tidak ada.")
    assert come_to(proposal, 2) == "waiting"
    make_check(proposal, pair[1], FAILED, "incomplete", "under_age", explanation="Surat tidak ada.")
    found = come_to(proposal, 2)
    assert isinstance(found, Settled)
    assert found.reasons == ("under_age", "incomplete") and found.explanation == "Surat tidak ada."
    assert found.by == (pair[0].pk, pair[1].pk)


def test_a_difference_waits_for_the_secretariat_whose_word_holds(proposal: Proposal, pair: tuple[User, User]) -> None:
    make_check(proposal, pair[0], PASSED)
    make_check(proposal, pair[1], FAILED, "careless_answers")
    assert come_to(proposal, 2) == "differing"
    make_check(proposal, make_person("Sekretariat"), PASSED, settles=True)
    found = come_to(proposal, 2)
    assert isinstance(found, Settled) and found.decision == PASSED and len(found.by) == 1


def test_what_was_taken_back_does_not_count(proposal: Proposal, pair: tuple[User, User]) -> None:
    make_check(proposal, pair[0], PASSED, taken_back_at=proposal.submitted_at)
    assert come_to(proposal) == "unchecked"


def test_a_fix_is_waited_for_and_what_comes_is_checked_again(proposal: Proposal, pair: tuple[User, User]) -> None:
    make_check(proposal, pair[0], FIX, "incomplete")
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.FIXING, state_reason="Lampirkan surat.")
    assert come_to(proposal) == "fixing"
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.SUBMITTED)
    assert come_to(proposal) == "unchecked"
    make_version(proposal)
    assert come_to(proposal) == "mended"
    make_check(proposal, pair[1], PASSED)
    assert isinstance(come_to(proposal), Settled)


def test_only_what_arrived_is_told_with_a_fixed_number_of_queries(contest: Competition, sidoarjo: Agency) -> None:
    make_proposal(contest, sidoarjo)
    stage = stage_of(contest)
    counts = []
    for number in (1, 4):
        for _ in range(number):
            make_check(make_submitted(contest, sidoarjo), make_person(f"Orang {User.objects.count()}"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = settled_of(contest, stage)
        counts.append((len(queries), len(found.settled), len(found.unsettled)))
    assert counts == [(3, 1, 0), (3, 5, 0)]
