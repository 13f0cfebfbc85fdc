"""The background worker as a second process beside the web server."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)

COMMAND = "from tular.config.cli import main; main()"

PATIENCE = 15.0
"""Seconds in which a worker that was told to stop has to end; longer than it gives its jobs."""

LONGEST_PAUSE = 60.0
"""Seconds until a worker that keeps dying is started again."""

STEADY = 60.0
"""Seconds of life after which a death counts as the first."""


@contextmanager
def background_worker() -> Iterator[None]:
    """Run `tular work` as long as the body runs; one that dies is started again. The worker ends with this process."""
    keeper = _Keeper()
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


class _Keeper(threading.Thread):
    """Starts the worker, waits for its end, starts it again."""

    def __init__(self) -> None:
        super().__init__(name="worker-keeper", daemon=True)
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._begin()

    def _begin(self) -> None:
        # In a session of its own: Ctrl-C goes to the server, which tells the worker.
        command = [sys.executable, "-c", COMMAND, "work", "--parent", str(os.getpid())]
        self._process = subprocess.Popen(command, start_new_session=True)
        self._began = time.monotonic()

    def run(self) -> None:
        """Keep a worker alive until told to stop."""
        pause = 1.0
        while True:
            code = self._process.wait()
            if self._stopping.is_set():
                return
            pause = 1.0 if time.monotonic() - self._began > STEADY else min(pause * 2, LONGEST_PAUSE)
            log.error("the background worker ended with code %s; started again in %.0f s", code, pause)
            self._stopping.wait(pause)
            with self._lock:
                if self._stopping.is_set():
                    return
                self._begin()

    def stop(self) -> None:
        """Tell the worker to stop, and end it when it does not."""
        with self._lock:
            self._stopping.set()
            if self._process.poll() is None:
                self._process.terminate()
        self.join(PATIENCE)
        if self.is_alive():
            log.warning("the background worker did not stop in time and is killed; its run is taken up again")
            self._process.kill()
            self.join(PATIENCE)
