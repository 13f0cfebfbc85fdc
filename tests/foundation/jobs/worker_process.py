"""A worker as a process of its own, for tests; forked from a server that has loaded the program once."""

from __future__ import annotations

import os
import sys

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from tests.foundation.jobs import sample_jobs
from tular.foundation.jobs import worker
from tular.foundation.jobs.registry import JOBS

LEASE = 2.0


def work(parent: int) -> None:
    """Run a worker that knows only the sample jobs, with short times; leaves with 3 when a job did not stop."""
    assert sample_jobs
    for name in [name for name in JOBS if not name.startswith("sample.")]:
        del JOBS[name]
    worker.GRACE, worker.CLOCK, worker.TICK, worker.POLL = 2.0, 0.5, 0.3, 0.3
    clean = worker.Worker(lease=LEASE, parent=parent).run()
    sys.stdout.flush()
    os._exit(0 if clean else 3)
