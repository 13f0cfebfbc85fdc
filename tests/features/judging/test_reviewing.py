"""The judging of a stage: prepared from the list before, started once everything is assigned, closed when all is in."""

from __future__ import annotations

import pytest

from tests.factories.competitions import NOW, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.selection import arrived
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.judging.actions.reviewing import Settings, change, close, prepare, renew_entries, reopen, start
from tular.features.judging.choices import AssignmentState, ReviewState
from tular.features.judging.queries.visibility import may_judge, readings_of, reviews_run_by
from tular.features.proposals.models import Proposal
from tular.features.selection.models import Announcement, StageOutcome
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused


@pytest.fixture
def competition(sidoarjo: Agency) -> Competition:
    return make_competition(sidoarjo)


def announced(competition: Competition, by: User, *passed: Proposal) -> None:
    Announcement.objects.create(
        competition=competition, stage="administrasi", number=competition.announcements.count() + 1, title="Hasil",
        decree="1", decree_on=NOW.date(), sha256="0" * 64, by=by, at=NOW, note="Diperbaiki.",
    )  # fmt: skip
    StageOutcome.objects.filter(proposal__competition=competition).delete()
    for proposal in passed:
        StageOutcome.objects.create(proposal=proposal, stage="administrasi", outcome="lolos", at=NOW)


def test_what_passed_the_list_before_is_judged(competition: Competition, admin: User, sidoarjo: Agency) -> None:
    passed, failed = arrived(competition, sidoarjo), arrived(competition, sidoarjo)
    announced(competition, admin, passed)
    review = prepare(competition, stage="proposal", by=admin, now=NOW)
    assert [(one.proposal, one.number, one.submission) for one in review.entries.all()] == [
        (passed, 1, passed.submissions.get())
    ]
    assert (review.state, review.readings) == (ReviewState.PREPARED, 2)

    announced(competition, admin, failed)
    renew_entries(review, now=NOW, reason="Daftar diperbaiki.")
    assert [(one.proposal, one.left_reason) for one in review.entries.all()] == [
        (passed, "Daftar diperbaiki."),
        (failed, ""),
    ]
    announced(competition, admin, passed, failed)
    renew_entries(review, now=NOW, reason="Daftar diperbaiki lagi.")
    assert [(one.number, one.left_at) for one in review.entries.all()] == [(1, None), (2, None)]


def test_nothing_is_judged_before_the_list_is_announced(competition: Competition, admin: User) -> None:
    arrived(competition, competition.organiser)
    review = prepare(competition, stage="proposal", by=admin, now=NOW)
    assert not review.entries.exists()
    with pytest.raises(Refused, match="Umumkan dulu daftar tahap sebelumnya"):
        start(review, by=admin, now=NOW)


def test_only_who_runs_the_competition_prepares(competition: Competition, upp: User, rival: User, admin: User) -> None:
    for stranger in (upp, rival):
        with pytest.raises(Denied):
            prepare(competition, stage="proposal", by=stranger, now=NOW)
        assert not reviews_run_by(stranger).exists()
    for stage in ("administrasi", "tiada"):
        with pytest.raises(Refused, match="tidak dinilai dengan angka"):
            prepare(competition, stage=stage, by=admin, now=NOW)
    prepare(competition, stage="proposal", by=admin, now=NOW)
    with pytest.raises(Refused, match="sudah disiapkan"):
        prepare(competition, stage="proposal", by=admin, now=NOW)


def test_it_starts_with_everything_assigned_and_closes_with_everything_read(
    competition: Competition, admin: User
) -> None:
    review = make_review(competition, admin)
    entry = make_entry(review)
    first = make_reading(make_evaluator(review), entry)
    with pytest.raises(Refused) as refused:
        start(review, by=admin, now=NOW)
    assert [reason.text for reason in refused.value.reasons] == [
        "Baru ada 1 penilai; setiap proposal perlu 2. Angkat penilai, atau ubah rencananya.",
        "1 proposal belum mendapat semua penilainya.",
    ]
    second = make_reading(make_evaluator(review), entry)
    assert not readings_of(first.evaluator.person).exists()
    start(review, by=admin, now=NOW)
    assert list(readings_of(first.evaluator.person)) == [first]
    make_sheet(first)
    with pytest.raises(Refused, match="1 lembar nilai belum masuk"):
        close(review, by=admin, now=NOW)
    make_sheet(second)
    assert close(review, by=admin, now=NOW).state == ReviewState.CLOSED
    with pytest.raises(Refused, match="Tulis mengapa"):
        reopen(review, by=admin, now=NOW)
    assert reopen(review, by=admin, now=NOW, reason="Satu lembar keliru.").state_reason == "Satu lembar keliru."


def test_a_reading_that_was_given_up_is_missing_again(competition: Competition, admin: User) -> None:
    review = make_review(competition, admin)
    entry = make_entry(review)
    make_reading(make_evaluator(review), entry)
    make_reading(make_evaluator(review), entry, state=AssignmentState.ABSTAINED, state_reason="Bukan bidang saya.")
    with pytest.raises(Refused, match="1 proposal belum mendapat semua penilainya"):
        start(review, by=admin, now=NOW)


def test_settings_that_cannot_be_are_refused_at_their_fields(competition: Competition, admin: User) -> None:
    review = make_review(competition, admin)
    with pytest.raises(Refused) as refused:
        change(review, settings=Settings(readings=0, minimum=9, maximum=3, minutes=0), by=admin, now=NOW)
    assert [reason.field for reason in refused.value.reasons] == ["readings", "minimum", "minutes"]
    changed = change(review, settings=Settings(readings=3, minimum=2, maximum=9, bridges=4), by=admin, now=NOW)
    assert (changed.readings, changed.minimum, changed.maximum, changed.bridges) == (3, 2, 9, 4)


def test_the_organisers_people_never_judge(
    competition: Competition, admin: User, upp: User, rival: User, pembina: User, hub_admin: User
) -> None:
    competition.staff.create(person=rival, role="pemeriksa", by=admin, since=NOW)
    judging = {person: may_judge(person, competition) for person in (admin, upp, rival, pembina, hub_admin)}
    assert judging == {admin: False, upp: False, rival: False, pembina: False, hub_admin: True}
