"""Regular work: when it is due, and starting it once."""

from __future__ import annotations

import datetime
import logging

from django.db import IntegrityError, transaction

from tular.foundation.jobs.choices import OPEN
from tular.foundation.jobs.models import JobRun, Schedule
from tular.foundation.jobs.registry import Rhythm, regular_work
from tular.foundation.jobs.tasks import enqueue

log = logging.getLogger(__name__)


def prepare(now: datetime.datetime) -> None:
    """Bring the table of schedules to what the program knows; new work is due at once, or at its time of the day."""
    known = dict(Schedule.objects.values_list("name", "next_at"))
    for name, rhythm in regular_work().items():
        wanted = rhythm.after(now)
        if name not in known:
            Schedule.objects.get_or_create(name=name, defaults={"next_at": now if rhythm.every else wanted})
        elif known[name] > wanted:  # the rhythm became faster with a new version
            Schedule.objects.filter(name=name, next_at=known[name]).update(next_at=wanted)
    Schedule.objects.exclude(name__in=regular_work()).delete()


def start_due(now: datetime.datetime) -> int:
    """Start what is due, each once however many workers ask; the number of runs started."""
    rhythms = regular_work()
    count = 0
    for schedule in Schedule.objects.filter(next_at__lte=now, name__in=rhythms).order_by("next_at"):
        rhythm = rhythms[schedule.name]
        try:
            if rhythm.when is None or rhythm.when():
                count += _start(schedule, rhythm, now)
        except Exception:
            log.exception("regular work %s could not be started", schedule.name)
    return count


def rest_after(run: JobRun, rhythm: Rhythm | None, ended: datetime.datetime) -> None:
    """Put off the next run so that the pause is at least `rest` times as long as this run took."""
    if rhythm and rhythm.rest and run.started_at:
        wanted = ended + (ended - run.started_at) * rhythm.rest
        Schedule.objects.filter(name=run.name, next_at__lt=wanted).update(next_at=wanted)


def _start(schedule: Schedule, rhythm: Rhythm, now: datetime.datetime) -> bool:
    """False when another worker was faster, or the last run is not over: then it stays due."""
    if JobRun.objects.filter(name=schedule.name, is_scheduled=True, state__in=OPEN).exists():
        return False
    try:
        with transaction.atomic():
            mine = Schedule.objects.select_for_update().filter(pk=schedule.pk, next_at=schedule.next_at).first()
            if mine is None:
                return False
            mine.next_at, mine.last_at = rhythm.after(now), now
            mine.save(update_fields=["next_at", "last_at"])
            enqueue(JobRun.objects.create(name=schedule.name, is_scheduled=True, created_at=now))
    except IntegrityError:  # the constraint: one open run of regular work at a time
        return False
    return True
