"""Reminders before a close: once per step, to those who have not moved, never after they submitted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.competitions import CLOSES, NOW, make_competition, make_proposal
from tests.factories.submitting import make_ready
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.models import Competition, Extension, GroupInvitation
from tular.features.competitions.queries.concerned import people_concerned
from tular.features.proposals.actions import submitting
from tular.features.proposals.actions.reminding import STEPS, end_fixes, remind_before_close, step_of
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, Reminder
from tular.foundation.notifications.models import Notice


@pytest.fixture
def competition(catalogue: None) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


def told(code: str = "proposals.closing") -> list[str]:
    return sorted(one.person.name for one in Notice.objects.filter(kind=code).select_related("person"))


def test_the_step_is_the_smallest_that_has_come() -> None:
    assert [step_of(days) for days in (15, 14, 8, 7, 4, 3, 2, 1, 0, -1)] == [
        None, 14, 14, 7, 7, 3, 3, 1, 1, None,
    ]  # fmt: skip


def test_writers_and_local_admins_hear_once_per_step(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User, admin: User, colleague: User
) -> None:
    make_proposal(competition, sidoarjo, unit=unit)
    make_proposal(competition, sidoarjo, unit=unit, state=ProposalState.WITH_ADMIN)
    for hour in range(3):
        remind_before_close(now=NOW + timedelta(hours=hour))
    assert told() == ["Admin Sidoarjo", "Upp Taman"]
    assert Notice.objects.filter(kind="proposals.closing", params__count=2, path="/proposal").count() == 2
    for days in (7, 6, 3, 2, 1):
        remind_before_close(now=CLOSES - timedelta(days=days))
    assert len(told()) == 2 * len(STEPS)
    assert Reminder.objects.count() == 2 * len(STEPS)


def test_nobody_hears_of_what_was_submitted_withdrawn_or_is_closed(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User, admin: User
) -> None:
    done = make_ready(competition, sidoarjo, unit=unit)
    submitting.submit(done, by=admin, now=NOW)
    make_proposal(competition, sidoarjo, unit=unit, state=ProposalState.WITHDRAWN, state_reason="Contoh.")
    assert remind_before_close(now=NOW).proposals == 0
    make_proposal(competition, sidoarjo, unit=unit)
    assert remind_before_close(now=CLOSES).proposals == 0
    assert told() == []


def test_an_agency_with_an_extension_is_reminded_by_its_own_close(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User, pembina: User
) -> None:
    make_proposal(competition, sidoarjo, unit=unit)
    Extension.objects.create(
        window=competition.windows.get(), agency=sidoarjo, closes_at=CLOSES + timedelta(days=5), reason="Portal mati.",
        by=pembina, at=NOW,
    )  # fmt: skip
    remind_before_close(now=CLOSES + timedelta(days=4))
    assert list(Reminder.objects.values_list("days_left", flat=True)) == [1]


def test_invited_agencies_without_a_proposal_hear_and_others_do_not(
    competition: Competition, sidoarjo: Agency, admin: User, pembina: User
) -> None:
    assert remind_before_close(now=NOW).agencies == 0
    GroupInvitation.objects.create(competition=competition, group="umum", agency=sidoarjo, by=pembina, at=NOW)
    assert remind_before_close(now=NOW).agencies == 1
    assert remind_before_close(now=NOW).agencies == 0, "once per step"
    assert told("proposals.none_yet") == ["Admin Sidoarjo"]
    make_proposal(competition, sidoarjo)
    assert remind_before_close(now=CLOSES - timedelta(days=3)).agencies == 0


def test_who_took_part_before_is_asked_again(competition: Competition, sidoarjo: Agency, admin: User) -> None:
    former = make_competition(competition.organiser)
    make_proposal(former, sidoarjo, state=ProposalState.SUBMITTED)
    assert remind_before_close(now=NOW).agencies == 1


def test_when_a_date_moves_the_people_of_all_proposals_are_concerned(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User, admin: User, rival: User
) -> None:
    make_proposal(competition, sidoarjo, unit=unit)
    assert set(people_concerned(competition)) == {upp, admin}


def test_a_fix_that_did_not_come_ends_by_itself(competition: Competition, sidoarjo: Agency, admin: User) -> None:
    row = make_ready(competition, sidoarjo)
    submitting.submit(row, by=admin, now=NOW)
    Proposal.objects.filter(pk=row.pk).update(
        state=ProposalState.FIXING, state_reason="Perbaiki.", fix_until=NOW + timedelta(days=3)
    )
    assert end_fixes(now=NOW + timedelta(days=2)) == 0
    assert end_fixes(now=NOW + timedelta(days=3)) == 1
    assert Proposal.objects.get(pk=row.pk).state == ProposalState.SUBMITTED
