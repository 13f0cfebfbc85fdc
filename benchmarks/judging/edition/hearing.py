"""Interviews: panels, sessions, a timetable, who came, and marks by panels."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

from django.db import transaction

from benchmarks.judging.edition.desk import SEED, alike, fill
from benchmarks.judging.edition.opening import DESK, HEARD, Edition
from benchmarks.judging.edition.telling import timed
from tular.features.interviews.actions.hearing import record_attendance, run_clock
from tular.features.interviews.actions.placing import place, publish
from tular.features.interviews.actions.planning import Lengths, Told, add_session, name_chair, plan
from tular.features.interviews.choices import ClockStep, Presence
from tular.features.interviews.models import InterviewPlan, Slot
from tular.features.interviews.queries.clock import reading_of
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.reviewing import Settings, close, prepare, start
from tular.features.judging.actions.staffing import Load, add_panel, appoint
from tular.features.judging.models import Assignment, CalibratedScore, Entry, Review, ScoreSheet
from tular.features.selection.actions.demo import demo_person

PANELS, SEATS = 3, 3
SESSION = timedelta(hours=5, minutes=30)
A_DAY = 13
"""Slots of 25 minutes in a session."""


def hear(edition: Edition) -> None:
    """From panels to the closed stage."""
    by = edition.secretary
    with timed("interviews timetabled, panels assigned") as told:
        review = prepare(
            edition.competition, stage=HEARD, settings=Settings(SEATS, 0, 200, minutes=20), by=by, now=edition.day(54.5)
        )
        made = _timetable(edition, review)
        told += [f"{made.sessions.count()} sessions", f"{Slot.objects.filter(session__plan=made).count()} slots"]
    start(review, by=by, now=edition.day(56.1))
    with timed("finalists heard, marked by panels") as told, transaction.atomic():
        told += [f"{_marked(edition, review, made)} sheets"]
    with timed("marks of panels computed"):
        compute_calibration(review, by=by, now=edition.day(64), progress=lambda _share, _text: None)
    close(review, by=by, now=edition.day(64.1))


def _timetable(edition: Edition, review: Review) -> InterviewPlan:
    by, now = edition.secretary, edition.day(55)
    panels = []
    for number in range(PANELS):
        panel = add_panel(review, name=f"Tim {chr(65 + number)}", by=by, now=now)
        seats = [
            appoint(review, email=demo_person(f"Contoh Panelis {number * SEATS + n}").email, load=Load(panel=panel),
                    by=by, now=now)
            for n in range(1, SEATS + 1)
        ]  # fmt: skip
        name_chair(panel, evaluator=seats[0], by=by, now=now)
        panels.append(panel)
    made = plan(review, lengths=Lengths(7, 13, 5), by=by, now=now)
    days = -(-review.entries.filter(left_at__isnull=True).count() // (PANELS * A_DAY - PANELS))
    morning = edition.day(57).replace(hour=2, minute=0, second=0, microsecond=0)
    for day in range(days):
        for panel in panels:
            begins = morning + timedelta(days=day)
            told = Told(panel, begins, begins + SESSION, "Asia/Jakarta", link="https://video.contoh.example/ruang")
            add_session(made, told=told, by=by, now=now)
    missing = place(made, by=by, now=now)
    assert not missing, missing
    made.refresh_from_db()
    return publish(made, by=by, now=now)


def _marked(edition: Edition, review: Review, made: InterviewPlan) -> int:
    """Everybody who is heard is marked; those with the very same marks at the desk get the same ones here."""
    dice = random.Random(SEED + 2)
    desk = Review.objects.get(competition=edition.competition, stage=DESK)
    same = set(Entry.objects.filter(pk__in=alike(desk, edition.sizes.equals)).values_list("proposal", flat=True))
    before = dict(
        CalibratedScore.objects.filter(calibration=desk.calibrations.latest("number")).values_list(
            "entry__proposal", "raw"
        )
    )
    slots = Slot.objects.filter(session__plan=made, entry__isnull=False).select_related(
        "session__plan__review__competition__rulebook", "panel", "entry__proposal"
    )
    late: list[tuple[Slot, list[Assignment]]] = []
    count = 0
    for slot in slots.order_by("starts_at", "pk"):
        assert slot.entry is not None, "filtered"
        _held(edition, slot, with_clock=count == 0)
        readings = list(
            Assignment.objects.filter(entry=slot.entry).order_by("pk").select_related(
                "entry__proposal", "evaluator__person", "evaluator__panel"
            )
        )  # fmt: skip
        count += len(readings)
        if slot.entry.proposal_id in same:
            late.append((slot, readings))
            continue
        level = 40 + before[slot.entry.proposal_id] / 2 + dice.gauss(0, 5)
        for reading in readings:
            fill(review, reading, level, slot.ends_at + timedelta(minutes=15), dice)
    base, higher = _to_the_line(edition, before, same)
    for slot, readings in late:
        for number, reading in enumerate(readings):
            fixed = base + (number < higher)
            fill(review, reading, 0, slot.ends_at + timedelta(minutes=15), dice, fixed)
    return count


def _held(edition: Edition, slot: Slot, *, with_clock: bool) -> None:
    by = edition.secretary
    if with_clock:
        for step, minute in ((ClockStep.START, 0), (ClockStep.QUESTIONS, 7), (ClockStep.END, 20)):
            now = slot.starts_at + timedelta(minutes=minute)
            run_clock(slot, step=step, was=reading_of(slot, now).mark, by=by, now=now)
    record_attendance(
        slot, came="Contoh Penyaji, kepala dinas", head_came=Presence.YES, by=by,
        now=slot.starts_at + timedelta(minutes=1),
    )  # fmt: skip


def _to_the_line(edition: Edition, before: dict[int, float], same: set[int]) -> tuple[int, int]:
    """(mark, how many of a panel give one more) that puts the equal ones across the last places of the last plenary."""
    totals: dict[int, list[Fraction]] = defaultdict(list)
    rows = ScoreSheet.objects.filter(
        assignment__entry__review__competition=edition.competition, assignment__entry__review__stage=HEARD,
        handed_in_at__isnull=False,
    )  # fmt: skip
    for proposal, total in rows.values_list("assignment__entry__proposal", "total"):
        totals[proposal].append(Fraction(total))
    others = [0.6 * before[key] + 0.4 * float(sum(some) / len(some)) for key, some in totals.items()]
    own = before[next(iter(same))]
    winners = edition.sizes.winners
    wanted = winners - (len(same) + 1) // 2
    tried = ((mark, higher) for mark in range(100) for higher in range(SEATS))

    def away(one: tuple[int, int]) -> int:
        total = 0.6 * own + 0.4 * (one[0] + one[1] / SEATS)
        return abs(sum(other > total for other in others) - wanted)

    return min(tried, key=away)
