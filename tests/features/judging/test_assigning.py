"""Readings given and taken by hand, one and many, within bounds and never across a conflict."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.assigning import Change, assign, change_many, give_again, take_back, undo_many
from tular.features.judging.choices import AssignmentKind, AssignmentState
from tular.features.judging.models import Assignment, Review
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return make_review(make_competition(sidoarjo), admin, maximum=2)


def test_a_reading_is_given_and_taken_with_a_reason(review: Review, admin: User) -> None:
    entry, evaluator = make_entry(review), make_evaluator(review)
    given = assign(review, entry=entry, evaluator=evaluator, by=admin, now=NOW)
    assert (given.state, given.kind, given.by) == (AssignmentState.ASSIGNED, AssignmentKind.HAND, admin)
    with pytest.raises(Refused, match="sudah membaca proposal itu"):
        assign(review, entry=entry, evaluator=evaluator, by=admin, now=NOW)
    with pytest.raises(Refused, match="Tulis mengapa"):
        take_back(given, by=admin, now=NOW)
    taken = take_back(given, by=admin, now=NOW, reason="Diganti penilai lain.")
    assert (taken.state, taken.state_reason) == (AssignmentState.TAKEN_BACK, "Diganti penilai lain.")
    again = give_again(taken, by=admin, now=NOW)
    assert (again.pk, again.state, again.state_reason) == (given.pk, AssignmentState.ASSIGNED, "")


def test_bounds_and_conflicts_hold_for_hands_too(review: Review, admin: User) -> None:
    evaluator, other = make_evaluator(review), make_evaluator(review, left_at=NOW, left_reason="Sakit.")
    entries = [make_entry(review) for _number in range(4)]
    for entry in entries[:2]:
        assign(review, entry=entry, evaluator=evaluator, by=admin, now=NOW)
    with pytest.raises(Refused, match="sudah memikul 2 bacaan"):
        assign(review, entry=entries[2], evaluator=evaluator, by=admin, now=NOW)
    with pytest.raises(Refused, match="sudah berhenti: Sakit"):
        assign(review, entry=entries[2], evaluator=other, by=admin, now=NOW)
    third = make_evaluator(review)
    conflict = third.conflicts.create(entry=entries[2], kind="keluarga", source="penilai", at=NOW)
    with pytest.raises(Refused, match="benturan kepentingan"):
        assign(review, entry=entries[2], evaluator=third, by=admin, now=NOW)
    conflict.lifted_at, conflict.lift_reason = NOW, "Keliru."
    conflict.save()
    assign(review, entry=entries[2], evaluator=third, by=admin, now=NOW)


def test_the_organisers_people_are_never_given_a_reading(review: Review, admin: User, hub_admin: User) -> None:
    with pytest.raises(Refused, match="bekerja untuk penyelenggara"):
        assign(review, entry=make_entry(review), evaluator=make_evaluator(review, person=admin), by=admin, now=NOW)
    assign(review, entry=make_entry(review), evaluator=make_evaluator(review, person=hub_admin), by=admin, now=NOW)


def test_only_who_runs_the_competition_assigns(review: Review, admin: User, upp: User, rival: User) -> None:
    entry, evaluator = make_entry(review), make_evaluator(review)
    reading = make_reading(evaluator, make_entry(review))
    for stranger in (upp, rival, evaluator.person):
        with pytest.raises(Denied):
            assign(review, entry=entry, evaluator=evaluator, by=stranger, now=NOW)
        with pytest.raises(Denied):
            take_back(reading, by=stranger, now=NOW, reason="Coba.")
        with pytest.raises(Denied):
            change_many(review, changes=[], by=stranger, now=NOW)


def test_what_was_handed_in_is_not_taken_back(review: Review, admin: User) -> None:
    reading = make_reading(make_evaluator(review), make_entry(review))
    make_sheet(reading)
    with pytest.raises(Refused, match="sudah masuk"):
        take_back(reading, by=admin, now=NOW, reason="Coba.")


def test_a_spreadsheet_changes_all_or_nothing(review: Review, admin: User) -> None:
    first, second = make_evaluator(review), make_evaluator(review)
    entries = [make_entry(review) for _number in range(3)]
    done = make_reading(first, entries[0])
    make_sheet(done)
    make_reading(first, entries[1])
    wrong = [
        Change(entries[0], first, gives=False, line=2),
        Change(entries[1], first, gives=False, line=3),
        *(Change(entry, second, gives=True, line=4 + place) for place, entry in enumerate(entries)),
    ]
    with pytest.raises(Refused) as refused:
        change_many(review, changes=wrong, by=admin, now=NOW, reason="Beban dibagi ulang.")
    assert [reason.text for reason in refused.value.reasons] == [
        "Baris 2: lembar nilainya sudah masuk, jadi tidak ditarik",
        "Baris 6: Penilai 02 sudah memikul 2 bacaan, batasnya. Naikkan batasnya atau pilih yang lain.",
    ]
    assert Assignment.objects.filter(state=AssignmentState.ASSIGNED).count() == 1
    bulk = change_many(review, changes=wrong[1:4], by=admin, now=NOW, reason="Beban dibagi ulang.")
    assert (bulk.given, bulk.taken) == ([[1, 2], [2, 2]], [[2, 1]])
    again = change_many(review, changes=wrong[1:4], by=admin, now=NOW, reason="Sekali lagi.")
    assert (again.given, again.taken) == ([], [])
    states = {(one.evaluator, one.entry): one.state for one in Assignment.objects.all()}
    assert states == {
        (first, entries[0]): AssignmentState.DONE, (first, entries[1]): AssignmentState.TAKEN_BACK,
        (second, entries[0]): AssignmentState.ASSIGNED, (second, entries[1]): AssignmentState.ASSIGNED,
    }  # fmt: skip


def test_a_taken_place_is_free_for_another_line(review: Review, admin: User) -> None:
    evaluator = make_evaluator(review)
    entries = [make_entry(review) for _number in range(3)]
    for entry in entries[:2]:
        make_reading(evaluator, entry)
    swap = [Change(entries[2], evaluator, gives=True, line=2), Change(entries[0], evaluator, gives=False, line=3)]
    bulk = change_many(review, changes=swap, by=admin, now=NOW, reason="Ditukar.")
    assert (bulk.given, bulk.taken) == ([[3, 1]], [[1, 1]])


def test_a_bulk_change_is_undone_as_long_as_nobody_has_begun(review: Review, admin: User) -> None:
    evaluator = make_evaluator(review)
    kept, new = make_entry(review), make_entry(review)
    make_reading(evaluator, kept)
    swap = [Change(new, evaluator, gives=True, line=2), Change(kept, evaluator, gives=False, line=3)]
    bulk = change_many(review, changes=swap, by=admin, now=NOW, reason="Ditukar.")
    with pytest.raises(Refused, match="lewat setengah jam"):
        undo_many(bulk, by=admin, now=NOW + timedelta(minutes=31))
    Assignment.objects.filter(entry=new).update(opened_at=NOW)
    with pytest.raises(Refused, match="1 bacaan dari perubahan ini sudah dimulai"):
        undo_many(bulk, by=admin, now=NOW)
    Assignment.objects.filter(entry=new).update(opened_at=None)
    undo_many(bulk, by=admin, now=NOW)
    states = {one.entry: (one.state, one.kind) for one in Assignment.objects.all()}
    assert states == {
        kept: (AssignmentState.ASSIGNED, AssignmentKind.PLANNED),
        new: (AssignmentState.TAKEN_BACK, AssignmentKind.HAND),
    }
    with pytest.raises(Refused, match="sudah diurungkan"):
        undo_many(bulk, by=admin, now=NOW)


def test_many_changes_ask_as_much_as_few(review: Review, admin: User) -> None:
    review.maximum = 50
    review.save()
    evaluator = make_evaluator(review)
    entries = [make_entry(review) for _number in range(12)]

    def asked(some: slice) -> int:
        changes = [Change(entry, evaluator, gives=True, line=1) for entry in entries[some]]
        with CaptureQueriesContext(connection) as captured:
            change_many(review, changes=changes, by=admin, now=NOW)
        return len(captured)

    asked(slice(0, 1))
    assert asked(slice(1, 3)) == asked(slice(3, 12))
