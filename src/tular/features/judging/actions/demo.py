"""Reviews of the demo's competitions: evaluators, who reads what, and marks drawn by lot, by the actions of people."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from tular.features.accounts.actions.demo import demo_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Membership
from tular.features.catalogue.models import Theme
from tular.features.competitions.models import Competition
from tular.features.judging.actions.marking import hand_in, mark, open_reading
from tular.features.judging.actions.planning import adopt, compute_plan
from tular.features.judging.actions.reviewing import Settings, prepare
from tular.features.judging.actions.staffing import Load, appoint
from tular.features.judging.models import Assignment, Evaluator, EvaluatorProfile, Review
from tular.features.judging.queries.sheets import asked_for
from tular.features.proposals.queries.demo_texts import IDEAS

READINGS = 3
EVALUATOR = "Contoh Penilai"


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
    plan = compute_plan(review, by=secretary, now=when, progress=quietly)
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


def fill_demo_sheet(
    review: Review, reading: Assignment, level: float, dice: random.Random, when: datetime, *, spread: float = 6
) -> None:
    """Mark a reading around a level, so far from it as `spread`, and hand it in."""
    reading.entry.review = reading.evaluator.review = review
    person = reading.evaluator.person
    sheet = open_reading(reading, by=person, now=when - timedelta(minutes=30))
    sheet.assignment = reading
    asked = asked_for(reading)
    assert asked is not None, "the ready-made rulebook tells all its criteria"
    for criterion in asked.criteria:
        value = max(0, min(100, round(level + dice.gauss(0, spread))))
        said = "Contoh komentar: " + _comment(value, criterion.label, reading.evaluator.number)
        content = {"mark": str(value), "comment": said}
        mark(sheet, by=person, now=when, section=criterion.id, base=0, content=content)
    hand_in(reading, by=person, now=when)


def _comment(value: int, label: str, number: int) -> str:
    if value >= 80:
        said = ("jelas, dengan angka dan cara mengukurnya.", "kuat; sebutkan juga biayanya setahun.")
    elif value >= 65:
        said = ("cukup; sebutkan siapa yang mengukur dan kapan.", "cukup, tetapi angka sebelumnya belum ada.")
    else:
        said = ("belum meyakinkan; buktinya belum ada.", "masih umum; tulis satu contoh nyata.")
    return f"{label.lower()} {said[number % 2]}"


def quietly(_share: float, _text: str) -> None:
    """Tell nobody how far a computation is."""
