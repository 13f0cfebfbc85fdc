"""The process that does background work: a thread for each lane, one that beats, one that looks at the clock."""

from __future__ import annotations

import datetime
import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import FrameType

from django.db import close_old_connections, connection
from django.utils import timezone

from tular.foundation.jobs.actions import leases, scheduling
from tular.foundation.jobs.choices import Lane, State
from tular.foundation.jobs.executing import execute
from tular.foundation.jobs.models import JobRun
from tular.foundation.jobs.run import Run

log = logging.getLogger(__name__)

POLL = 1.0
"""Seconds between two looks at the queue."""

TICK = 2.0
"""Seconds between two looks of the beating thread: how late progress is seen and a wish to cancel is heard."""

CLOCK = 5.0
"""Seconds between two looks at what is due."""

GRACE = 8.0
"""Seconds that a job has to stop at its next step when the worker is told to; then it is left to its lease."""

LONGEST_PAUSE = 8.0
"""Seconds until a database that does not answer is asked again; a lease has to outlast it."""


class Worker:
    """Does background work until told to stop.

    `parent` is the process that started it: when that one dies, the worker stops by itself.
    """

    def __init__(self, *, lease: float = leases.LEASE, parent: int = 0) -> None:
        self.id = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.lease = lease
        self.parent = parent
        self.stopping = threading.Event()
        self._ended = threading.Event()
        self._held: dict[int, tuple[Run, tuple[int | None, str]]] = {}
        self._watch = leases.Watch(lease)
        self._prepared = False

    def run(self) -> bool:
        """Work until a signal; False when a job did not stop in time and the process should simply end."""
        signal.signal(signal.SIGINT, self._told)
        signal.signal(signal.SIGTERM, self._told)
        pulse = self._thread(self._beat, self._ended, TICK, "pulse")
        clock = self._thread(self._look, self.stopping, CLOCK, "clock")
        lanes = [self._thread(self._lane(lane), self.stopping, POLL, f"lane {lane}") for lane in Lane]
        while not self.stopping.wait(POLL):
            if self.parent and os.getppid() != self.parent:
                self.stopping.set()
        until = time.monotonic() + GRACE
        for thread in [clock, *lanes]:
            thread.join(max(0.0, until - time.monotonic()))
        self._ended.set()
        pulse.join(TICK)
        return not any(thread.is_alive() for thread in [clock, *lanes])

    def once(self) -> int:
        """Do what is due and what waits, also what dead workers left, and return the number of runs."""
        scheduling.prepare(timezone.now())
        pulse = self._thread(self._beat, self._ended, TICK, "pulse")
        count = 0
        try:
            while not self.stopping.is_set():
                scheduling.start_due(timezone.now())
                done = sum(self._next(lane) for lane in Lane)
                count += done
                if not done and not self._left_behind():
                    break
                if not done:
                    self.stopping.wait(POLL)
                    self._watch.look(timezone.now(), list(self._held))
        finally:
            self._ended.set()
            pulse.join()
        return count

    def _left_behind(self) -> bool:
        """Whether a run of others has not beaten for a lease: it may have to be taken over."""
        long_ago = timezone.now() - datetime.timedelta(seconds=self.lease)
        return (
            JobRun.objects.filter(state=State.RUNNING, beat_at__lt=long_ago).exclude(pk__in=list(self._held)).exists()
        )

    def _told(self, number: int, frame: FrameType | None) -> None:
        if self.stopping.is_set() and number == signal.SIGINT:  # Ctrl-C twice: at once
            os._exit(1)
        self.stopping.set()

    def _thread(self, work: Callable[[], object], until: threading.Event, pause: float, name: str) -> threading.Thread:
        thread = threading.Thread(target=self._loop, args=(work, until, pause), name=name, daemon=True)
        thread.start()
        return thread

    def _loop(self, work: Callable[[], object], until: threading.Event, pause: float) -> None:
        """Call `work` again and again: at once while it returns true, else after `pause`; later when it fails."""
        wait = pause
        try:
            while not until.is_set():
                try:
                    close_old_connections()
                    if work():
                        continue
                    wait = pause
                except Exception:
                    # Most often the database, which is away or locked. Whatever it is, the worker goes on: a run that
                    # was left half way is taken over when its lease has run out.
                    log.exception("background work could not go on; tried again in %.0f s", wait)
                    connection.close()
                    wait = min(max(wait, 1.0) * 2, LONGEST_PAUSE)
                until.wait(wait)
        finally:
            connection.close()

    def _lane(self, lane: Lane) -> Callable[[], bool]:
        return lambda: self._next(lane)

    def _next(self, lane: Lane) -> bool:
        """Do the next run of the lane; False when there is none."""
        row = leases.claim(lane, self.id, timezone.now())
        if row is None:
            return False
        run = Run(id=row.pk, owner=row.owner, attempt=row.attempts, lease=self.lease, stopping=self.stopping)
        self._held[row.pk] = (run, (None, ""))
        try:
            execute(row, run)
        finally:
            del self._held[row.pk]
        return True

    def _beat(self) -> None:
        """Renew leases before they are half over, write progress that changed, hear wishes to cancel."""
        held = list(self._held.values())
        for run, written in held:
            now_shown = (run.percent, run.message)
            if now_shown != written or time.monotonic() - run.beat > self.lease / 4:
                leases.beat(run, self.id, timezone.now())
                if run.id in self._held:
                    self._held[run.id] = (run, now_shown)
        if held:
            leases.note_wishes(run for run, _ in held)

    def _look(self) -> None:
        """Start what is due, take over what dead workers left."""
        now = timezone.now()
        if not self._prepared:
            scheduling.prepare(now)
            self._prepared = True
        scheduling.start_due(now)
        self._watch.look(now, list(self._held))
