"""What is done in the steps of a case: checklist, tasks, files, parts, risks, as plain objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tular.engines.rulebook.replication import Step, Words
from tular.features.competitions.queries.moments import in_words
from tular.features.replications.choices import OPEN, PartKind, RiskState
from tular.features.replications.models import Case, CaseFile, CasePart, CaseRisk, Meeting, Task, Tick
from tular.features.replications.queries.figures import day_of
from tular.features.replications.queries.meetings import STANDING
from tular.features.replications.queries.rules import in_language, rules_of


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the checklist; `tick` once it is done."""

    id: str
    text: str
    tick: Tick | None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task; `who` is the person, else the side, in words; `late` when its day is over and it is not done."""

    task: Task
    who: str
    step: str
    late: bool


@dataclass(frozen=True, slots=True)
class FilesOfStep:
    """The files of one step; `step` is "" for those of none."""

    step: str
    files: tuple[CaseFile, ...]


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part; `warns` when the owner counts it to the core and it was not kept."""

    part: CasePart
    warns: bool


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A failure known from elsewhere, with its source, and what is said of it here (None: nothing yet)."""

    id: str
    text: str
    source: str
    risk: CaseRisk | None

    @property
    def is_open(self) -> bool:
        """Whether it is to be looked out for: somebody watches it, or it happened."""
        return self.risk is not None and self.risk.state != RiskState.OVER


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting with its time in words."""

    meeting: Meeting
    when: str
    ahead: bool


@dataclass(frozen=True, slots=True)
class Work:
    """All of it; tasks and meetings that are open apart from those that are over."""

    points: tuple[Point, ...]
    open_tasks: tuple[TaskLine, ...]
    done_tasks: tuple[TaskLine, ...]
    files: tuple[FilesOfStep, ...]
    parts: tuple[PartLine, ...]
    may_fill: bool
    risks: tuple[RiskLine, ...]
    ahead: tuple[MeetingLine, ...]
    over: tuple[MeetingLine, ...]

    @property
    def ticked(self) -> int:
        """Points that are done."""
        return sum(one.tick is not None for one in self.points)

    @property
    def looked_at(self) -> tuple[RiskLine, ...]:
        """Failures of which something is said here."""
        return tuple(one for one in self.risks if one.risk is not None)

    @property
    def unlooked(self) -> tuple[RiskLine, ...]:
        """The others."""
        return tuple(one for one in self.risks if one.risk is None)

    @property
    def watched(self) -> tuple[RiskLine, ...]:
        """Risks to look out for."""
        return tuple(one for one in self.risks if one.is_open)


def work_of(case: Case, step: Step, names: dict[str, str], now: datetime) -> Work:
    """What was done in the case, its checklist for one step. `names` are those of the steps. Seven queries."""
    # Once the case is over nothing is late any more.
    day = day_of(now) if case.state in OPEN else None
    ticks = {row.item: row for row in case.ticks.select_related("by")}
    tasks = [_task(row, names, day) for row in case.tasks.filter(dropped_at=None).select_related("person")]
    parts = list(case.parts.filter(removed_at__isnull=True))
    known = {one.name for one in parts}
    meetings = [_meeting(row) for row in case.meetings.select_related("host")]
    return Work(
        points=tuple(Point(one.id, in_language(one), ticks.get(one.id)) for one in step.checklist),
        open_tasks=tuple(one for one in tasks if one.task.done_at is None),
        done_tasks=tuple(one for one in tasks if one.task.done_at is not None),
        files=_files(case, names),
        parts=tuple(PartLine(one, one.core and one.kind != PartKind.KEPT) for one in parts),
        may_fill=any(one.name not in known for one in case.innovation.parts.all()),
        risks=risks_of(case),
        ahead=tuple(one for one in meetings if one.ahead),
        over=tuple(reversed([one for one in meetings if not one.ahead])),
    )


def risks_of(case: Case) -> tuple[RiskLine, ...]:
    """The failures that the rules know, each with its source and what is said of it here. One query."""
    rows = {row.failure: row for row in case.risks.all()}
    rules = rules_of(case)
    sources = {str(block.get("id")): str(block.get("source", "")) for block in rules.book.block("failures")}
    return tuple(_risk(one, sources, rows) for one in rules.failures)


def _risk(one: Words, sources: dict[str, str], rows: dict[str, CaseRisk]) -> RiskLine:
    return RiskLine(one.id, in_language(one), sources.get(one.id, ""), rows.get(one.id))


def _task(row: Task, names: dict[str, str], today: date | None) -> TaskLine:
    who = row.person.name if row.person else row.get_side_display()
    late = today is not None and row.done_at is None and row.due_on is not None and row.due_on < today
    return TaskLine(row, who, names.get(row.step, ""), late)


def _files(case: Case, names: dict[str, str]) -> tuple[FilesOfStep, ...]:
    rows = list(case.files.filter(removed_at__isnull=True).select_related("file", "by"))
    found = [FilesOfStep(names.get(step, ""), tuple(one for one in rows if one.step == step)) for step in (*names, "")]
    strays = tuple(one for one in rows if one.step and one.step not in names)
    if strays:
        found.append(FilesOfStep("", strays))
    return tuple(one for one in found if one.files)


def _meeting(row: Meeting) -> MeetingLine:
    return MeetingLine(row, in_words(row.starts_at, row.zone), row.state in STANDING)
