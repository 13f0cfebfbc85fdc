"""From draft to receipt: what a submission freezes, and every rule that keeps one from arriving."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.factories.competitions import CLOSES, NOW, full_content, make_competition, make_proposal
from tests.factories.submitting import attach, make_ready
from tests.people import agency, make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.choices import CompetitionState, StaffRole
from tular.features.competitions.models import Competition, Extension, Staff
from tular.features.proposals.actions import moving, submitting
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, ProposalVersion
from tular.features.proposals.queries.attachments import may_read
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.files.references import mentioned
from tular.foundation.notifications.models import Notice

AFTER = CLOSES + timedelta(minutes=1)


@pytest.fixture
def competition(catalogue: None) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def ready(competition: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Proposal:
    return make_ready(competition, sidoarjo, unit=unit, by=upp)


def anew(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def why(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(one.text for one in refusal.value.reasons)


def told(code: str) -> set[str]:
    return {notice.person.name for notice in Notice.objects.filter(kind=code).select_related("person")}


def test_a_draft_goes_to_the_local_admin_who_submits_it(ready: Proposal, upp: User, admin: User) -> None:
    assert moving.hand_in(ready, by=upp, now=NOW).state == ProposalState.WITH_ADMIN
    assert told("proposals.handed_in") == {"Admin Sidoarjo"}
    version = submitting.submit(ready, by=admin, now=NOW)
    found = anew(ready)
    assert (found.state, found.submitted_at, version.number) == (ProposalState.SUBMITTED, NOW, 1)
    assert told("proposals.submitted") == {"Admin Sidoarjo", "Upp Taman"}


def test_a_submission_holds_text_files_questions_and_rules_as_they_were(
    ready: Proposal, admin: User, sidoarjo: Agency
) -> None:
    version = submitting.submit(ready, by=admin, now=NOW)
    frozen = json.loads(version.canonical)
    assert version.sha256 == hashlib.sha256(version.canonical.encode()).hexdigest()
    assert frozen["content"] == full_content(ready.competition)
    assert frozen["form"]["sections"][0]["label"] == "Ringkasan"
    file = ready.files.get().file
    kept = {"id": str(file.pk), "name": file.name, "size": file.size, "sha256": file.sha256}
    assert frozen["files"] == [{"attachment": "pernyataan", "content_type": "application/pdf", **kept}]
    assert frozen["rulebook"]["sha256"] == ready.competition.rulebook.sha256
    assert (frozen["agency"]["slug"], frozen["unit"]) == (sidoarjo.slug, "Puskesmas Contoh Taman")
    assert (frozen["at"], frozen["number"], frozen["code"]) == (NOW.isoformat(), 1, ready.code)


def test_what_was_submitted_cannot_be_changed_by_anybody(ready: Proposal, admin: User) -> None:
    version = submitting.submit(ready, by=admin, now=NOW)
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        ProposalVersion.objects.filter(pk=version.pk).update(canonical="lain")


def test_a_file_that_was_submitted_stays_in_use_when_another_takes_its_place(ready: Proposal, admin: User) -> None:
    first = ready.files.get()
    submitting.submit(ready, by=admin, now=NOW)
    ready.files.update(removed_at=NOW)
    attach(ready)
    assert mentioned([first.file]) == {first.file_id}


def test_who_checks_reads_the_files_of_each_submission_and_no_others(
    competition: Competition, ready: Proposal, admin: User
) -> None:
    checker = make_person("Pemeriksa")
    Staff.objects.create(competition=competition, person=checker, role=StaffRole.CHECKER, by=admin, since=NOW)
    first = ready.files.get()
    assert not may_read(checker, first.file), "a draft is nobody else's"
    submitting.submit(ready, by=admin, now=NOW)
    proposal, hours = anew(ready), [NOW + timedelta(hours=number) for number in range(4)]
    proposal.files.update(removed_at=hours[1])
    between = attach(proposal, at=hours[1])
    assert [may_read(checker, one.file) for one in (first, between)] == [True, False]
    between.removed_at = hours[2]
    between.save()
    second = attach(proposal, at=hours[2])
    Proposal.objects.filter(pk=proposal.pk).update(
        state=ProposalState.FIXING, state_reason="Kurang.", fix_until=hours[3] + timedelta(days=1)
    )
    submitting.resubmit(anew(ready), by=admin, now=hours[3])
    assert [may_read(checker, one.file) for one in (first, between, second)] == [True, False, True]
    moving.withdraw(anew(ready), by=admin, now=hours[3], reason="Batal.")
    assert not may_read(checker, second.file)


def test_the_trail_of_a_submission_tells_its_hash_and_not_the_whole_text(ready: Proposal, admin: User) -> None:
    version = submitting.submit(ready, by=admin, now=NOW)
    changes = AuditEntry.objects.get(action="proposals.submit", subject_type="proposals.proposalversion").changes
    assert changes["sha256"] == [None, version.sha256]
    assert changes["canonical"] == ["…", "…"]


def test_submitted_twice_is_submitted_once(ready: Proposal, admin: User) -> None:
    version = submitting.submit(ready, by=admin, now=NOW)
    with pytest.raises(Refused) as refusal:
        submitting.submit(ready, by=admin, now=NOW)
    assert version.receipt in why(refusal)
    assert ready.submissions.count() == 1


@pytest.mark.parametrize("person", ["upp", "colleague", "rival", "outsider", "hub_admin", "pembina"])
def test_only_the_local_admin_submits(ready: Proposal, person: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Denied):
        submitting.submit(ready, by=request.getfixturevalue(person), now=NOW)


def test_a_proposal_with_gaps_is_refused_with_each_of_them(
    competition: Competition, sidoarjo: Agency, admin: User
) -> None:
    content = full_content(competition) | {"ringkasan": {"ringkasan": ""}}
    made = make_proposal(competition, sidoarjo, content=content)
    with pytest.raises(Refused) as refusal:
        submitting.submit(made, by=admin, now=NOW)
    assert "Ringkasan" in why(refusal)
    assert "Surat pernyataan" in why(refusal)
    assert anew(made).state == ProposalState.DRAFT


def test_a_rule_that_stands_in_the_way_is_named(competition: Competition, sidoarjo: Agency, admin: User) -> None:
    made = make_ready(competition, sidoarjo, started_on=NOW.date())
    with pytest.raises(Refused) as refusal:
        submitting.submit(made, by=admin, now=NOW)
    assert "groups[1].min_age_months" in why(refusal)


def test_the_quota_holds_and_is_free_again_when_one_is_withdrawn(
    competition: Competition, sidoarjo: Agency, admin: User
) -> None:
    first, second, third = (make_ready(competition, sidoarjo) for _ in range(3))
    submitting.submit(first, by=admin, now=NOW)
    submitting.submit(second, by=admin, now=NOW)
    with pytest.raises(Refused, match="kuota 2") as refusal:
        submitting.submit(third, by=admin, now=NOW)
    assert "2 sudah diajukan" in why(refusal)
    moving.withdraw(first, by=admin, now=NOW, reason="Diganti yang lebih siap.")
    assert submitting.submit(third, by=admin, now=NOW).number == 1


@pytest.mark.parametrize("early", [timedelta(days=30), timedelta(days=10, seconds=1)])
def test_nothing_is_accepted_before_the_opening(ready: Proposal, admin: User, early: timedelta) -> None:
    with pytest.raises(Refused, match="baru dibuka"):
        submitting.submit(ready, by=admin, now=NOW - early)


def test_the_last_second_counts_and_the_moment_of_closing_does_not(
    competition: Competition, sidoarjo: Agency, admin: User
) -> None:
    first, second = make_ready(competition, sidoarjo), make_ready(competition, sidoarjo)
    submitting.submit(first, by=admin, now=CLOSES - timedelta(microseconds=1))
    with pytest.raises(Refused, match=r"15 Maret 2026 pukul 09\.00 WIB menurut jam server"):
        submitting.submit(second, by=admin, now=CLOSES)
    assert anew(second).state == ProposalState.DRAFT


def test_waiting_for_others_carries_nobody_over_the_deadline(ready: Proposal, admin: User) -> None:
    with pytest.raises(Refused, match="ditutup"):
        submitting.submit(ready, by=admin, now=CLOSES - timedelta(seconds=1), clock=lambda: CLOSES)


def test_an_extension_on_record_opens_the_submission_for_its_agency_alone(
    ready: Proposal, competition: Competition, admin: User, pembina: User
) -> None:
    window = competition.windows.get()
    with pytest.raises(Refused, match="ditutup"):
        submitting.submit(ready, by=admin, now=AFTER)
    Extension.objects.create(
        window=window, agency=agency("pemkab-gresik"), closes_at=AFTER + timedelta(days=1), reason="Portal mati.",
        by=pembina, at=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="ditutup"):
        submitting.submit(ready, by=admin, now=AFTER)
    Extension.objects.create(
        window=window, agency=ready.agency, closes_at=AFTER + timedelta(days=1), reason="Portal mati.", by=pembina,
        at=NOW,
    )  # fmt: skip
    assert submitting.submit(ready, by=admin, now=AFTER).at == AFTER


@pytest.mark.parametrize("state", [CompetitionState.PREPARED, CompetitionState.FINISHED, CompetitionState.CANCELLED])
def test_nothing_is_accepted_by_a_competition_that_is_not_open(
    ready: Proposal, competition: Competition, admin: User, state: CompetitionState
) -> None:
    Competition.objects.filter(pk=competition.pk).update(state=state, state_reason="Dihentikan.")
    with pytest.raises(Refused, match="tidak sedang dibuka"):
        submitting.submit(ready, by=admin, now=NOW)


def test_several_are_submitted_in_one_go_each_by_itself(
    competition: Competition, sidoarjo: Agency, admin: User, rival: User
) -> None:
    good, bad = make_ready(competition, sidoarjo), make_proposal(competition, sidoarjo)
    foreign = make_ready(competition, agency("pemkab-gresik"))
    sent = submitting.submit_many([bad, foreign, good], by=admin, now=NOW)
    assert [version.proposal.code for version in sent.done] == [good.code]
    assert {code for code, _title, _why in sent.refused} == {bad.code, foreign.code}
    assert anew(bad).state == anew(foreign).state == ProposalState.DRAFT
    with pytest.raises(Refused, match="Pilih dulu"):
        submitting.submit_many([], by=admin, now=NOW)


def test_what_was_mended_in_time_is_a_second_submission_beside_the_first(ready: Proposal, admin: User) -> None:
    submitting.submit(ready, by=admin, now=NOW)
    until = AFTER + timedelta(days=3)
    Proposal.objects.filter(pk=ready.pk).update(state=ProposalState.FIXING, state_reason="Perbaiki.", fix_until=until)
    with pytest.raises(Refused, match="Masa perbaikan berakhir"):
        submitting.resubmit(ready, by=admin, now=until)
    again = submitting.resubmit(ready, by=admin, now=AFTER)
    assert (again.number, anew(ready).state, anew(ready).fix_until) == (2, ProposalState.SUBMITTED, None)
    assert [one.number for one in ready.submissions.all()] == [1, 2]


def test_a_fix_does_not_carry_a_proposal_into_a_group_that_is_full(
    competition: Competition, sidoarjo: Agency, admin: User
) -> None:
    for _ in range(2):
        submitting.submit(make_ready(competition, sidoarjo), by=admin, now=NOW)
    moved = make_ready(competition, sidoarjo, group="replikasi")
    submitting.submit(moved, by=admin, now=NOW)
    Proposal.objects.filter(pk=moved.pk).update(
        state=ProposalState.FIXING, state_reason="Perbaiki.", fix_until=AFTER, group="umum"
    )
    with pytest.raises(Refused, match="kuota 2"):
        submitting.resubmit(moved, by=admin, now=NOW)
    Proposal.objects.filter(pk=moved.pk).update(group="replikasi")
    assert submitting.resubmit(moved, by=admin, now=NOW).number == 2


def test_without_a_fix_the_first_submission_stands(ready: Proposal, admin: User) -> None:
    submitting.submit(ready, by=admin, now=NOW)
    until = AFTER + timedelta(days=3)
    Proposal.objects.filter(pk=ready.pk).update(state=ProposalState.FIXING, state_reason="Perbaiki.", fix_until=until)
    with pytest.raises(Refused, match="belum berakhir"):
        moving.let_fix_pass(ready, by=None, now=until - timedelta(seconds=1))
    assert moving.let_fix_pass(ready, by=None, now=until).state == ProposalState.SUBMITTED
    assert ready.submissions.count() == 1
    assert told("proposals.fix_passed") == {"Admin Sidoarjo", "Upp Taman"}
