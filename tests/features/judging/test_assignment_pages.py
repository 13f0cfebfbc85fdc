"""The organiser's pages of assignment: what they show, what they refuse, and whom they let in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review
from tests.factories.workbooks import workbook
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.planning import compute_plan
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, Review
from tular.foundation.jobs.models import JobRun


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    made = make_review(make_competition(sidoarjo, slug="lomba"), admin, maximum=5)
    for _number in range(3):
        make_entry(made)
    for _number in range(2):
        make_evaluator(made)
    return made


BASE = "/kompetisi/lomba/penilaian/proposal/penugasan"


def test_strangers_find_nothing(review: Review, rival: User, upp: User, member: User) -> None:
    entry = review.entries.get(number=1)
    reading = make_reading(review.evaluators.get(number=1), entry)
    evaluator = reading.evaluator.person
    paths = ["", ".csv", "/ubah", "/proposal/1", f"/bacaan/{reading.pk}/tarik", "/rencana/1/total"]
    for person in (rival, upp, member, evaluator):
        assert {signed_in(person).get(BASE + path).status_code for path in paths} == {404}
        assert signed_in(person).post(BASE + "/hitung").status_code == 404


def test_a_plan_is_asked_for_shown_and_adopted(review: Review, admin: User) -> None:
    browser = signed_in(admin)
    assert "Belum ada rencana" in browser.get(BASE).text
    asked = browser.post(BASE + "/hitung")
    run = JobRun.objects.get(name="judging.plan")
    assert asked.headers["Location"].startswith(f"/proses/{run.pk}")
    assert "Lihat kemajuannya" in browser.get(BASE).text
    JobRun.objects.all().delete()
    compute_plan(review, by=admin, now=NOW, progress=lambda _share, _text: None)
    page = browser.get(BASE).text
    assert "Rencana nomor 1" in page and f"{BASE}/rencana/1/worst" in page
    confirm = browser.get(BASE + "/rencana/1/total")
    assert "6 bacaan ditugaskan." in confirm.text
    adopted = browser.post(BASE + "/rencana/1/total", follow=True)
    assert "6 bacaan ditugaskan, 0 ditarik" in adopted.text and "Urungkan" in adopted.text
    assert browser.get(BASE + "/rencana/1/tiada").status_code == 404


def test_a_plan_that_cannot_be_says_why(review: Review, admin: User) -> None:
    review.maximum = 1
    review.save()
    compute_plan(review, by=admin, now=NOW, progress=lambda _share, _text: None)
    page = signed_in(admin).get(BASE).text
    assert "Tidak dapat dibagi seperti ini" in page and "berjumlah 2" in page
    above = BASE.removesuffix("/penugasan")
    assert all(f'"{above}/{way}"' in page for way in ("rencana", "tim", "benturan"))


def test_a_plan_that_has_become_stale_says_so_before_anybody_adopts_it(review: Review, admin: User) -> None:
    compute_plan(review, by=admin, now=NOW, progress=lambda _share, _text: None)
    assert "Belum dapat" not in signed_in(admin).get(BASE + "/rencana/1/total").text
    review.maximum += 1
    review.save()
    page = signed_in(admin).get(BASE + "/rencana/1/total").text
    assert "Belum dapat: Sejak rencana ini dihitung" in page and "bacaan ditugaskan" not in page


def test_one_proposal_shows_who_could_read_it_and_why_others_not(review: Review, admin: User) -> None:
    browser, entry = signed_in(admin), review.entries.get(number=1)
    first, second = review.evaluators.all()
    second.conflicts.create(entry=entry, kind="instansi", source="sistem", at=NOW)
    page = browser.get(BASE + "/proposal/1")
    assert "Kurang 2 penilai" in page.text and "Ada benturan kepentingan" in page.text
    assigned = browser.post(BASE + "/proposal/1", {"penilai": "1"}, follow=True)
    assert "Penilai 01 ditugaskan." in assigned.text
    refused = browser.post(BASE + "/proposal/1", {"penilai": "2"})
    assert refused.status_code == 409 and "Ada benturan kepentingan" in refused.text
    assert browser.post(BASE + "/proposal/1", {"penilai": "99"}).status_code == 404
    reading = Assignment.objects.get(evaluator=first, entry=entry)
    path = f"{BASE}/bacaan/{reading.pk}/tarik"
    assert "Tulis alasannya" in browser.post(path, {"alasan": ""}).text
    taken = browser.post(path, {"alasan": "Salah pilih."}, follow=True)
    assert "Salah pilih." in taken.text and "Tugaskan lagi" in taken.text
    again = browser.post(f"{BASE}/bacaan/{reading.pk}/beri-lagi", follow=True)
    assert "Ditugaskan lagi" in again.text


def test_the_downloaded_table_comes_back_changed(review: Review, admin: User) -> None:
    browser = signed_in(admin)
    for evaluator in review.evaluators.all():
        make_reading(evaluator, review.entries.get(number=1))
    table = browser.get(BASE + ".csv").content.decode("utf-8-sig")
    lines = table.splitlines()
    assert len(lines) == 3
    lines[1] += "tarik"
    lines.append("2,,,,01,,,,tambah")
    told = {"table": "\n".join(lines), "reason": "Dibagi ulang."}
    done = browser.post(BASE + "/ubah", told, follow=True)
    assert "1 bacaan ditugaskan, 1 ditarik" in done.text
    assert Assignment.objects.get(entry__number=1, evaluator__number=1).state == AssignmentState.TAKEN_BACK


def test_a_workbook_changes_as_a_pasted_table_does(review: Review, admin: User) -> None:
    browser = signed_in(admin)
    for told, said in (("9", "Baris 2: proposal &quot;9&quot; tidak ada"), ("1", "1 bacaan ditugaskan")):
        file = SimpleUploadedFile("ubah.xlsx", workbook(["proposal", "penilai", "perubahan"], [told, 1, "tambah"]))
        page = browser.post(BASE + "/ubah", {"table": "", "file": file, "reason": "Berhalangan."}, follow=True)
        assert said in page.text
    damaged = SimpleUploadedFile("ubah.xlsx", b"PK\x03\x04nothing")
    assert "rusak" in browser.post(BASE + "/ubah", {"table": "", "file": damaged, "reason": ""}).text


def test_a_table_with_unknown_names_is_refused_line_by_line_and_kept(review: Review, admin: User) -> None:
    browser = signed_in(admin)
    table = "proposal\tpenilai\tperubahan\n9\t1\ttambah\n1\tx@y.example\ttambah\n1\t1\tganti\n"
    page = browser.post(BASE + "/ubah", {"table": table, "reason": ""})
    assert page.status_code == 409
    for sentence in (
        "Baris 2: proposal &quot;9&quot; tidak ada", "Baris 3: penilai &quot;x@y.example&quot; tidak ada",
        "Baris 4: perubahan &quot;ganti&quot; tidak dikenal",
    ):  # fmt: skip
        assert sentence in page.text
    assert "x@y.example\ttambah" in page.text
    empty = browser.post(BASE + "/ubah", {"table": "", "reason": ""})
    assert "Tempel tabelnya" in empty.text
    nothing = browser.post(BASE + "/ubah", {"table": "proposal,penilai,perubahan\n1,1,\n", "reason": ""})
    assert "Belum ada perubahan" in nothing.text


@pytest.mark.parametrize("view", ["", "?lihat=penilai", "?pembaca=kurang", "?cari=perahu"])
def test_lists_ask_as_much_for_many_as_for_few(review: Review, admin: User, view: str) -> None:
    browser = signed_in(admin)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(BASE + view).status_code == 200
        return len(captured)

    asked()
    before = asked()
    for _number in range(4):
        make_reading(make_evaluator(review), make_entry(review))
    assert asked() == before


def test_filters_find_what_is_short_and_what_is_named(review: Review, admin: User) -> None:
    for evaluator in review.evaluators.all():
        make_reading(evaluator, review.entries.get(number=1))
    shown: Callable[[str], Any] = lambda query: [  # noqa: E731 - read once, here
        number for number in (1, 2, 3) if f"{BASE}/proposal/{number}" in signed_in(admin).get(BASE + query).text
    ]
    assert (shown(""), shown("?pembaca=kurang"), shown("?cari=tiada")) == ([1, 2, 3], [2, 3], [])
