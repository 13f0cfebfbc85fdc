"""Who holds a run: taking one from the queue, keeping it, taking over what a dead worker left.

A worker holds a run as long as it renews `beat_at`. Another worker takes over when it has watched the same beat for a
whole lease by its own steady clock: neither a wrong clock nor a machine that slept makes a living worker look dead.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from tular.foundation.jobs.choices import Lane, State
from tular.foundation.jobs.models import JobRun
from tular.foundation.jobs.registry import JOBS
from tular.foundation.jobs.run import Run
from tular.foundation.jobs.tasks import enqueue, perform

LEASE = 45.0
"""Seconds without a beat after which a worker counts as dead."""

LONGEST_TRANSACTION = 20.0
"""Seconds. On SQLite a beat cannot be written while a job holds the database; a lease has to outlast that."""


def claim(lane: Lane, worker: str, now: datetime) -> JobRun | None:
    """Take the next run of the lane, in one transaction with its lease; None when nothing waits."""
    ready = DBTaskResult.objects.ready().filter(task_path=perform.module_path, queue_name=lane)
    while ready.exists():
        with transaction.atomic():
            row = ready.get_locked()
            if row is None:  # another worker was faster
                return None
            run = JobRun.objects.select_for_update(of=("self",)).filter(task_id=row.pk, state=State.WAITING).first()
            if run is None:  # cancelled, or started again in another row, in the meantime
                row.delete()
                continue
            row.claim(worker)
            run.state, run.worker, run.beat_at = State.RUNNING, worker, now
            run.attempts += 1
            run.started_at = now
            run.save(update_fields=["state", "worker", "beat_at", "attempts", "started_at"])
        return run
    return None


def beat(run: Run, worker: str, now: datetime) -> None:
    """Renew the lease, write the progress down, learn of a wish to cancel; notes on `run` when it is no longer ours."""
    began = time.monotonic()
    held = JobRun.objects.filter(pk=run.id, worker=worker, attempts=run.attempt, state=State.RUNNING)
    if held.update(beat_at=now, percent=run.percent, message=run.message):
        run.beat = began
    else:
        run.lost = True


def note_wishes(runs: Iterable[Run]) -> None:
    """Learn which of the runs somebody wants cancelled."""
    by_id = {run.id: run for run in runs}
    wished = JobRun.objects.filter(pk__in=list(by_id), cancel_asked_at__isnull=False).values_list("pk", flat=True)
    for pk in wished:
        by_id[pk].cancelled = True


def give_back(run: JobRun, *, counts: bool, not_before: datetime | None = None) -> bool:
    """Let the run wait again; `counts` says whether this attempt is used up. False when it is no longer ours."""
    with transaction.atomic():
        held = JobRun.objects.filter(pk=run.pk, worker=run.worker, attempts=run.attempts, state=State.RUNNING)
        if not held.update(state=State.WAITING, worker="", attempts=F("attempts") - (0 if counts else 1)):
            return False
        _clear(run)
        run.refresh_from_db()
        enqueue(run, not_before)
    return True


def end(run: JobRun, state: State, now: datetime, **fields: object) -> bool:
    """Write the end of the run and clear the queue. False when it is no longer ours."""
    with transaction.atomic():
        held = JobRun.objects.filter(pk=run.pk, worker=run.worker, attempts=run.attempts, state=State.RUNNING)
        if not held.update(state=state, worker="", ended_at=now, task_id=None, **fields):
            return False
        _clear(run)
    return True


def _clear(run: JobRun) -> None:
    """Take the run out of the queue."""
    if run.task_id:
        DBTaskResult.objects.filter(pk=run.task_id).delete()


@dataclass(slots=True)
class Watch:
    """Looks at the runs of others, and takes over those whose beat stood still for a lease."""

    lease: float = LEASE
    seen: dict[int, tuple[tuple[str, datetime | None], float]] = field(default_factory=dict)

    def look(self, now: datetime, held: Collection[int] = ()) -> int:
        """One look; how many runs were taken over: they wait again, or have failed when no attempt is left.

        `held` are the runs that this process is at.
        """
        moment = time.monotonic()
        running = {run.pk: run for run in JobRun.objects.filter(state=State.RUNNING).exclude(pk__in=list(held))}
        self.seen = {
            pk: self.seen[pk] if pk in self.seen and self.seen[pk][0] == _beat_of(run) else (_beat_of(run), moment)
            for pk, run in running.items()
        }
        dead = [running[pk] for pk, (_, since) in self.seen.items() if moment - since >= self.lease]
        return sum(self._take_over(run, now) for run in dead)

    def _take_over(self, run: JobRun, now: datetime) -> bool:
        with transaction.atomic():
            same = JobRun.objects.select_for_update(of=("self",)).filter(
                pk=run.pk, worker=run.worker, beat_at=run.beat_at, state=State.RUNNING
            )
            if not same.exists():
                return False
            if run.cancel_asked_at:
                return end(run, State.CANCELLED, now)
            spec = JOBS.get(run.name)
            if spec and run.attempts <= spec.retries:
                return give_back(run, counts=True)
            return end(run, State.FAILED, now, traceback=f"The worker {run.worker} died during attempt {run.attempts}.")


def _beat_of(run: JobRun) -> tuple[str, datetime | None]:
    return run.worker, run.beat_at
