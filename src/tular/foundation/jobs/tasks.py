"""What stands in the queue of django.tasks: one task, which names a run."""

from __future__ import annotations

import datetime

from django.tasks import task

from tular.foundation.jobs.choices import Lane
from tular.foundation.jobs.models import JobRun


@task(queue_name=Lane.PEOPLE)
def perform(run_id: int) -> None:
    """A run to be done. The worker of `tular work` takes it from the queue together with the lease of the run."""
    raise RuntimeError("runs are performed by 'tular work', which keeps their leases")


def enqueue(run: JobRun, not_before: datetime.datetime | None = None) -> None:
    """Put the run into the queue, inside the transaction that wrote it: both leave with the commit, or neither."""
    lane = Lane.SCHEDULED if run.is_scheduled else Lane.PEOPLE
    run.task_id = perform.using(queue_name=lane, run_after=not_before).enqueue(run.pk).id
    run.not_before = not_before
    run.save(update_fields=["task_id", "not_before"])
