"""One attempt of a run: its function is called, and however it ends is written down."""

from __future__ import annotations

import datetime
import json
import logging
import time
import traceback
from collections.abc import Callable

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection
from django.utils import timezone, translation

from tular.foundation.access.refusal import Refused
from tular.foundation.audit.context import under
from tular.foundation.jobs.actions.leases import claim, end, give_back
from tular.foundation.jobs.actions.scheduling import rest_after
from tular.foundation.jobs.choices import Lane, State
from tular.foundation.jobs.models import JobRun
from tular.foundation.jobs.registry import JOBS, JobSpec
from tular.foundation.jobs.run import Cancelled, Interrupted, Lost, Report, Run

log = logging.getLogger(__name__)

PAUSES = (10, 60, 300, 900)
"""Seconds until the second, third, … attempt after an error."""

PATIENCE = 5
"""How often the end of a run is written anew when the database does not answer; after that the lease runs out."""


def execute(row: JobRun, run: Run) -> None:
    """Call the function of a claimed run and write its end. Errors of the function stay here."""
    spec = JOBS.get(row.name)
    if spec is None:
        _write(lambda: end(row, State.FAILED, timezone.now(), traceback=f"This version knows no job {row.name!r}."))
        return
    language = getattr(row.owner, "language", "") or settings.LANGUAGE_CODE
    with under("job", str(row.pk)), translation.override(language):
        _attempt(spec, row, run)


def work_through(worker: str = "here") -> int:
    """Do all that waits, here and now, without beats and without other threads; the number of runs. For tests."""
    count = 0
    for lane in Lane:
        while row := claim(lane, worker, timezone.now()):
            execute(row, Run(id=row.pk, owner=row.owner, attempt=row.attempts))
            count += 1
    return count


def _attempt(spec: JobSpec, row: JobRun, run: Run) -> None:
    try:
        result = spec.function(run, **row.arguments)
        report = _report(result)
    except Cancelled:
        _write(lambda: end(row, State.CANCELLED, timezone.now(), **_reached(run)))
    except Interrupted:
        _write(lambda: give_back(row, counts=False))
    except Lost:
        log.warning("run %s (%s) went to another worker while this one was away", row.pk, row.name)
    except Refused as refusal:
        sentence = " ".join(reason.text for reason in refusal.reasons)
        _write(lambda: end(row, State.FAILED, timezone.now(), error=sentence, **_reached(run)))
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001 - a job may fail in any way
        _failed(spec, row, run, error)
    else:
        state = State.CANCELLED if run.told else State.DONE
        run.percent = run.percent if run.told else 100
        _write(lambda: end(row, state, timezone.now(), report=report, traceback="", **_reached(run)))
    if row.is_scheduled and spec.rhythm:
        _write(lambda: rest_after(row, spec.rhythm, timezone.now()))


def _failed(spec: JobSpec, row: JobRun, run: Run, error: BaseException) -> None:
    log.error("run %s (%s), attempt %s: %s", row.pk, row.name, row.attempts, error, exc_info=error)
    trace = "".join(traceback.format_exception(error))
    now = timezone.now()
    if row.attempts > spec.retries:
        _write(lambda: end(row, State.FAILED, now, traceback=trace, **_reached(run)))
        return
    pause = datetime.timedelta(seconds=PAUSES[min(row.attempts, len(PAUSES)) - 1])

    def again() -> bool:
        JobRun.objects.filter(pk=row.pk, worker=row.worker, attempts=row.attempts).update(traceback=trace)
        return give_back(row, counts=True, not_before=now + pause)

    _write(again)


def _reached(run: Run) -> dict[str, object]:
    """How far the run came, as its row keeps it."""
    return {"percent": run.percent, "message": run.message}


def _report(result: object) -> dict[str, object] | None:
    if result is None:
        return None
    report = result if isinstance(result, Report) else Report(text=str(result))
    as_text: dict[str, object] = json.loads(json.dumps(report.as_json(), cls=DjangoJSONEncoder))
    return as_text


def _write(what: Callable[[], object]) -> None:
    """Write an end, anew when the database is locked or away; a run whose end cannot be written is done once more."""
    for pause in range(PATIENCE):
        try:
            what()
        except DatabaseError:
            if connection.in_atomic_block:  # inside a test's transaction: nothing to be won by waiting
                raise
            log.exception("the end of a run could not be written, try %s", pause + 1)
            connection.close()
            time.sleep(2**pause)
        else:
            return
