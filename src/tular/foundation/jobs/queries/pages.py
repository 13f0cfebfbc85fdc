"""The objects that the pages of background work show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.foundation.audit.queries.wording import moment
from tular.foundation.jobs.choices import OPEN, State
from tular.foundation.jobs.models import JobRun, Schedule
from tular.foundation.jobs.queries.visibility import may_direct, may_see_all, runs_visible_to
from tular.foundation.jobs.registry import JOBS, regular_work
from tular.foundation.ui.shapes import Job, Kind, Pages, Rows

PAGE = 20

LINGER = timedelta(days=1)
"""How long a run that did not end well stays on the desk of its owner."""

KINDS: dict[str, Kind] = {
    State.WAITING: "unknown",
    State.RUNNING: "part",
    State.DONE: "ok",
    State.FAILED: "stop",
    State.CANCELLED: "stop",
}


@dataclass(frozen=True, slots=True)
class Regular:
    """A piece of regular work: when it was started last, and when it is due."""

    title: str
    last: str
    next: str


@dataclass(frozen=True, slots=True)
class RunsPage:
    """The list of runs: what is open first. `regular` only for those who may see all."""

    open: list[Job]
    ended: list[Job]
    pages: Pages
    sees_all: bool
    with_regular: bool
    regular: list[Regular] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RunPage:
    """One run. `trace` only for those who may see all; `columns` and `rows` are the table of its report."""

    id: int
    job: Job
    facts: Rows
    is_open: bool
    cancel_asked: bool
    may_cancel: bool
    may_retry: bool
    text: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    cut: int
    trace: str

    @property
    def table(self) -> list[list[tuple[str, object, bool]]]:
        """The rows of the report, each cell with its column and whether it is a number."""
        return [
            [(column, cell, isinstance(cell, int | float)) for column, cell in zip(self.columns, row, strict=False)]
            for row in self.rows
        ]


def runs_page(person: Any, number: str, with_regular: bool = False) -> RunsPage:
    """The runs that the person sees. What went well of regular work is left out unless asked for."""
    sees_all = may_see_all(person)
    runs = runs_visible_to(person).select_related("owner").defer("report", "traceback")
    ended = runs.exclude(state__in=OPEN)
    if not with_regular:
        ended = ended.exclude(is_scheduled=True, state=State.DONE)
    pages = Pages.read(number, ended.count(), PAGE)
    return RunsPage(
        open=[_card(run, sees_all) for run in runs.filter(state__in=OPEN)[:PAGE]],
        ended=[_card(run, sees_all) for run in ended[pages.start : pages.start + PAGE]],
        pages=pages,
        sees_all=sees_all,
        with_regular=with_regular,
        regular=_regular() if sees_all else [],
    )


def open_runs_of(person: Any, now: datetime) -> list[Job]:
    """For the desk: the person's own runs that are open, or that did not end well within the last day."""
    mine = JobRun.objects.filter(owner=person).filter(
        Q(state__in=OPEN) | Q(state=State.FAILED, ended_at__gt=now - LINGER)
    )
    return [_card(run, False) for run in mine.defer("report", "traceback")[:PAGE]]


def run_page(person: Any, pk: int) -> RunPage | None:
    """One run; None when the person may not see it."""
    run = runs_visible_to(person).select_related("owner").filter(pk=pk).first()
    if run is None:
        return None
    sees_all, directs = may_see_all(person), may_direct(person, run)
    report = run.report or {}
    return RunPage(
        id=run.pk,
        job=_card(run, False),
        facts=_facts(run),
        is_open=run.state in OPEN,
        cancel_asked=run.cancel_asked_at is not None,
        may_cancel=directs and run.state in OPEN and run.cancel_asked_at is None,
        may_retry=directs and run.state in (State.FAILED, State.CANCELLED) and run.name in JOBS,
        text=report.get("text", ""),
        columns=report.get("columns", ()),
        rows=report.get("rows", ()),
        cut=report.get("cut", 0),
        trace=run.traceback if sees_all else "",
    )


def title_of(run: JobRun) -> str:
    """What the run is called: its own title, or that of the regular work, in the reader's language."""
    spec = JOBS.get(run.name)
    return run.title or (str(spec.title) if spec else "") or run.name


def _card(run: JobRun, with_owner: bool) -> Job:
    state = str(State(run.state).label)
    if run.state == State.RUNNING and run.cancel_asked_at:
        state = _("Sedang dibatalkan")
    owner = ""
    if with_owner:
        owner = str(run.owner) if run.owner else _("sistem")
    note = " · ".join(part for part in (owner, _since(run)) if part)
    return Job(
        title_of(run), reverse("jobs:run", args=[run.pk]), KINDS[run.state], state, run.percent, _text(run), note
    )


def _text(run: JobRun) -> str:
    """The sentence below the title: what it is at, or what happened and what to do."""
    if run.state == State.FAILED:
        return run.error or _(
            "Terjadi kesalahan yang tidak terduga. Yang sudah tersimpan tetap ada. Ulangi pekerjaan ini; bila terhenti "
            "lagi, sampaikan nomor pekerjaan %(number)s kepada pengelola Tular."
        ) % {"number": run.pk}
    if run.state == State.WAITING and run.attempts and run.not_before:
        return _("Percobaan ke-%(number)s tidak berhasil. Dicoba lagi dengan sendirinya: %(when)s.") % {
            "number": run.attempts, "when": moment(run.not_before),
        }  # fmt: skip
    return "" if run.state == State.DONE else run.message


def _since(run: JobRun) -> str:
    if run.ended_at:
        return _("berakhir %(when)s") % {"when": moment(run.ended_at)}
    if run.state == State.RUNNING and run.started_at:
        return _("mulai %(when)s") % {"when": moment(run.started_at)}
    return _("diminta %(when)s") % {"when": moment(run.created_at)}


def _facts(run: JobRun) -> Rows:
    owner = str(run.owner) if run.owner else _("sistem")
    rows: list[tuple[str, object]] = [
        (_("Nomor"), run.pk),
        (_("Diminta oleh"), owner),
        (_("Diminta"), moment(run.created_at)),
        (_("Mulai"), moment(run.started_at) if run.started_at else _("belum mulai")),
        (_("Berakhir"), moment(run.ended_at) if run.ended_at else _("belum berakhir")),
    ]
    if run.attempts > 1:
        tries = ngettext("%(count)s kali", "%(count)s kali", run.attempts) % {"count": run.attempts}
        rows.append((_("Dicoba"), tries))
    return rows


def _regular() -> list[Regular]:
    """All regular work with its times."""
    known = regular_work()
    return [
        Regular(
            str(JOBS[row.name].title),
            moment(row.last_at) if row.last_at else _("belum pernah"),
            _("bila ada yang perlu dikerjakan") if known[row.name].when else moment(row.next_at),
        )
        for row in Schedule.objects.filter(name__in=known).order_by("name")
    ]
