"""Runs from the wish to their end, within one process."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.foundation.jobs import sample_jobs
from tests.people import make_person
from tular.features.accounts.models import User
from tular.foundation.access.permissions import Denied
from tular.foundation.access.refusal import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.jobs.actions import cancel, retry, start
from tular.foundation.jobs.choices import State
from tular.foundation.jobs.executing import work_through
from tular.foundation.jobs.models import JobRun

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
    assert run.report == {"text": "Semua terbaca.", "columns": ["Nama", "Panjang"], "rows": [["satu", 4], ["dua", 3]]}
    assert run.started_at and run.ended_at and run.error == run.traceback == run.worker == ""
    assert not DBTaskResult.objects.exists()
    assert work_through() == 0


def test_a_run_leaves_with_the_transaction_that_asked_for_it_or_not_at_all(owner: User) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        started(owner)
        raise ZeroDivisionError
    assert not JobRun.objects.exists() and not DBTaskResult.objects.exists() and not AuditEntry.objects.exists()
