"""Several people, tabs and requests at the same time: the quota holds, and twice submitted is once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.at_once import at_once
from tests.double_clicks import twice
from tests.factories.competitions import NOW, make_competition
from tests.factories.submitting import make_ready
from tests.people import agency, make_member, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.actions import submitting
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, ProposalVersion
from tular.foundation.actions import Refused
from tular.foundation.audit.queries import verify

TABS = 5


@pytest.fixture
def competition(catalogue: None) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"), closes=timezone.now() + timedelta(days=400))


@pytest.mark.django_db(transaction=True)
def test_five_tabs_do_not_submit_more_than_the_quota(competition: Competition, sidoarjo: Agency, admin: User) -> None:
    rows = [make_ready(competition, sidoarjo) for _ in range(TABS)]
    ends = at_once([lambda row=row: submitting.submit(row, by=admin, now=NOW) for row in rows])
    assert sum(isinstance(end, ProposalVersion) for end in ends) == 2
    assert sum(isinstance(end, Refused) for end in ends) == TABS - 2
    assert Proposal.objects.filter(state=ProposalState.SUBMITTED).count() == ProposalVersion.objects.count() == 2
    assert verify().faults == ()


@pytest.mark.django_db(transaction=True)
def test_one_proposal_in_five_tabs_is_submitted_once(competition: Competition, sidoarjo: Agency, admin: User) -> None:
    row = make_ready(competition, sidoarjo)
    ends = at_once([lambda: submitting.submit(row, by=admin, now=NOW)] * TABS)
    assert sum(isinstance(end, ProposalVersion) for end in ends) == ProposalVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_all_in_one_go_beside_single_ones_neither_hang_nor_pass_the_quota(
    competition: Competition, sidoarjo: Agency, admin: User
) -> None:
    rows = [make_ready(competition, sidoarjo) for _ in range(3)]
    other = make_member(Role.AGENCY, sidoarjo).person
    at_once([
        lambda: submitting.submit_many(rows, by=admin, now=NOW),
        lambda: submitting.submit_many(rows[::-1], by=other, now=NOW),
        lambda: submitting.submit(rows[2], by=other, now=NOW),
        lambda: submitting.submit(rows[1], by=admin, now=NOW),
    ])  # fmt: skip
    assert Proposal.objects.filter(state=ProposalState.SUBMITTED).count() == ProposalVersion.objects.count() == 2


def test_a_button_pressed_twice_submits_once_and_both_answers_lead_to_the_receipt(
    competition: Competition, sidoarjo: Agency, admin: User
) -> None:
    row = make_ready(competition, sidoarjo)
    path = f"/proposal/{row.code}/ajukan"
    first, second = twice(signed_in(admin), path, path, {})
    assert first.headers["Location"] == second.headers["Location"] == f"/proposal/{row.code}/tanda-terima/1"
    assert ProposalVersion.objects.count() == 1


def test_a_page_left_open_over_the_deadline_is_refused_and_nothing_is_lost(
    competition: Competition, sidoarjo: Agency, admin: User
) -> None:
    row = make_ready(competition, sidoarjo)
    client, path = signed_in(admin), f"/proposal/{row.code}/ajukan"
    assert "t-btn" in client.get(path).text
    competition.windows.update(closes_at=timezone.now() - timedelta(seconds=1))
    answer = client.post(path, {})
    assert answer.status_code == 409
    assert "menurut jam server" in answer.text
    assert Proposal.objects.get(pk=row.pk).state == ProposalState.DRAFT
