"""Every change of a mark shows who, when, before, after; to the organiser alone."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW
from tests.factories.judging import make_entry, make_evaluator, make_judged, make_reading
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.marking import Page, hand_in, mark, open_reading, reopen_sheet
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, Review, ScoreSheet, SheetSave
from tular.features.judging.queries.mark_history import COLUMNS, changes_as_table, mark_history_page


@pytest.fixture
def reading(sidoarjo: Agency, admin: User) -> Assignment:
    """A mark that was changed before handing in, and another one after the organiser opened the sheet again."""
    review = make_judged(sidoarjo, admin, running=True)
    found = make_reading(make_evaluator(review), make_entry(review))
    person = found.evaluator.person
    sheet = open_reading(found, by=person, now=NOW)
    put(sheet, person, "dampak", "70", 0, 0)
    put(sheet, person, "kebaruan", "60", 0, 60)
    put(sheet, person, "dampak", "75", 1, 90, comment="Data sebelum ada.")
    found.refresh_from_db()
    hand_in(found, by=person, now=NOW + timedelta(hours=3))
    found.refresh_from_db()
    reopen_sheet(found, by=admin, now=NOW + timedelta(hours=4), reason="Salah ketik, kata penilai.")
    put(ScoreSheet.objects.get(), person, "kebaruan", "65", 1, 300)
    return found


def put(sheet: ScoreSheet, by: User, criterion: str, value: str, base: int, minutes: int, comment: str = "") -> None:
    content = {"mark": value, "comment": comment}
    mark(
        ScoreSheet.objects.get(pk=sheet.pk), by=by, now=NOW + timedelta(minutes=minutes), section=criterion,
        content=content, base=base, page=Page(f"p{minutes}"),
    )  # fmt: skip


def shown(review: Review, part: str = "semua", **narrowed: int) -> list[tuple[str, str, str, bool]]:
    page = mark_history_page(review, part=part, page="", **{"evaluator": 0, "entry": 0} | narrowed)
    return [(row.criterion, row.mark_before, row.mark_after, row.late) for row in page.rows]


def test_the_newest_change_comes_first_with_before_and_after(reading: Assignment) -> None:
    review = reading.entry.review
    assert [row[1:] for row in shown(review)] == [
        ("60", "65", True), ("70", "75", False), ("", "60", False), ("", "70", False),
    ]  # fmt: skip
    assert [row[1:3] for row in shown(review, "diubah")] == [("60", "65"), ("70", "75")]
    assert [row[1:3] for row in shown(review, "setelah-diserahkan")] == [("60", "65")]
    assert shown(review, "di-samping") == []
    assert shown(review, evaluator=reading.evaluator.number) == shown(review)
    assert shown(review, evaluator=99) == shown(review, entry=99) == []


def test_the_page_and_the_file_tell_the_same(reading: Assignment, admin: User) -> None:
    base = f"/kompetisi/{reading.entry.review.competition.slug}/penilaian/proposal/perubahan-nilai"
    page = signed_in(admin).get(base).content.decode()
    assert "Salah ketik, kata penilai." in page and "setelah diserahkan" in page and "Data sebelum ada." in page
    answer = signed_in(admin).get(f"{base}.csv?bagian=semua")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["nilai_sebelum"], row["nilai_sesudah"]) for row in rows] == [
        ("", "70"), ("", "60"), ("70", "75"), ("60", "65"),
    ]  # fmt: skip
    assert [row["setelah_diserahkan"] for row in rows] == ["tidak", "tidak", "tidak", "ya"]


def test_evaluators_and_applicants_do_not_find_it(reading: Assignment, outsider: User, upp: User) -> None:
    base = f"/kompetisi/{reading.entry.review.competition.slug}/penilaian/proposal/perubahan-nilai"
    for person in (reading.evaluator.person, outsider, upp):
        for address in (base, f"{base}.csv"):
            assert signed_in(person).get(address).status_code == 404


def test_it_takes_as_many_queries_for_many_changes(reading: Assignment) -> None:
    review = reading.entry.review
    shown(review)  # loads the rules
    with CaptureQueriesContext(connection) as few:
        shown(review)
    person = reading.evaluator.person
    for number in range(20):
        put(ScoreSheet.objects.get(), person, "dampak", str(50 + number), 2 + number, 400 + 60 * number)
    with CaptureQueriesContext(connection) as many:
        assert len(shown(review)) > 20
    assert len(many) == len(few) == 2


def test_the_reason_of_opening_again_stands_at_what_was_changed_then_alone(reading: Assignment) -> None:
    page = mark_history_page(reading.entry.review, part="semua", page="", evaluator=0, entry=0)
    assert [row.reason for row in page.rows] == ["Salah ketik, kata penilai.", "", "", ""]


def test_what_a_device_sends_after_the_sheet_was_handed_in_stays_beside_it(reading: Assignment) -> None:
    person = reading.evaluator.person
    reading.refresh_from_db()
    hand_in(reading, by=person, now=NOW + timedelta(hours=6))
    put(ScoreSheet.objects.get(), person, "dampak", "90", 2, 420)
    assert [row[1:] for row in shown(reading.entry.review, "di-samping")] == [("75", "90", True)]
    assert ScoreSheet.objects.get().content["dampak"]["mark"] == "75"


def test_marks_given_again_after_a_discussion_stand_beside_those_before(reading: Assignment) -> None:
    person = reading.evaluator.person
    reading.refresh_from_db()
    hand_in(reading, by=person, now=NOW + timedelta(hours=6))
    first = ScoreSheet.objects.get()
    second = ScoreSheet.objects.create(
        assignment=reading, round=2, content=first.content, versions=dict.fromkeys(first.content, 1)
    )
    Assignment.objects.filter(pk=reading.pk).update(state=AssignmentState.ASSIGNED)
    put(second, person, "dampak", "60", 1, 420, comment="Sesudah diskusi.")
    page = mark_history_page(reading.entry.review, part="diubah", page="", evaluator=0, entry=0)
    newest = page.rows[0]
    assert (newest.round, newest.mark_before, newest.mark_after, newest.late) == (2, "75", "60", False)
    reading.refresh_from_db()
    hand_in(reading, by=person, now=NOW + timedelta(hours=8))
    put(second, person, "dampak", "50", 2, 500)
    (aside,) = mark_history_page(reading.entry.review, part="di-samping", page="", evaluator=0, entry=0).rows
    assert (aside.round, aside.mark_after, aside.late) == (2, "50", True)


def test_every_change_of_a_mark_stays_however_often_a_comment_is_saved(reading: Assignment) -> None:
    person, review = reading.evaluator.person, reading.entry.review
    for number in range(130):
        mark(
            ScoreSheet.objects.get(), by=person, now=NOW + timedelta(hours=5, seconds=number), section="dampak",
            content={"mark": str(70 + number // 10), "comment": f"Catatan {number}."}, base=2 + number,
            page=Page("lama"),
        )  # fmt: skip
    # All of it within one sitting, with another mark at every tenth save.
    assert SheetSave.objects.filter(section="dampak").count() < 110
    table = changes_as_table(review, part="semua", evaluator=0, entry=0)
    marks = [dict(zip(COLUMNS, row, strict=True)) for row in table]
    changes = [(row["nilai_sebelum"], row["nilai_sesudah"]) for row in marks if row["kriteria"] == marks[0]["kriteria"]]
    assert [one for one in changes if one[0] != one[1]] == [
        ("", "70"), ("70", "75"), ("75", "70"), *((str(70 + n), str(71 + n)) for n in range(12)),
    ]  # fmt: skip
