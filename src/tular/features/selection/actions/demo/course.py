"""Competitions of the demo that went further: one that is being heard, one before its plenary, one that is over."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from tular.features.accounts.actions.demo import demo_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency
from tular.features.competitions.actions.demo import ZONE, Course, create_demo_course
from tular.features.competitions.choices import StaffRole
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.demo_rules import DESK, HEARD, RATED
from tular.features.interviews.actions.demo import (
    Sitting,
    hold_demo_interview,
    plan_demo_interviews,
    prepare_demo_interviews,
    run_demo_clock,
)
from tular.features.interviews.actions.presenting import ask_another_slot, name_presenters
from tular.features.interviews.choices import Presence
from tular.features.interviews.models import Slot
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.demo import fill_demo_sheet, prepare_demo_review, quietly
from tular.features.judging.actions.reviewing import close, start
from tular.features.judging.models import Assignment, Entry, Review
from tular.features.proposals.actions.demo import create_demo_proposals
from tular.features.proposals.models import Proposal, TeamMember
from tular.features.ratings.actions.computing import compute, release
from tular.features.ratings.actions.demo import rate_demo_competition
from tular.features.ratings.actions.opening import close as close_rating
from tular.features.selection.actions.demo.afterwards import conclude
from tular.features.selection.actions.demo.judging import SECRETARY, announce_demo_list, publish_demo_list
from tular.features.selection.actions.demo.sitting import nominate, open_demo_plenary, vote_demo_winners
from tular.features.selection.actions.demo.visiting import visit_after, visit_now

EVALUATORS, READINGS = 4, 2
SECOND = "Contoh Ketua Sekretariat"
PANELISTS = ("Contoh Panelis", "Contoh Panelis 2", "Contoh Panelis 3", "Contoh Panelis 4")
APPLICANT, AGENCY = "Contoh Inovator UPP", "pemkab-sidoarjo"
"""Who writes the first proposal, and for whom; the demo's admin of this agency sees it too."""

LEVELS = (90.0, 88.0, 86.0, 82.0, 82.0, 82.0, 78.0, 68.0, 62.0)
"""Around which a proposal is marked; those in the middle are marked alike by everybody and are equal in the end."""
ALIKE = 82.0

IDEAS_APART = 3

HEARING_ON, SITTING_ON, OVER_ON = 61, 76, 95
"""The day after the opening that is today."""

ABOUT = (
    "Tidak ada kompetisi seperti ini di Jawa Timur: proposal, orang, nilai, foto, dan penilaian masyarakatnya dikarang "
    "untuk mencoba Tular.\n\n"
)


@dataclass(frozen=True, slots=True)
class Held:
    """A competition of the demo with who runs it and its calendar."""

    competition: Competition
    course: Course
    secretary: User
    second: User
    proposals: Sequence[Proposal]


def create_demo_courses(*, now: datetime) -> int:
    """All three, without those that are there; how many were made. Without a catalogue none is."""
    today = now.astimezone(ZONE).date()
    made = 0
    for place, (name, day, title, about) in enumerate(
        (
            (
                "wawancara",
                HEARING_ON,
                "sedang diwawancarai",
                "Masuklah sebagai Contoh Panelis atau Contoh Verifikator.",
            ),
            ("penetapan", SITTING_ON, "sidang penetapan", "Masuklah sebagai Contoh Sekretariat atau Contoh Panelis."),
            ("selesai", OVER_ON, "sudah selesai", "Lihat pemenang, sertifikat, dan umpan baliknya."),
        )
    ):
        opened = datetime.combine(today - timedelta(days=day), time(9, 0), ZONE)
        slug = f"contoh-{name}-{today.year}"
        course = Course(slug, f"Kompetisi Inovasi Contoh {today.year}: {title}", ABOUT + about, opened)
        made += _create(course, day, now, first=place * IDEAS_APART)
    return made


@transaction.atomic
def _create(course: Course, today: int, now: datetime, *, first: int) -> bool:
    competition = create_demo_course(course)
    if competition is None:
        return False
    secretary, second = demo_person(SECRETARY), demo_person(SECOND)
    for person in (secretary, second):
        competition.staff.create(person=person, role=StaffRole.SECRETARIAT, by=secretary, since=course.opened)
    held = Held(competition, course, secretary, second, _proposals(course, competition, first))
    desk = _read(held)
    if today == HEARING_ON:
        _rate(held, of_each=15, stuffed=20, until=now, ended=False)
        _hear_now(held, desk, now)
        visit_now(competition, held.proposals, by=secretary, planned=course.day(57 + 1 / 12), now=_on_the_clock(now))
        return True
    _rate(held, of_each=6, stuffed=0, until=course.day(65), ended=True)
    _hear(held, desk)
    visit_after(competition, held.proposals, by=secretary, planned=course.day(57), starts=course.day(68))
    plenary = open_demo_plenary(competition, [one.code for one in held.proposals], by=secretary, now=course.day(75.1))
    if today == OVER_ON:
        vote_demo_winners(plenary, by=secretary, second=second, now=course.day(75.3))
        conclude(competition, course, by=secretary, now=now)
    return True


def _proposals(course: Course, competition: Competition, first: int) -> list[Proposal]:
    agencies = Agency.objects.filter(
        until="", kind__in=[AgencyKind.REGENCY, AgencyKind.CITY], region__parent=competition.organiser.region_id
    ).order_by("slug")
    wanted = sorted(agencies, key=lambda one: one.slug != AGENCY)[: len(LEVELS)]
    made = create_demo_proposals(competition, wanted, count=len(LEVELS), now=course.day(19), first=first)
    TeamMember.objects.create(proposal=made[0], person=demo_person(APPLICANT), since=course.opened)
    return made


def _read(held: Held) -> Review:
    """From the administrative selection to the announced list of finalists."""
    competition, by, day = held.competition, held.secretary, held.course.day
    announce_demo_list(competition, held.proposals, by, day(24))
    review = prepare_demo_review(competition, EVALUATORS, by, day(32), readings=READINGS)
    start(review, by=by, now=day(35))
    dice = random.Random(competition.slug)  # noqa: S311 - made up, and the same every time
    levels = dict(zip([one.pk for one in held.proposals], LEVELS, strict=True))
    severity = {one.pk: dice.uniform(-1.5, 1.5) for one in review.evaluators.order_by("pk")}
    readings = Assignment.objects.filter(entry__review=review).order_by("pk").select_related(
        "entry__proposal", "evaluator__person", "evaluator__panel"
    )  # fmt: skip
    for place, reading in enumerate(readings):
        level = levels[reading.entry.proposal_id]
        away = 0.0 if level == ALIKE else severity[reading.evaluator_id]
        when = day(36) + place * timedelta(hours=12)
        fill_demo_sheet(review, reading, level - away, dice, when, spread=2.0 if away else 0.0)
    _finish(review, by, day(49.9))
    nominate(competition, DESK, by=by, second=held.second, now=day(50.1))
    publish_demo_list(competition, DESK, "Daftar finalis", by=by, now=day(51))
    return review


def _finish(review: Review, by: User, now: datetime) -> None:
    compute_calibration(review, by=by, now=now, progress=quietly)
    close(review, by=by, now=now + timedelta(minutes=10))


def _rate(held: Held, *, of_each: int, stuffed: int, until: datetime, ended: bool) -> None:
    by, day = held.secretary, held.course.day
    rating = rate_demo_competition(
        held.competition, RATED, of_each=of_each, stuffed=stuffed, begins=day(52), until=until, by=by
    )
    if ended:
        close_rating(rating, by=by, now=day(66.1))
        rating.refresh_from_db()
        compute(rating, by=by, now=day(66.2))
        rating.refresh_from_db()
        release(rating, by=by, now=day(66.3))


def _hearing(held: Held, desk: Review, sittings: Sequence[Sitting], places: Sequence[int]) -> list[Slot]:
    """The timetable of the finalists in this order, and the slots with somebody in them."""
    by, day = held.secretary, held.course.day
    review = prepare_demo_interviews(desk, HEARD, by=by, now=day(54.5))
    entries = {one.proposal_id: one for one in Entry.objects.filter(review=review, left_at__isnull=True)}
    ordered = [entries[held.proposals[place].pk] for place in places]
    panelists = [demo_person(name) for name in PANELISTS]
    made = plan_demo_interviews(review, ordered, sittings, panelists, by=by, now=day(55))
    start(review, by=by, now=day(56.1))
    slots = Slot.objects.filter(session__plan=made, entry__isnull=False).order_by("starts_at", "pk")
    return list(slots.select_related("session__plan__review__competition__rulebook", "panel", "entry__proposal"))


def _on_the_clock(now: datetime) -> datetime:
    """The last full five minutes."""
    return now - timedelta(minutes=now.minute % 5, seconds=now.second, microseconds=now.microsecond)


def _level(held: Held, slot: Slot) -> float:
    assert slot.entry is not None, "asked for those with somebody"
    return dict(zip([one.pk for one in held.proposals], LEVELS, strict=True))[slot.entry.proposal_id]


def _hear(held: Held, desk: Review) -> None:
    """All were heard and marked."""
    day = held.course.day
    slots = _hearing(held, desk, [Sitting(0, day(58), 4), Sitting(1, day(58), 3)], range(7))
    for slot in slots:
        level = _level(held, slot)
        hold_demo_interview(slot, level, spread=0 if level == ALIKE else 2, by=held.secretary)
    _finish(slots[0].session.plan.review, held.secretary, day(64))


def _hear_now(held: Held, desk: Review, now: datetime) -> None:
    """Some were heard, somebody is being heard, and others are to come; the applicant of the demo tomorrow."""
    by, day = held.secretary, held.course.day
    begins = _on_the_clock(now)
    tomorrow = day(HEARING_ON + 1)
    sittings = [Sitting(0, day(58), 2), Sitting(1, day(58), 1), Sitting(0, begins, 2), Sitting(1, tomorrow, 2)]
    slots = _hearing(held, desk, sittings, [1, 2, 3, 4, 5, 0, 6])
    for slot in (one for one in slots if one.starts_at < begins):
        marks = 1 if slot.panel.name == "Tim B" else 2
        hold_demo_interview(slot, _level(held, slot), marks=marks, by=by)
    run_demo_clock(next(one for one in slots if one.starts_at == begins), by=by)
    own = next(one for one in slots if one.entry and one.entry.proposal_id == held.proposals[0].pk)
    assert own.entry is not None, "just found"
    person = demo_person(APPLICANT)
    names = "Contoh Penyaji, kepala dinas\nContoh Pendamping, kepala puskesmas"
    name_presenters(own.entry, presenters=names, head_comes=Presence.YES, by=person, now=day(59))
    why = "Contoh: pagi itu kepala dinas memimpin apel; mohon slot sesudah pukul 10.00."
    ask_another_slot(own, by=person, now=day(60), reason=why)
