"""Job functions for the tests, also for the worker processes that tests start."""

from __future__ import annotations

import os
import signal
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils.translation import get_language

from tular.foundation.access.refusal import Refused
from tular.foundation.audit.context import circumstances
from tular.foundation.jobs.registry import job
from tular.foundation.jobs.run import Cancelled, Report, Run


@job("sample.table")
def table(run: Run, *, names: list[str]) -> Report:
    for done, name in enumerate(names):
        run.progress(done, len(names), f"membaca {name}")
    return Report("Semua terbaca.", ("Nama", "Panjang"), [(name, len(name)) for name in names])


@job("sample.refused")
def refused(run: Run) -> None:
    raise Refused("Berkas ini kosong.", "Pilih berkas lain.")


@job("sample.broken", retries=1)
def broken(run: Run) -> None:
    run.progress(1, 4, "sampai seperempat")
    raise ValueError("secret of the operator")


@job("sample.mended", retries=3)
def mended(run: Run) -> str:
    if run.attempt < 3:
        raise ValueError("not yet")
    return f"Berhasil pada percobaan {run.attempt}."


@job("sample.careful")
def careful(run: Run) -> str:
    """Says what it had done when it is cancelled."""
    run.cancelled = True
    try:
        run.progress(3, 10)
    except Cancelled:
        return "Tiga dari sepuluh sudah dikirim."
    raise AssertionError


@job("sample.slow")
def slow(run: Run, *, trace: str, steps: int = 200, pause: float = 0.1) -> str:
    """Writes a line at its beginning, at each step, and at its end; meant to be killed."""
    with Path(trace).open("a") as out:
        print("begin", run.attempt, file=out, flush=True)
        for step in range(steps):
            run.progress(step, steps, f"langkah {step}")
            time.sleep(pause)
            print("step", run.attempt, step, file=out, flush=True)
        print("end", run.attempt, file=out, flush=True)
    return "Selesai."


@job("sample.deaf")
def deaf(run: Run, *, trace: str, seconds: float) -> None:
    """Never listens."""
    Path(trace).write_text("begin")
    time.sleep(seconds)


@job("sample.counts")
def counts(run: Run, *, trace: str, number: int) -> None:
    with Path(trace).open("a") as out:
        print(number, file=out)


@job("sample.speaks")
def speaks(run: Run) -> str:
    return f"{get_language()} {circumstances().channel} {circumstances().request}"


@job("sample.deadly", retries=1)
def deadly(run: Run) -> None:
    """Takes its process with it, as running out of memory does."""
    os.kill(os.getpid(), signal.SIGKILL)


@job("sample.answers")
def answers(run: Run, *, kind: str) -> Report:
    cells = [date(2026, 11, 22), Decimal("1.5"), None] if kind == "date" else [object()]
    return Report(columns=["a", "b", "c"], rows=[cells])
