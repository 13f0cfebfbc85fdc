"""A competition made up for the demo that is being judged: its list is out, evaluators are half way, marks calibrated.

Everything is done through the same actions as by people, so that pages, trail and replay show what they would.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tular.features.accounts.models import User
from tular.features.agencies.choices import AgencyKind, Role
from tular.features.agencies.models import Agency, Membership
from tular.features.catalogue.models import Theme
from tular.features.competitions.actions.demo import create_demo_edition
from tular.features.competitions.choices import StaffRole, WindowKind
from tular.features.competitions.models import Competition
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.marking import hand_in, mark, open_reading
from tular.features.judging.actions.planning import adopt, compute_plan
from tular.features.judging.actions.reviewing import Settings, prepare, start
from tular.features.judging.actions.staffing import Load, appoint
from tular.features.judging.models import Assignment, Evaluator, EvaluatorProfile, Review
from tular.features.judging.queries.sheets import asked_for
from tular.features.proposals.actions.checking import check
from tular.features.proposals.actions.demo import create_demo_proposals
from tular.features.proposals.choices import CheckDecision
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.demo_texts import IDEAS
from tular.features.selection.actions.announcing import Typed, announce
from tular.features.selection.actions.announcing import prepare as prepare_list

PROPOSALS, EVALUATORS, READINGS = 36, 8, 3
DONE = 0.7
"""Share of the readings that are handed in."""

SECRETARY = "Contoh Sekretariat"
EVALUATOR = "Contoh Penilai"


@transaction.atomic
def create_demo_judging(*, now: datetime) -> Review | None:
    """One that is being judged, unless there is one. None when nothing was made.

    Without its organiser or its rulebook nothing is made either.
    """
    competition = create_demo_edition(now=now)
    if competition is None:
        return None
    secretary = demo_person(SECRETARY)
    competition.staff.create(person=secretary, role=StaffRole.SECRETARIAT, by=secretary, since=now)
    agencies = Agency.objects.filter(
        until="", kind__in=[AgencyKind.REGENCY, AgencyKind.CITY], region__parent=competition.organiser.region_id
    ).order_by("slug")[:PROPOSALS]
    closed = competition.windows.get(kind=WindowKind.SUBMISSION).closes_at
    proposals = create_demo_proposals(competition, list(agencies), count=PROPOSALS, now=closed)
    announce_demo_list(competition, proposals, secretary, closed + timedelta(days=4))
    window = competition.windows.get(kind=WindowKind.STAGE, stage="proposal")
    review = prepare_demo_review(competition, EVALUATORS, secretary, window.opens_at - timedelta(days=3))
    start(review, by=secretary, now=window.opens_at)
    mark_demo_review(review, DONE, window.opens_at, now)
    compute_calibration(review, by=secretary, now=now, progress=_quietly)
    return review


def demo_person(name: str) -> User:
    """A made-up person without a password."""
    email = f"{name.lower().replace(' ', '.')}@tular.example"
    person, new = User.objects.get_or_create(email=email, defaults={"name": name, "is_demo": True})
    if new:
        person.set_unusable_password()
        person.save()
    return person


def announce_demo_list(
    competition: Competition, proposals: Sequence[Proposal], secretary: User, when: datetime
) -> None:
    """All of them pass the administrative selection."""
    for proposal in proposals:
        read = proposal.submissions.get().number
        check(proposal, decision=CheckDecision.PASSED, submission=read, by=secretary, now=when)
    typed = Typed(
        title="Hasil seleksi administrasi", decree="contoh, tanpa surat", decree_on=when.date(), objection_days=5
    )
    draft = prepare_list(competition, stage="administrasi", typed=typed, by=secretary, now=when)
    announce(draft, by=secretary, now=when)


def prepare_demo_review(
    competition: Competition, evaluators: int, secretary: User, when: datetime, *, readings: int = READINGS
) -> Review:  # fmt: skip
    """The review of the proposals: evaluators with fields, and who reads what."""
    load = competition.proposals.count() * readings // evaluators
    settings = Settings(readings, load - 1, load + 2, minutes=40)
    review = prepare(competition, stage="proposal", settings=settings, by=secretary, now=when)
    themes = list(Theme.objects.order_by("pk"))
    for number in range(evaluators):
        person = demo_person(EVALUATOR if number == 0 else f"{EVALUATOR} {number + 1}")
        if not Membership.objects.filter(person=person, role=Role.EVALUATOR, until__isnull=True).exists():
            Membership.objects.create(person=person, role=Role.EVALUATOR, since=when.date())
        idea = IDEAS[number % len(IDEAS)]
        profile, _new = EvaluatorProfile.objects.get_or_create(
            person=person,
            defaults={"expertise": idea.background, "institution_name": "Universitas Contoh", "per_day": 4,
                      "updated_at": when},
        )  # fmt: skip
        profile.themes.set(themes[number % len(IDEAS) :: len(IDEAS)][:2])
        appoint(review, email=person.email, load=Load(), by=secretary, now=when)
    plan = compute_plan(review, by=secretary, now=when, progress=_quietly)
    adopt(plan, objective="total", by=secretary, now=when)
    return review


def mark_demo_review(review: Review, share: float, begins: datetime, now: datetime) -> None:
    """Marks that hide a quality for each proposal and a severity for each evaluator, drawn by lot.

    `share` of the readings are handed in, spread over the time between the two moments.
    """
    dice = random.Random(review.competition.slug)  # noqa: S311 - made up, and the same every time
    quality = {pk: dice.gauss(74, 7) for pk in review.entries.values_list("pk", flat=True)}
    severity = {one.pk: dice.gauss(0, 5) for one in Evaluator.objects.filter(review=review)}
    readings = list(
        Assignment.objects.filter(entry__review=review).order_by("pk").select_related(
            "entry__proposal", "evaluator__person", "evaluator__panel"
        )
    )  # fmt: skip
    # The first evaluator is the one that visitors of the demo may be: much is left to be read.
    last = {one.pk for one in readings if one.evaluator.number == 1}
    done = sorted(readings, key=lambda one: (one.pk in last, dice.random()))[: round(share * len(readings))]
    step = (now - begins) / (len(done) + 1)
    for place, reading in enumerate(done, start=1):
        level = quality[reading.entry_id] - severity[reading.evaluator_id]
        fill_demo_sheet(review, reading, level, dice, begins + place * step)


def fill_demo_sheet(review: Review, reading: Assignment, level: float, dice: random.Random, when: datetime) -> None:
    """Mark a reading around a level and hand it in."""
    reading.entry.review = reading.evaluator.review = review
    person = reading.evaluator.person
    sheet = open_reading(reading, by=person, now=when - timedelta(minutes=30))
    sheet.assignment = reading
    asked = asked_for(reading)
    assert asked is not None, "the ready-made rulebook tells all its criteria"
    for criterion in asked.criteria:
        value = max(0, min(100, round(level + dice.gauss(0, 6))))
        mark(
            sheet, by=person, now=when, section=criterion.id, base=0,
            content={"mark": str(value), "comment": "Contoh komentar: " + _comment(value, criterion.label)},
        )  # fmt: skip
    hand_in(reading, by=person, now=when)


def _comment(value: int, label: str) -> str:
    if value >= 80:
        return f"{label.lower()} jelas, dengan angka dan cara mengukurnya."
    if value >= 65:
        return f"{label.lower()} cukup; sebutkan siapa yang mengukur dan kapan."
    return f"{label.lower()} belum meyakinkan; buktinya belum ada."


def _quietly(_share: float, _text: str) -> None:
    return
