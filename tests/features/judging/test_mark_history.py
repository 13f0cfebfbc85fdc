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
from tular.features.judging.models import Assignment, Review, ScoreSheet
from tular.features.judging.queries.mark_history import mark_history_page


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
