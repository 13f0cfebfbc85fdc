"""Deciding in the administrative selection: one by one, many at once, and where people differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.checking import STAGE, make_check, make_submitted, make_version
from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.people import agency, make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.choices import StaffRole, WindowKind
from tular.features.competitions.models import Competition, Staff, Window
from tular.features.proposals.actions.bulk_checks import UNDO_WITHIN, check_many, undo_check_many
from tular.features.proposals.actions.checking import ask_fix, check, settle_difference
from tular.features.proposals.choices import CheckDecision, ProposalState
from tular.features.proposals.models import Check, Proposal, TeamMember
from tular.features.proposals.queries.settled import Settled, checklist_of, settled_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused, Stale
from tular.foundation.notifications.models import Notice

PASSED, FAILED = CheckDecision.PASSED, CheckDecision.FAILED
WHY = {"reasons": ["incomplete"], "explanation": "Surat pernyataan tidak terbaca."}


@pytest.fixture
def contest(sidoarjo: Agency) -> Competition:
    text = RULEBOOK.replace('kind = "checklist"', 'kind = "checklist"\ncheckers = 2').replace("lomba-uji", "lomba-dua")
    return make_competition(agency("pemprov-jawa-timur"), rulebook=make_rulebook(text, identity="lomba-dua"))


@pytest.fixture
def proposal(contest: Competition, sidoarjo: Agency) -> Proposal:
    return make_submitted(contest, sidoarjo)


def staff(contest: Competition, name: str, role: StaffRole = StaffRole.CHECKER) -> User:
    person = make_person(name)
    Staff.objects.create(competition=contest, person=person, role=role, by=person, since=NOW)
    return person


@pytest.fixture
def first(contest: Competition) -> User:
    return staff(contest, "Pemeriksa Satu")


@pytest.fixture
def second(contest: Competition) -> User:
    return staff(contest, "Pemeriksa Dua")


@pytest.fixture
def secretary(contest: Competition) -> User:
    return staff(contest, "Sekretaris", StaffRole.SECRETARIAT)


def come_to(proposal: Proposal) -> Settled | str:
    stage = checklist_of(proposal.competition)
    assert stage is not None
    found = settled_of(proposal.competition, stage)
    return found.settled.get(proposal.pk) or {one.proposal_id: one.code for one in found.unsettled}[proposal.pk]


def said(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(one.text for one in refusal.value.reasons)


def test_two_who_agree_settle_it(proposal: Proposal, first: User, second: User) -> None:
    check(proposal, by=first, now=NOW, decision=PASSED)
    assert come_to(proposal) == "waiting"
    check(proposal, by=second, now=NOW, decision=PASSED)
    found = come_to(proposal)
    assert isinstance(found, Settled) and set(found.by) == {first.pk, second.pk}


def test_checking_again_replaces_the_own_word_only(proposal: Proposal, first: User, second: User) -> None:
    check(proposal, by=first, now=NOW, decision=PASSED)
    check(proposal, by=first, now=NOW, decision=FAILED, **WHY)
    assert come_to(proposal) == "waiting", "one person counts once"
    check(proposal, by=second, now=NOW, decision=FAILED, **WHY)
    assert isinstance(come_to(proposal), Settled)
    assert Check.objects.filter(taken_back_at__isnull=False).count() == 1


def test_a_difference_is_settled_by_the_secretariat_that_was_not_part_of_it(
    proposal: Proposal, first: User, second: User, secretary: User
) -> None:
    with pytest.raises(Refused):
        settle_difference(proposal, by=secretary, now=NOW, decision=PASSED)
    check(proposal, by=first, now=NOW, decision=PASSED)
    check(proposal, by=second, now=NOW, decision=FAILED, **WHY)
    with pytest.raises(Denied):
        settle_difference(proposal, by=first, now=NOW, decision=PASSED)
    settle_difference(proposal, by=secretary, now=NOW, decision=PASSED)
    found = come_to(proposal)
    assert isinstance(found, Settled) and found.decision == PASSED and found.by == (secretary.pk,)
    settle_difference(proposal, by=secretary, now=NOW, decision=FAILED, **WHY)
    again = come_to(proposal)
    assert isinstance(again, Settled) and again.decision == FAILED


def test_a_secretary_who_was_one_of_the_checkers_does_not_settle(
    proposal: Proposal, first: User, secretary: User
) -> None:
    check(proposal, by=first, now=NOW, decision=PASSED)
    check(proposal, by=secretary, now=NOW, decision=FAILED, **WHY)
    with pytest.raises(Refused) as refusal:
        settle_difference(proposal, by=secretary, now=NOW, decision=PASSED)
    assert "salah satu pemeriksanya" in said(refusal)


def test_a_refusal_says_why(proposal: Proposal, first: User) -> None:
    with pytest.raises(Refused) as refusal:
        check(proposal, by=first, now=NOW, decision=FAILED)
    assert {one.field for one in refusal.value.reasons} == {"alasan", "penjelasan"}
    with pytest.raises(Refused):
        check(proposal, by=first, now=NOW, decision=FAILED, reasons=["mengada-ada"], explanation="Apa saja")
    with pytest.raises(Refused):
        check(proposal, by=first, now=NOW, decision="mungkin")
    assert not Check.objects.exists()


def test_nobody_decides_about_their_own_agency(
    contest: Competition, proposal: Proposal, upp: User, admin: User
) -> None:
    for person in (upp, admin):
        Staff.objects.create(competition=contest, person=person, role=StaffRole.CHECKER, by=person, since=NOW)
        with pytest.raises(Refused) as refusal:
            check(proposal, by=person, now=NOW, decision=PASSED)
        assert "instansi Anda sendiri" in said(refusal)
        bulk = check_many(contest, by=person, now=NOW, codes=[proposal.code], decision=PASSED)
        assert bulk.checks == [] and bulk.refused == [[proposal.code, "dari instansi Anda sendiri"]]


def test_who_holds_a_competition_for_their_own_units_checks_what_these_send_but_not_what_they_wrote(
    sidoarjo: Agency, unit: ServiceUnit, admin: User, upp: User
) -> None:
    inner = make_competition(sidoarjo)
    proposal = make_submitted(inner, sidoarjo, unit=unit)
    Staff.objects.create(competition=inner, person=upp, role=StaffRole.CHECKER, by=admin, since=NOW)
    with pytest.raises(Refused) as refusal:
        check(proposal, by=upp, now=NOW, decision=PASSED)
    assert "instansi Anda sendiri" in said(refusal)
    assert check(proposal, by=admin, now=NOW, decision=PASSED).decision == PASSED
    TeamMember.objects.create(proposal=proposal, person=admin, by=upp, since=NOW)
    bulk = check_many(inner, by=admin, now=NOW, codes=[proposal.code], decision=PASSED)
    assert bulk.refused == [[proposal.code, "dari instansi Anda sendiri"]]


@pytest.mark.parametrize("person", ["upp", "admin", "rival", "outsider", "member"])
def test_who_does_not_check_for_the_competition_may_not(
    proposal: Proposal, person: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Denied):
        check(proposal, by=request.getfixturevalue(person), now=NOW, decision=PASSED)


def test_a_checker_of_another_competition_may_not(contest: Competition, proposal: Proposal) -> None:
    other = make_competition(agency("pemprov-jawa-timur"))
    stranger = staff(other, "Pemeriksa Lain")
    with pytest.raises(Denied):
        check(proposal, by=stranger, now=NOW, decision=PASSED)
    with pytest.raises(Denied):
        check_many(contest, by=stranger, now=NOW, codes=[proposal.code], decision=PASSED)


def test_a_fix_is_asked_until_the_last_minute_of_the_day_and_told_at_once(
    proposal: Proposal, first: User, second: User, admin: User, upp: User
) -> None:
    check(proposal, by=second, now=NOW, decision=PASSED)
    ask_fix(proposal, by=first, now=NOW, **WHY)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.FIXING and proposal.state_reason == WHY["explanation"]
    assert proposal.fix_until == datetime(2026, 3, 8, 16, 59, tzinfo=UTC)
    assert come_to(proposal) == "fixing"
    assert Notice.objects.filter(kind="proposals.fix_asked", person=admin).exists()
    with pytest.raises(Refused):
        check(proposal, by=second, now=NOW, decision=PASSED)


def test_a_window_of_the_calendar_ends_the_time_for_mending(
    contest: Competition, proposal: Proposal, first: User
) -> None:
    window = Window.objects.create(
        competition=contest, kind=WindowKind.FIX, stage=STAGE, opens_at=NOW, closes_at=NOW + timedelta(hours=5)
    )
    with pytest.raises(Refused):
        ask_fix(proposal, by=first, now=NOW + timedelta(hours=5), **WHY)
    ask_fix(proposal, by=first, now=NOW, **WHY)
    proposal.refresh_from_db()
    assert proposal.fix_until == window.closes_at


def test_without_days_for_mending_none_is_asked_for(sidoarjo: Agency) -> None:
    text = RULEBOOK.replace("fix_days = 3\n", "").replace("lomba-uji", "lomba-tegas")
    contest = make_competition(agency("pemprov-jawa-timur"), rulebook=make_rulebook(text, identity="lomba-tegas"))
    with pytest.raises(Refused) as refusal:
        ask_fix(make_submitted(contest, sidoarjo), by=staff(contest, "Satu"), now=NOW, **WHY)
    assert "tidak memberi masa perbaikan" in said(refusal)


def test_a_decision_about_an_older_submission_is_stale(proposal: Proposal, first: User) -> None:
    make_version(proposal)
    with pytest.raises(Stale):
        check(proposal, by=first, now=NOW, decision=PASSED, submission=1)
    check(proposal, by=first, now=NOW, decision=PASSED, submission=2)


def test_many_are_passed_at_once_and_undone_at_once(
    contest: Competition, sidoarjo: Agency, first: User, second: User
) -> None:
    rows = [make_submitted(contest, sidoarjo) for _number in range(4)]
    Proposal.objects.filter(pk=rows[3].pk).update(state=ProposalState.FIXING, state_reason="Lengkapi.")
    check(rows[0], by=first, now=NOW, decision=FAILED, **WHY)
    bulk = check_many(contest, by=first, now=NOW, codes=[row.code for row in rows], decision=PASSED)
    assert len(bulk.checks) == 2
    assert sorted(bulk.refused) == sorted(
        [[rows[0].code, "sudah Anda periksa satu per satu"], [rows[3].code, "sedang diminta diperbaiki"]]
    )
    with pytest.raises(Denied):
        undo_check_many(bulk, by=second, now=NOW)
    undo_check_many(bulk, by=first, now=NOW + timedelta(minutes=29))
    assert [come_to(row) for row in rows[1:3]] == ["unchecked", "unchecked"]
    assert come_to(rows[0]) == "waiting", "what was decided one by one stays"
    with pytest.raises(Refused):
        undo_check_many(bulk, by=first, now=NOW)


def test_after_half_an_hour_nothing_is_undone(contest: Competition, proposal: Proposal, first: User) -> None:
    bulk = check_many(contest, by=first, now=NOW, codes=[proposal.code], decision=PASSED)
    with pytest.raises(Refused):
        undo_check_many(bulk, by=first, now=NOW + UNDO_WITHIN + timedelta(seconds=1))
    assert come_to(proposal) == "waiting"


def test_many_need_a_choice_and_reasons_and_no_fix(contest: Competition, proposal: Proposal, first: User) -> None:
    for codes, decision in (([], PASSED), ([proposal.code], FAILED), ([proposal.code], CheckDecision.FIX)):
        with pytest.raises(Refused):
            check_many(contest, by=first, now=NOW, codes=codes, decision=decision)
    assert check_many(contest, by=first, now=NOW, codes=["tiada"], decision=PASSED).checks == []


def test_what_was_mended_is_checked_anew_in_bulk_too(contest: Competition, proposal: Proposal, first: User) -> None:
    make_check(proposal, first, PASSED)
    make_version(proposal)
    bulk = check_many(contest, by=first, now=NOW, codes=[proposal.code], decision=PASSED)
    assert len(bulk.checks) == 1 and come_to(proposal) == "waiting"
