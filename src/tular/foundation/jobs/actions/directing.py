"""Starting, cancelling and retrying. These are not made with `@action`, which lies above; they keep its rules."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tular.foundation.access.permissions import Denied
from tular.foundation.access.refusal import Refused
from tular.foundation.audit import trail
from tular.foundation.jobs.choices import OPEN, State
from tular.foundation.jobs.models import JobRun
from tular.foundation.jobs.queries import may_direct
from tular.foundation.jobs.registry import JOBS
from tular.foundation.jobs.tasks import enqueue


def start(task_name: str, *, by: Any, title: str, now: datetime, arguments: dict[str, Any] | None = None) -> JobRun:
    """Ask for a job; a worker begins once the transaction of the caller is committed.

    `by` owns the run and sees it on `/proses`; None is the system. Whether `by` may have this done is for the calling
    action to check. Raises KeyError for an unknown job and TypeError for arguments that JSON cannot hold.
    """
    spec = JOBS[task_name]
    with transaction.atomic():
        run = JobRun.objects.create(
            name=spec.name, title=title[:200], owner=by, arguments=json.loads(json.dumps(arguments or {})),
            created_at=now,
        )  # fmt: skip
        enqueue(run)
        trail.append("jobs.start", subject=run, by=by, now=now)
    return run


def cancel(run: JobRun, *, by: Any, now: datetime) -> JobRun:
    """Cancel at once what waits; what runs is asked to stop at its next step. Raises `Denied` and `Refused`."""
    with transaction.atomic():
        run = _locked(run, by, "jobs.cancel")
        if run.state not in OPEN:
            raise Refused(_("Pekerjaan ini sudah berakhir, jadi tidak ada yang perlu dibatalkan."))
        if run.cancel_asked_at:
            return run
        before = run.state
        run.cancel_asked_at = now
        if run.state == State.WAITING:
            # The worker throws the row of the queue away when it comes to it.
            run.state, run.ended_at = State.CANCELLED, now
        run.save(update_fields=["cancel_asked_at", "state", "ended_at"])
        trail.append("jobs.cancel", subject=run, by=by, now=now, changes={"state": (before, State.CANCELLED)})
    return run


def retry(run: JobRun, *, by: Any, now: datetime) -> JobRun:
    """Let a run that failed or was cancelled wait again, with all its attempts. Raises `Denied` and `Refused`."""
    with transaction.atomic():
        run = _locked(run, by, "jobs.retry")
        if run.state not in (State.FAILED, State.CANCELLED):
            raise Refused(_("Hanya pekerjaan yang terhenti atau dibatalkan yang dapat diulangi."))
        if run.name not in JOBS:
            raise Refused(_("Jenis pekerjaan ini sudah tidak ada di versi Tular yang sekarang."))
        if run.is_scheduled and JobRun.objects.filter(name=run.name, is_scheduled=True, state__in=OPEN).exists():
            raise Refused(_("Pekerjaan berkala ini sudah menunggu atau sedang berjalan."))
        before = run.state
        run.state, run.percent, run.message, run.report = State.WAITING, None, "", None
        run.error, run.traceback, run.attempts = "", "", 0
        run.started_at = run.ended_at = run.cancel_asked_at = None
        run.save()
        enqueue(run)
        trail.append("jobs.retry", subject=run, by=by, now=now, changes={"state": (before, run.state)})
    return run


def _locked(run: JobRun, by: Any, permission: str) -> JobRun:
    run = JobRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not may_direct(by, run):
        raise Denied(permission)
    return run
