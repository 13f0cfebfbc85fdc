"""Objections that wait for an answer, and those that were answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.proposals.models import Check, ProposalVersion
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.features.selection.choices import ObjectionState
from tular.features.selection.models import AnnouncementLine, Objection
from tular.features.selection.queries.listing import path_of, stage_label
from tular.features.selection.queries.results import reasons_in_words
from tular.foundation.ui.shapes import Pages

PAGE = 50


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection in the queue; `days` since it came."""

    pk: int
    code: str
    title: str
    agency: str
    stage: str
    number: int
    at: datetime
    days: int
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class Queue:
    """The objections of a competition: those that wait first, the oldest of them first."""

    competition: Competition
    rows: list[ObjectionRow]
    pages: Pages
    waiting: int
    granted: int
    refused: int
    state: str


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """One objection with what it is about."""

    objection: Objection
    line: AnnouncementLine
    stage: str
    list_path: str
    reasons: tuple[tuple[str, str], ...]
    checks: list[tuple[Check, tuple[tuple[str, str], ...]]]
    submission: ProposalVersion | None
    days: int


def objections_readable_by(person: Any) -> QuerySet[Objection]:
    """Those that the person answers, and those of proposals that they write or answer for."""
    own = Q(line__proposal__in=proposals_written_by(person).values("pk"))
    heard = Q(line__announcement__competition__in=competitions_run_by(person).values("pk"))
    return Objection.objects.filter(own | heard)


def queue_of(competition: Competition, state: str, asked: str, now: datetime) -> Queue:
    """The queue of a competition. A fixed number of queries."""
    among = Objection.objects.filter(line__announcement__competition=competition)
    counts = {one: among.filter(state=one).count() for one in ObjectionState.values}
    shown = among.filter(state=state) if state in counts else among
    waits = Case(When(state=ObjectionState.WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    pages = Pages.read(asked, counts[state] if state in counts else sum(counts.values()), PAGE)
    rows = shown.select_related("line__announcement").order_by(waits, "at", "pk")[pages.start : pages.start + PAGE]
    return Queue(
        competition=competition,
        rows=[
            ObjectionRow(
                row.pk, row.line.code, row.line.title, row.line.agency_name,
                stage_label(competition, row.line.announcement.stage), row.line.announcement.number, row.at,
                (now - row.at).days, row.state, row.get_state_display(),
            )
            for row in rows
        ],
        pages=pages,
        waiting=counts[ObjectionState.WAITING],
        granted=counts[ObjectionState.GRANTED],
        refused=counts[ObjectionState.REFUSED],
        state=state if state in counts else "",
    )  # fmt: skip


def objection_page(competition: Competition, pk: int, now: datetime) -> ObjectionPage | None:
    """One objection of a competition, with the checks that led to the result."""
    objection = (
        Objection.objects.filter(pk=pk, line__announcement__competition=competition)
        .select_related("line__announcement__competition__rulebook", "line__proposal", "by", "file", "answered_by")
        .first()
    )
    if objection is None:
        return None
    line = objection.line
    checks = Check.objects.filter(proposal=line.proposal, stage=line.announcement.stage).select_related("by")
    return ObjectionPage(
        objection=objection,
        line=line,
        stage=stage_label(competition, line.announcement.stage),
        list_path=path_of(competition, line.announcement.stage, line.announcement.number),
        reasons=reasons_in_words(line.reasons),
        checks=[(one, reasons_in_words(one.reasons)) for one in checks.order_by("at", "pk")],
        submission=ProposalVersion.objects.filter(proposal=line.proposal).order_by("-number").first(),
        days=(now - objection.at).days,
    )


def next_waiting(competition: Competition, after: Objection) -> Objection | None:
    """The oldest other objection that waits."""
    waiting = Objection.objects.filter(line__announcement__competition=competition, state=ObjectionState.WAITING)
    return waiting.exclude(pk=after.pk).order_by("at", "pk").first()
