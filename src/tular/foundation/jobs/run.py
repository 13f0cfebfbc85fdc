"""What a job function is handed, and the ways in which it may end."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

LONGEST_MESSAGE = 300


class Cancelled(BaseException):
    """Somebody asked to cancel. Not an `Exception`, so that a job which survives errors does not survive this.

    A job may catch it to say what it had done until then: what it returns becomes the report of the cancelled run.
    """


class Interrupted(BaseException):
    """The worker is being shut down; the run waits for the next worker."""


class Lost(BaseException):
    """Another worker has the run now: this process was away for longer than a lease."""


LONGEST_REPORT = 2000
"""Rows of a report's table; what comes after is only counted. Longer results belong into a file."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run leaves to read: a text, a table, or both. Cells are texts or numbers; dates become texts."""

    text: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[object]] = ()

    def as_json(self) -> dict[str, Any]:
        """As the row of the run keeps it."""
        shown = self.rows[:LONGEST_REPORT]
        return {
            "text": self.text,
            "columns": list(self.columns),
            "rows": [list(row) for row in shown],
            "cut": len(self.rows) - len(shown),
        }


@dataclass(slots=True, eq=False)
class Run:
    """One attempt of a run, in the hands of the job function. Only `progress` is meant for the function to call.

    Progress costs nothing: a second thread writes it down every two seconds and brings the wish to cancel, also while
    the function is inside a transaction.
    """

    id: int
    owner: Any = None
    attempt: int = 1
    lease: float = 0
    """Seconds without a beat after which the run is no longer ours; 0 when nobody beats, as in tests."""

    stopping: threading.Event = field(default_factory=threading.Event)
    percent: int | None = None
    message: str = ""
    cancelled: bool = False
    """Somebody asked to cancel."""

    told: bool = False
    """The function was told so, by `Cancelled`."""

    lost: bool = False
    beat: float = field(default_factory=time.monotonic)

    def progress(self, done: float, total: float, text: str = "") -> None:
        """Tell how far the work is; call it often, between transactions.

        Raises `Cancelled`, `Interrupted` or `Lost` when the function has to stop; let them pass.
        """
        self.percent = min(99, max(0, int(done * 100 / total))) if total > 0 else None
        if text:
            self.message = text[:LONGEST_MESSAGE]
        self.check()

    def check(self) -> None:
        """Stop where that was asked for, without telling progress. Raises like `progress`."""
        if self.lost or (self.lease and time.monotonic() - self.beat > self.lease):
            self.lost = True
            raise Lost
        if self.cancelled:
            self.told = True
            raise Cancelled
        if self.stopping.is_set():
            raise Interrupted
