"""Evaluators who do not begin are reminded, then told of, and what they did not open goes to others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.competitions import NOW, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.assigning import undo_many
from tular.features.judging.actions.reassigning import reassign, remind, remind_before_close
from tular.features.judging.choices import AssignmentKind, AssignmentState
from tular.features.judging.models import Assignment, Evaluator, Review
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return make_review(make_competition(sidoarjo), admin, running=True, maximum=2)


@pytest.fixture
def silent(review: Review) -> Evaluator:
    """Has two readings, one of them opened."""
    made = make_evaluator(review)
    make_reading(made, make_entry(review), opened_at=NOW)
    make_reading(made, make_entry(review))
    return made


def test_a_reminder_comes_once_a_day_and_only_while_something_is_left(
    review: Review, silent: Evaluator, admin: User
) -> None:
    remind(silent, by=admin, now=NOW, reason="Mohon dilanjutkan.")
    notice = Notice.objects.get(person=silent.person, kind="judging.reminded")
    assert notice.params["count"] == 2 and notice.params["note"] == "Mohon dilanjutkan."
    with pytest.raises(Refused, match="kurang dari 20 jam"):
        remind(silent, by=admin, now=NOW + timedelta(hours=1))
    with pytest.raises(Refused, match="sudah menyerahkan semua"):
        remind(make_evaluator(review), by=admin, now=NOW)


def test_the_calendar_reminds_and_then_tells_the_organiser(review: Review, admin: User) -> None:
    never = make_evaluator(review)
    make_reading(never, make_entry(review))
    assert remind_before_close(now=NOW) == (0, 0), "ten days before the close it is not yet time"
    found = [remind_before_close(now=NOW + timedelta(days=days)) for days in (3, 7, 9)]
    assert found == [(1, 0), (1, 1), (1, 1)]
    assert remind_before_close(now=NOW + timedelta(days=9, hours=1)) == (0, 0)
    assert Notice.objects.filter(person=admin, kind="judging.silent").count() == 2


def test_unopened_readings_go_to_who_may_and_has_room(review: Review, silent: Evaluator, admin: User) -> None:
    full, barred, free = (make_evaluator(review) for _number in range(3))
    for _number in range(2):
        make_reading(full, make_entry(review))
    unopened = silent.assignments.get(opened_at__isnull=True).entry
    barred.conflicts.create(entry=unopened, kind="instansi", source="sistem", at=NOW)
    bulk = reassign(silent, by=admin, now=NOW, reason="Tidak menjawab dua pengingat.")
    assert (bulk.given, bulk.taken) == ([[unopened.number, free.number]], [[unopened.number, silent.number]])
    given = Assignment.objects.get(entry=unopened, evaluator=free)
    assert (given.kind, given.state) == (AssignmentKind.REPLACEMENT, AssignmentState.ASSIGNED)
    assert silent.assignments.get(entry=unopened).state_reason == "Tidak menjawab dua pengingat."
    assert silent.assignments.get(opened_at__isnull=False).state == AssignmentState.ASSIGNED
    undo_many(bulk, by=admin, now=NOW)
    assert silent.assignments.get(entry=unopened).state == AssignmentState.ASSIGNED


def test_where_nobody_can_take_them_nothing_changes(review: Review, silent: Evaluator, admin: User) -> None:
    with pytest.raises(Refused, match="tidak dapat menampung"):
        reassign(silent, by=admin, now=NOW, reason="Coba.")
    assert silent.assignments.filter(state=AssignmentState.ASSIGNED).count() == 2
    with pytest.raises(Refused, match="Tulis mengapa"):
        reassign(silent, by=admin, now=NOW)


def test_only_the_organiser_reminds_and_reassigns(review: Review, silent: Evaluator, rival: User, upp: User) -> None:
    base = f"/kompetisi/{review.competition.slug}/penilaian/proposal/penugasan/penilai/{silent.number}"
    for stranger in (rival, upp, silent.person):
        with pytest.raises(Denied):
            remind(silent, by=stranger, now=NOW)
        with pytest.raises(Denied):
            reassign(silent, by=stranger, now=NOW, reason="Coba.")
        assert signed_in(stranger).post(f"{base}/ingatkan").status_code == 404
        assert signed_in(stranger).get(f"{base}/alihkan").status_code == 404


def test_the_page_reminds_and_reassigns(review: Review, silent: Evaluator, admin: User) -> None:
    other = make_evaluator(review)
    base = f"/kompetisi/{review.competition.slug}/penilaian/proposal/penugasan"
    browser = signed_in(admin)
    assert "Ingatkan" in browser.get(f"{base}?lihat=penilai").text
    assert "Penilai 01 diingatkan." in browser.post(f"{base}/penilai/1/ingatkan", follow=True).text
    assert "kurang dari 20 jam" in browser.post(f"{base}/penilai/1/ingatkan", follow=True).text
    done = browser.post(f"{base}/penilai/1/alihkan", {"alasan": "Sakit."}, follow=True)
    assert "1 bacaan dialihkan." in done.text and "Urungkan" in done.text
    assert other.assignments.count() == 1


def test_who_has_not_begun_is_reminded_from_where_it_is_told(review: Review, admin: User) -> None:
    make_reading(make_evaluator(review), make_entry(review))
    page = signed_in(admin).get(f"/kompetisi/{review.competition.slug}/penilaian/proposal/penugasan").text
    told = page.split('id="perhatian"')[1].split("</section>")[0]
    assert "/penilai/1/ingatkan" in told and "/penilai/1/alihkan" in told
