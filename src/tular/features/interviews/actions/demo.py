"""Interviews of the demo's competitions: two panels, a timetable, who came, and marks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tular.features.accounts.models import User
from tular.features.interviews.actions.hearing import record_attendance, run_clock
from tular.features.interviews.actions.placing import publish, put
from tular.features.interviews.actions.planning import Lengths, Told, add_session, name_chair, plan
from tular.features.interviews.choices import ClockStep, Presence
from tular.features.interviews.models import InterviewPlan, Slot
from tular.features.interviews.queries.clock import reading_of
from tular.features.judging.actions.demo import fill_demo_sheet
from tular.features.judging.actions.reviewing import Settings, prepare
from tular.features.judging.actions.staffing import Load, add_panel, appoint
from tular.features.judging.models import Assignment, Entry, Review

SEATS = 2
ZONE = "Asia/Jakarta"
SLOT = timedelta(minutes=25)
LINK = "https://video.contoh.example/ruang"


@dataclass(frozen=True, slots=True)
class Sitting:
    """So many in a row before a panel (0: the first), from a moment."""

    panel: int
    at: datetime
    count: int


def plan_demo_interviews(
    review: Review, entries: Sequence[Entry], sittings: Sequence[Sitting], panelists: Sequence[User], *, by: User,
    now: datetime,
) -> InterviewPlan:  # fmt: skip
    """Panels of two, sessions, and a published timetable with the entries one after the other."""
    panels = []
    for number in range(len(panelists) // SEATS):
        panel = add_panel(review, name=f"Tim {chr(65 + number)}", by=by, now=now)
        seats = [
            appoint(review, email=one.email, load=Load(panel=panel), by=by, now=now)
            for one in panelists[number * SEATS : (number + 1) * SEATS]
        ]
        name_chair(panel, evaluator=seats[0], by=by, now=now)
        panels.append(panel)
    made = plan(review, lengths=Lengths(7, 13, 5), by=by, now=now)
    waiting = iter(entries)
    for one in sittings:
        told = Told(panels[one.panel], one.at, one.at + one.count * SLOT, ZONE, link=LINK)
        session = add_session(made, told=told, by=by, now=now)
        for slot in session.slots.order_by("starts_at"):
            slot.session = session
            put(slot, entry=next(waiting), by=by, now=now)
    made.refresh_from_db()
    return publish(made, by=by, now=now)


def prepare_demo_interviews(review_of: Review, stage: str, *, by: User, now: datetime) -> Review:
    """The review of a stage of interviews of the same competition."""
    settings = Settings(SEATS, 0, 50, minutes=20)
    return prepare(review_of.competition, stage=stage, settings=settings, by=by, now=now)


def hold_demo_interview(slot: Slot, level: float, *, marks: int = SEATS, spread: float = 2, by: User) -> None:
    """It was heard, and `marks` of the panel handed in marks around a level."""
    assert slot.entry is not None, "a slot in which somebody is heard"
    record_attendance(
        slot, came="Contoh Penyaji, kepala dinas\nContoh Pendamping, kepala puskesmas", head_came=Presence.YES, by=by,
        now=slot.starts_at + timedelta(minutes=1),
    )  # fmt: skip
    readings = Assignment.objects.filter(entry=slot.entry).order_by("pk").select_related(
        "entry__proposal", "evaluator__person", "evaluator__panel"
    )  # fmt: skip
    dice = random.Random(slot.entry.number)  # noqa: S311 - made up, and the same every time
    when = slot.ends_at + timedelta(minutes=15)
    for reading in readings[:marks]:
        fill_demo_sheet(slot.session.plan.review, reading, level, dice, when, spread=spread)


def run_demo_clock(slot: Slot, *, by: User) -> None:
    """Start the clock of a slot when it begins."""
    run_clock(slot, step=ClockStep.START, was=reading_of(slot, slot.starts_at).mark, by=by, now=slot.starts_at)
