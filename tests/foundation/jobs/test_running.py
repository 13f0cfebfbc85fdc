"""Runs from the wish to their end, within one process."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from tests.foundation.jobs import sample_jobs
from tests.people import make_person
from tular.features.accounts.models import User
from tular.foundation.access.permissions import Denied
from tular.foundation.access.refusal import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.jobs.actions import cancel, retry, start
from tular.foundation.jobs.actions.leases import Watch, beat, claim
from tular.foundation.jobs.choices import Lane, State
from tular.foundation.jobs.executing import work_through
from tular.foundation.jobs.models import JobRun
from tular.foundation.jobs.queries import runs_visible_to
from tular.foundation.jobs.run import Run

pytestmark = pytest.mark.django_db
assert sample_jobs  # importing it registers the jobs


@pytest.fixture
def owner() -> User:
    return make_person("Pemilik Pekerjaan")


def started(owner: User | None, name: str = "sample.table", **arguments: object) -> JobRun:
    if name == "sample.table":
        arguments.setdefault("names", ["satu", "dua"])
    return start(name, by=owner, title="Contoh pekerjaan", arguments=arguments, now=timezone.now())


def again(run: JobRun) -> JobRun:
    run.refresh_from_db()
    return run


def make_ready(run: JobRun) -> None:
    """Let the pause after an error be over."""
    DBTaskResult.objects.filter(pk=run.task_id).update(run_after=timezone.now() - timedelta(seconds=1))


def test_a_run_is_done_and_leaves_its_report(owner: User) -> None:
    run = started(owner)
    assert (run.state, run.percent, run.attempts) == (State.WAITING, None, 0)
    assert work_through() == 1
    run = again(run)
    assert (run.state, run.percent, run.message, run.attempts) == (State.DONE, 100, "membaca dua", 1)
    assert run.report == {
        "text": "Semua terbaca.",
        "columns": ["Nama", "Panjang"],
        "rows": [["satu", 4], ["dua", 3]],
        "cut": 0,
    }
    assert run.started_at and run.ended_at and run.error == run.traceback == run.worker == ""
    assert not DBTaskResult.objects.exists()
    assert work_through() == 0


def test_a_run_leaves_with_the_transaction_that_asked_for_it_or_not_at_all(owner: User) -> None:
    with transaction.atomic():
        started(owner)
        assert JobRun.objects.count() == DBTaskResult.objects.count() == AuditEntry.objects.count() == 1
        transaction.set_rollback(True)
    assert not JobRun.objects.exists() and not DBTaskResult.objects.exists() and not AuditEntry.objects.exists()


def test_a_run_speaks_the_language_of_its_owner_and_its_writes_name_it(owner: User) -> None:
    owner.language = "en"
    owner.save()
    run = started(owner, "sample.speaks")
    assert translation.get_language() == "id"
    work_through()
    assert again(run).report == {"text": f"en job {run.pk}", "columns": [], "rows": [], "cut": 0}
    assert translation.get_language() == "id"


def test_arguments_have_to_fit_into_the_queue_and_the_job_has_to_exist(owner: User) -> None:
    with pytest.raises(TypeError):
        started(owner, names={timezone.now()})
    with pytest.raises(KeyError):
        started(owner, "sample.unheard-of")
    assert not JobRun.objects.exists()


def test_a_refusal_is_told_to_the_person_and_not_tried_again(owner: User) -> None:
    run = started(owner, "sample.refused")
    assert work_through() == 1
    run = again(run)
    assert (run.state, run.error, run.traceback, run.attempts) == (
        State.FAILED, "Berkas ini kosong. Pilih berkas lain.", "", 1,
    )  # fmt: skip
    assert run.ended_at


def test_an_error_is_tried_again_after_a_pause_and_keeps_its_trace_for_the_operator(
    owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    run = started(owner, "sample.broken")
    assert work_through() == 1
    run = again(run)
    assert (run.state, run.attempts, run.error) == (State.WAITING, 1, "")
    assert run.not_before and run.not_before > timezone.now() + timedelta(seconds=5)
    assert "secret of the operator" in run.traceback
    assert work_through() == 0
    make_ready(run)
    assert work_through() == 1
    run = again(run)
    assert (run.state, run.attempts, run.percent, run.error) == (State.FAILED, 2, 25, "")
    assert "secret of the operator" in run.traceback
    assert not DBTaskResult.objects.exists()


def test_an_error_that_goes_away_is_survived(owner: User, caplog: pytest.LogCaptureFixture) -> None:
    run = started(owner, "sample.mended")
    for _ in range(3):
        work_through()
        make_ready(again(run))
    run = again(run)
    assert (run.state, run.attempts, run.traceback) == (State.DONE, 3, "")
    assert run.report["text"] == "Berhasil pada percobaan 3."


def test_a_job_that_this_version_does_not_know_fails_and_says_so_to_the_operator(owner: User) -> None:
    run = started(owner)
    JobRun.objects.update(name="sample.gone")
    work_through()
    run = again(run)
    assert (run.state, run.traceback) == (State.FAILED, "This version knows no job 'sample.gone'.")
    with pytest.raises(Refused, match="sudah tidak ada"):
        retry(run, by=owner, now=timezone.now())


def test_what_waits_is_cancelled_at_once_and_never_begins(owner: User) -> None:
    run = started(owner)
    now = timezone.now()
    cancelled = cancel(run, by=owner, now=now)
    assert (cancelled.state, cancelled.ended_at, cancelled.cancel_asked_at) == (State.CANCELLED, now, now)
    assert work_through() == 0
    assert not DBTaskResult.objects.exists()
    assert again(run).attempts == 0


def test_a_cancelled_job_may_say_what_it_had_done(owner: User) -> None:
    run = started(owner, "sample.careful")
    work_through()
    run = again(run)
    assert (run.state, run.percent, run.report["text"]) == (State.CANCELLED, 30, "Tiga dari sepuluh sudah dikirim.")


def test_what_has_ended_cannot_be_cancelled_and_what_went_well_cannot_be_repeated(owner: User) -> None:
    run = started(owner)
    with pytest.raises(Refused, match="Hanya pekerjaan yang terhenti"):
        retry(run, by=owner, now=timezone.now())
    work_through()
    for action in (cancel, retry):
        with pytest.raises(Refused):
            action(run, by=owner, now=timezone.now())
    assert again(run).state == State.DONE


def test_a_retry_has_all_its_attempts_again(owner: User) -> None:
    run = started(owner, "sample.refused")
    work_through()
    waiting = retry(run, by=owner, now=timezone.now())
    assert (waiting.state, waiting.attempts, waiting.error, waiting.ended_at, waiting.started_at) == (
        State.WAITING, 0, "", None, None,
    )  # fmt: skip
    assert work_through() == 1
    assert again(run).state == State.FAILED
    cancelled = cancel(retry(run, by=owner, now=timezone.now()), by=owner, now=timezone.now())
    assert retry(cancelled, by=owner, now=timezone.now()).cancel_asked_at is None
    assert work_through() == 1


def test_only_the_owner_directs_a_run_and_the_trail_keeps_it(owner: User) -> None:
    run = started(owner)
    for stranger in (make_person("Orang Lain"), AnonymousUser(), None):
        for action in (cancel, retry):
            with pytest.raises(Denied):
                action(run, by=stranger, now=timezone.now())
    assert again(run).state == State.WAITING
    cancel(run, by=owner, now=timezone.now())
    retry(run, by=owner, now=timezone.now())
    entries = AuditEntry.objects.filter(subject_type="jobs.jobrun", subject_id=str(run.pk))
    assert [(entry.action, entry.person_id, entry.changes) for entry in entries] == [
        ("jobs.start", owner.pk, {}),
        ("jobs.cancel", owner.pk, {"state": ["waiting", "cancelled"]}),
        ("jobs.retry", owner.pk, {"state": ["cancelled", "waiting"]}),
    ]


def test_asking_twice_to_cancel_asks_once(owner: User) -> None:
    run = started(owner)
    JobRun.objects.update(state=State.RUNNING, worker="w", beat_at=timezone.now())
    first = cancel(run, by=owner, now=timezone.now())
    assert cancel(run, by=owner, now=timezone.now()).cancel_asked_at == first.cancel_asked_at
    assert AuditEntry.objects.filter(action="jobs.cancel").count() == 1


def test_work_of_the_system_is_directed_by_whoever_sees_all(member: User, super_admin: User) -> None:
    run = started(None)
    with pytest.raises(Denied):
        cancel(run, by=member, now=timezone.now())
    cancel(run, by=super_admin, now=timezone.now())
    assert again(run).state == State.CANCELLED


def test_one_sees_ones_own_runs_and_the_super_admin_all(owner: User, member: User, super_admin: User) -> None:
    mine, systems = started(owner), started(None)
    assert set(runs_visible_to(owner)) == {mine}
    assert set(runs_visible_to(super_admin)) == {mine, systems}
    for person in (member, AnonymousUser(), None):
        assert not runs_visible_to(person).exists()


def test_the_database_refuses_a_run_that_contradicts_itself(owner: User) -> None:
    run = started(owner)
    for wrong in (
        {"state": State.RUNNING},
        {"worker": "w"},
        {"state": State.DONE},
        {"ended_at": timezone.now()},
        {"percent": 101},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            JobRun.objects.filter(pk=run.pk).update(**wrong)


def test_what_a_job_answers_is_kept_as_a_report_or_is_an_error_of_the_job(
    owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    dated, wrong = started(owner, "sample.answers", kind="date"), started(owner, "sample.answers", kind="object")
    work_through()
    assert again(dated).report["rows"] == [["2026-11-22", "1.5", None]]
    assert (again(wrong).state, again(wrong).attempts) == (State.WAITING, 1)
    assert "not JSON serializable" in again(wrong).traceback


def test_a_run_that_nobody_holds_is_taken_over_also_from_oneself(owner: User) -> None:
    left, at_work = started(owner), started(owner)
    now = timezone.now()
    for run in (left, at_work):
        assert claim(Lane.PEOPLE, "w", now) == run
    watch = Watch(lease=0)
    assert watch.look(now, [at_work.pk]) == 1
    assert (again(left).state, again(left).attempts, again(left).worker) == (State.WAITING, 1, "")
    assert (again(at_work).state, again(at_work).worker) == (State.RUNNING, "w")


def test_a_run_is_not_taken_over_while_its_beat_moves(owner: User) -> None:
    run = started(owner)
    now = timezone.now()
    claim(Lane.PEOPLE, "w", now)
    watch = Watch(lease=0.05)
    for moment in range(3):
        beat(Run(id=run.pk, attempt=1), "w", now + timedelta(seconds=moment))
        assert watch.look(now) == 0
        time.sleep(0.06)
    assert watch.look(now) == 1


def test_a_cancelled_run_of_a_dead_worker_is_over(owner: User) -> None:
    run = started(owner)
    claim(Lane.PEOPLE, "w", timezone.now())
    cancel(run, by=owner, now=timezone.now())
    assert again(run).state == State.RUNNING
    assert Watch(lease=0).look(timezone.now()) == 1
    assert again(run).state == State.CANCELLED
    assert not DBTaskResult.objects.exists()
