"""A proposal between unit and local admin, and out of the competition: who may, when, and who hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.competitions import CLOSES, NOW, make_competition, make_proposal
from tests.factories.submitting import make_ready
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.models import Innovation
from tular.features.competitions.models import Competition
from tular.features.proposals.actions import moving, submitting
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.flow import MOVES, PROPOSAL
from tular.features.proposals.models import Proposal, SectionComment, TeamMember
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import ACTIONS, Refused
from tular.foundation.notifications.models import Notice

WHY = "Angka sebelum inovasi belum ada."


@pytest.fixture
def competition(catalogue: None) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def draft(competition: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Proposal:
    return make_proposal(competition, sidoarjo, unit=unit, by=upp)


def told(code: str) -> list[str]:
    return sorted(notice.person.name for notice in Notice.objects.filter(kind=code).select_related("person"))


def test_every_move_of_the_table_that_people_make_here_is_an_action() -> None:
    assert set(MOVES) - {"proposals.ask_fix"} <= set(ACTIONS)


def test_a_unit_hands_in_what_is_not_finished_but_has_a_title_and_a_group(draft: Proposal, upp: User) -> None:
    Proposal.objects.filter(pk=draft.pk).update(group="")
    with pytest.raises(Refused, match="Kelompok belum dipilih"):
        moving.hand_in(draft, by=upp, now=NOW)
    Proposal.objects.filter(pk=draft.pk).update(group="umum")
    assert moving.hand_in(draft, by=upp, now=NOW).state == ProposalState.WITH_ADMIN


def test_nothing_is_handed_in_after_the_close(draft: Proposal, upp: User) -> None:
    with pytest.raises(Refused, match="Isinya tetap tersimpan"):
        moving.hand_in(draft, by=upp, now=CLOSES)


def test_a_page_that_is_no_longer_current_moves_nothing(draft: Proposal, upp: User, admin: User) -> None:
    moving.hand_in(draft, by=upp, now=NOW)
    with pytest.raises(Refused, match="Hanya draf"):
        moving.hand_in(draft, by=upp, now=NOW)
    moving.take_back(draft, by=upp, now=NOW)
    with pytest.raises(Refused, match="tidak sedang di admin lokal"):
        moving.send_back(draft, by=admin, now=NOW, reason=WHY)
    assert told("proposals.taken_back") == ["Admin Sidoarjo"]


def test_the_local_admin_returns_it_with_a_reason_and_the_open_comments(
    draft: Proposal, upp: User, unit_admin: User, admin: User
) -> None:
    moving.hand_in(draft, by=upp, now=NOW)
    SectionComment.objects.create(proposal=draft, section="dampak", text="Angkanya?", by=admin, at=NOW)
    with pytest.raises(Refused, match="Tulis apa yang harus diperbaiki"):
        moving.send_back(draft, by=admin, now=NOW, reason="  ")
    found = moving.send_back(draft, by=admin, now=NOW, reason=WHY)
    assert (found.state, found.state_reason) == (ProposalState.RETURNED, WHY)
    assert told("proposals.returned") == ["Admin Unit", "Upp Taman"]
    assert Notice.objects.filter(kind="proposals.returned", params__comments=1).count() == 2


def test_who_writes_in_the_team_hands_in_and_hears_of_the_return(draft: Proposal, colleague: User, admin: User) -> None:
    with pytest.raises(Denied):
        moving.hand_in(draft, by=colleague, now=NOW)
    TeamMember.objects.create(proposal=draft, person=colleague, since=NOW)
    moving.hand_in(draft, by=colleague, now=NOW)
    moving.send_back(draft, by=admin, now=NOW, reason=WHY)
    assert "Kolega Sedati" in told("proposals.returned")


@pytest.mark.parametrize("person", ["colleague", "rival", "outsider", "hub_admin", "pembina"])
def test_others_move_nothing(draft: Proposal, person: str, request: pytest.FixtureRequest) -> None:
    stranger = request.getfixturevalue(person)
    for move in (moving.hand_in, moving.take_back, moving.send_back, moving.withdraw, moving.restore):
        with pytest.raises(Denied):
            move(draft, by=stranger, now=NOW, reason=WHY)


def test_the_unit_withdraws_a_draft_but_not_what_was_submitted(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User, admin: User
) -> None:
    first = make_proposal(competition, sidoarjo, unit=unit)
    assert moving.withdraw(first, by=upp, now=NOW, reason=WHY).state == ProposalState.WITHDRAWN
    assert told("proposals.withdrawn") == ["Admin Sidoarjo"]
    second = make_ready(competition, sidoarjo, unit=unit)
    submitting.submit(second, by=admin, now=NOW)
    with pytest.raises(Denied):
        moving.withdraw(second, by=upp, now=NOW, reason=WHY)
    assert moving.withdraw(second, by=admin, now=NOW, reason=WHY).state == ProposalState.WITHDRAWN
    assert second.submissions.count() == 1, "what was submitted stays on record"


def test_nothing_is_withdrawn_without_a_reason_or_after_the_close(draft: Proposal, admin: User) -> None:
    with pytest.raises(Refused, match="Tulis mengapa"):
        moving.withdraw(draft, by=admin, now=NOW)
    with pytest.raises(Refused, match="ditutup"):
        moving.withdraw(draft, by=admin, now=CLOSES + timedelta(hours=1), reason=WHY)


def test_a_withdrawn_proposal_becomes_a_draft_with_all_its_words(draft: Proposal, upp: User) -> None:
    content = draft.content
    moving.withdraw(draft, by=upp, now=NOW, reason=WHY)
    found = moving.restore(draft, by=upp, now=NOW)
    assert (found.state, found.state_reason, found.content) == (ProposalState.DRAFT, "", content)


def test_a_withdrawn_proposal_stays_out_when_its_innovation_has_another(
    draft: Proposal, competition: Competition, sidoarjo: Agency, upp: User
) -> None:
    innovation = Innovation.objects.filter(agency=sidoarjo).first()
    Proposal.objects.filter(pk=draft.pk).update(innovation=innovation)
    moving.withdraw(draft, by=upp, now=NOW, reason=WHY)
    other = make_proposal(competition, sidoarjo, innovation=innovation)
    with pytest.raises(Refused, match=other.code):
        moving.restore(draft, by=upp, now=NOW)


def test_from_every_state_but_one_that_waits_for_the_organiser_somebody_of_the_agency_can_go_on() -> None:
    system = {"proposals.ask_fix", "proposals.let_fix_pass"}
    for state in PROPOSAL.states:
        assert any(state in move.sources for move in PROPOSAL.moves if move.name not in system), state
