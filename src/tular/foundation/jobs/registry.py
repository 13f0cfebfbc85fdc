"""The functions that can run in the background, by name."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

Function = Callable[..., Any]

RETRIES = 2


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When regular work is due: `every` so often, or `daily_at` a time of the site's zone.

    `when` is asked first, and often; while it says no, the work stays due and nothing is written. `rest` is the pause
    after a run as a multiple of its duration, so that long work does not fill the machine.
    """

    every: datetime.timedelta | None = None
    daily_at: datetime.time | None = None
    when: Callable[[], bool] | None = None
    rest: float = 0

    def after(self, moment: datetime.datetime) -> datetime.datetime:
        """The next time it is due; what was missed in between is not counted up."""
        if self.every is not None:
            return moment + self.every
        assert self.daily_at is not None
        local = timezone.localtime(moment)
        today = datetime.datetime.combine(local.date(), self.daily_at, local.tzinfo)
        return today if today > local else today + datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class JobSpec:
    """A function with its name, how often it may be tried again, and its rhythm when it is regular work."""

    name: str
    function: Function
    retries: int
    title: str | Promise = ""
    rhythm: Rhythm | None = None


JOBS: dict[str, JobSpec] = {}
"""All jobs by name; filled from the `jobs.py` of every app when the program starts."""


def job[F: Function](name: str, *, retries: int = RETRIES) -> Callable[[F], F]:
    """Make `f(run, **arguments)` a job that `actions.start` can start; see the package for an example.

    The arguments have to fit into JSON. What it returns is shown on the page of the run: a text, a `Report`, or None.
    `Refused` ends it with the sentences of the refusal. Any other exception lets it be tried again after a pause, at
    most `retries` times, and so does the death of its process. It runs in the language of its owner.
    """

    def decorate(function: F) -> F:
        _register(JobSpec(name, function, retries))
        return function

    return decorate


def scheduled[F: Function](
    name: str,
    title: str | Promise = "",
    *,
    every: datetime.timedelta | None = None,
    daily_at: datetime.time | None = None,
    when: Callable[[], bool] | None = None,
    rest: float = 0,
    retries: int = RETRIES,
) -> Callable[[F], F]:
    """Make `f(run)` regular work, with exactly one of `every` and `daily_at`; see `Rhythm`.

    Work that was missed while no worker ran is done once. Never two runs of it at the same time, whatever the number
    of workers. It may be started by `actions.start` as well.
    """
    assert (every is None) != (daily_at is None), f"{name}: either every or daily_at"

    def decorate(function: F) -> F:
        _register(JobSpec(name, function, retries, title or name, Rhythm(every, daily_at, when, rest)))
        return function

    return decorate


def _register(spec: JobSpec) -> None:
    assert spec.name not in JOBS, f"two jobs are called {spec.name!r}"
    JOBS[spec.name] = spec


def regular_work() -> dict[str, Rhythm]:
    """The rhythms of all regular work, by name."""
    return {name: spec.rhythm for name, spec in JOBS.items() if spec.rhythm}
