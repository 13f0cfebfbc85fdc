"""`/proses`: who sees what, and what is shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.foundation.jobs import sample_jobs
from tests.people import make_person, signed_in
from tular.features.accounts.models import User
from tular.foundation.jobs.actions import cancel, start
from tular.foundation.jobs.choices import State
from tular.foundation.jobs.executing import work_through
from tular.foundation.jobs.models import JobRun, Schedule
from tular.foundation.jobs.queries import open_runs_of

pytestmark = pytest.mark.django_db
assert sample_jobs  # importing it registers the jobs


@pytest.fixture
def owner() -> User:
    return make_person("Pemilik Pekerjaan")


def started(owner: User | None, name: str = "sample.table", title: str = "Impor contoh", **arguments: Any) -> JobRun:
    if name == "sample.table":
        arguments.setdefault("names", ["satu", "dua"])
    return start(name, by=owner, title=title, arguments=arguments, now=timezone.now())


def running(run: JobRun, percent: int | None = None, message: str = "") -> JobRun:
    JobRun.objects.filter(pk=run.pk).update(
        state=State.RUNNING, worker="w", beat_at=timezone.now(), started_at=timezone.now(), percent=percent,
        message=message,
    )  # fmt: skip
    return run


def test_a_person_without_runs_reads_what_belongs_here(owner: User) -> None:
    answer = signed_in(owner).get("/proses")
    assert answer.status_code == 200
    assert "Belum ada pekerjaan" in answer.text
    assert "hx-get" not in answer.text and "htmx" not in answer.text
    assert "Pekerjaan berkala" not in answer.text


def test_a_person_sees_their_own_runs_only(owner: User) -> None:
    mine, other = started(owner, title="Impor saya"), started(make_person("Orang Lain"), title="Impor orang lain")
    browser = signed_in(owner)
    page = browser.get("/proses")
    assert "Impor saya" in page.text and "Impor orang lain" not in page.text
    assert browser.get(f"/proses/{mine.pk}").status_code == 200
    for path in (f"/proses/{other.pk}", f"/proses/{other.pk}/keadaan"):
        assert browser.get(path).status_code == 404
    for path in (f"/proses/{other.pk}/batalkan", f"/proses/{other.pk}/ulangi"):
        assert browser.post(path).status_code == 404
    other.refresh_from_db()
    assert other.state == State.WAITING


def test_the_super_admin_sees_all_runs_and_regular_work(owner: User, super_admin: User) -> None:
    started(owner, title="Impor Pemilik")
    Schedule.objects.create(name="jobs.tidy", next_at=timezone.now())
    JobRun.objects.create(
        name="jobs.tidy", is_scheduled=True, state=State.DONE, created_at=timezone.now(), ended_at=timezone.now()
    )
    page = signed_in(super_admin).get("/proses")
    assert [one.note.split(" · ")[0] for one in page.context["page"].open] == ["Pemilik Pekerjaan"]
    assert page.context["page"].ended == []
    assert [one.title for one in page.context["page"].regular] == ["Merapikan catatan yang sudah lewat"]
    with_regular = signed_in(super_admin).get("/proses?berkala=1").context["page"]
    assert [(one.title, one.note.split(" · ")[0]) for one in with_regular.ended] == [
        ("Merapikan catatan yang sudah lewat", "sistem")
    ]


def test_a_running_job_shows_how_far_it_is_and_asks_again_by_itself(owner: User) -> None:
    run = running(started(owner), 42, "1.260 dari 3.000 baris")
    page = signed_in(owner).get(f"/proses/{run.pk}")
    assert 'hx-trigger="every 2s"' in page.text and "htmx-2.min.js" in page.text
    assert '<meter class="t-meter" min="0" max="100" value="42"' in page.text
    assert "1.260 dari 3.000 baris" in page.text
    assert "Muat ulang untuk melihat kemajuan" in page.text
    part = signed_in(owner).get(f"/proses/{run.pk}/keadaan", headers={"HX-Request": "true"})
    assert part.status_code == 200 and "<html" not in part.text and "1.260 dari 3.000 baris" in part.text
    assert signed_in(owner).get(f"/proses/{run.pk}/keadaan").headers["Location"] == f"/proses/{run.pk}"


def test_asking_ends_when_the_job_has_ended_and_the_report_is_shown(owner: User) -> None:
    run = started(owner)
    work_through()
    part = signed_in(owner).get(f"/proses/{run.pk}/keadaan", headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"
    page = signed_in(owner).get(f"/proses/{run.pk}")
    assert "hx-trigger" not in page.text
    assert "Semua terbaca." in page.text
    assert '<th scope="row">satu</th><td data-h="Panjang" class="is-num">4</td>' in page.text


def test_a_long_report_is_cut_and_says_so(owner: User) -> None:
    run = started(owner, names=[str(number) for number in range(2100)])
    work_through()
    page = signed_in(owner).get(f"/proses/{run.pk}")
    assert len(page.context["page"].table) == 2000
    assert "dan 100 baris lagi" in page.text


def test_the_owner_reads_a_sentence_and_only_the_operator_the_trace(
    owner: User, super_admin: User, caplog: pytest.LogCaptureFixture
) -> None:
    run = started(owner, "sample.broken")
    work_through()
    waiting = signed_in(owner).get(f"/proses/{run.pk}")
    assert "Percobaan ke-1 tidak berhasil. Dicoba lagi dengan sendirinya" in waiting.text
    JobRun.objects.update(state=State.FAILED, ended_at=timezone.now())
    page = signed_in(owner).get(f"/proses/{run.pk}")
    assert f"sampaikan nomor pekerjaan {run.pk} kepada pengelola" in page.text
    assert "secret of the operator" not in page.text + waiting.text
    assert "secret of the operator" in signed_in(super_admin).get(f"/proses/{run.pk}").text
    refused = started(owner, "sample.refused")
    work_through()
    assert "Berkas ini kosong. Pilih berkas lain." in signed_in(owner).get(f"/proses/{refused.pk}").text


def test_cancelling_and_repeating_on_the_page(owner: User) -> None:
    run, browser = started(owner), signed_in(owner)
    page = browser.get(f"/proses/{run.pk}")
    assert "Batalkan pekerjaan" in page.text and "Ulangi pekerjaan" not in page.text
    answer = browser.post(f"/proses/{run.pk}/batalkan", follow=True)
    assert "Pembatalan dicatat." in answer.text and "Ulangi pekerjaan" in answer.text
    again = browser.post(f"/proses/{run.pk}/batalkan", follow=True)
    assert "Pekerjaan ini sudah berakhir" in again.text
    assert "Pekerjaan menunggu giliran lagi." in browser.post(f"/proses/{run.pk}/ulangi", follow=True).text
    running(run)
    cancel(run, by=owner, now=timezone.now())
    page = browser.get(f"/proses/{run.pk}")
    assert "Sedang dibatalkan" in page.text and "Batalkan pekerjaan" not in page.text
    assert browser.get(f"/proses/{run.pk}/batalkan").status_code == 405


def test_a_stranger_is_asked_to_sign_in(owner: User, client: Any) -> None:
    run = started(owner)
    for path in ("/proses", f"/proses/{run.pk}"):
        assert client.get(path).headers["Location"] == f"/masuk?next={path}"


def test_the_list_asks_the_database_as_often_for_many_runs_as_for_few(
    owner: User, super_admin: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        started(make_person(f"Orang {number}"))
    browser = signed_in(super_admin)
    browser.get("/proses")
    with django_assert_max_num_queries(15) as few:
        browser.get("/proses")
    for number in range(30):
        started(make_person(f"Banyak {number}"), "sample.refused" if number % 2 else "sample.table")
        if number == 20:
            work_through()
    with django_assert_max_num_queries(15) as many:
        assert len(browser.get("/proses").context["page"].ended) == 20
    assert len(few) == len(many)
    assert browser.get("/proses?halaman=2").context["page"].pages.number == 2


def test_the_desk_shows_what_is_open_and_what_did_not_end_well_lately(owner: User) -> None:
    refused, waiting = started(owner, "sample.refused", "Ditolak"), started(owner, title="Menunggu")
    started(None, title="Sistem")
    assert [one.title for one in open_runs_of(owner, timezone.now())] == ["Menunggu", "Ditolak"]
    work_through()
    assert [(one.title, one.kind) for one in open_runs_of(owner, timezone.now())] == [("Ditolak", "stop")]
    assert open_runs_of(owner, timezone.now() + timedelta(days=2)) == []
    assert refused.pk != waiting.pk
