"""The desk review: who reads what, marks, third readers, calibration, nominations and the list of finalists."""

from __future__ import annotations

import io
import json
import random
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from benchmarks.judging.edition.opening import DESK, Edition
from benchmarks.judging.edition.sitting import nominate
from benchmarks.judging.edition.telling import timed
from tular.config.cli import run
from tular.features.judging.actions.assigning import assign
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.marking import Page, hand_in, mark, open_reading
from tular.features.judging.actions.reviewing import close, start
from tular.features.judging.choices import AssignmentKind
from tular.features.judging.models import Assignment, DifferenceCase, Evaluator, Review
from tular.features.judging.queries.differences import case_page, latest_totals
from tular.features.judging.queries.sheets import asked_for
from tular.features.proposals.models import Proposal
from tular.features.selection.actions.announcing import Typed, announce, prepare
from tular.features.selection.actions.demo import announce_demo_list, prepare_demo_review

SEED = 2116
ALIKE = 95
"""What every reader gives to each criterion of those that are to be equal in the end."""

SECONDS = 240
"""Of reading for each criterion."""


def read(edition: Edition, made: list[Proposal]) -> None:
    """From the administrative selection to the announced list of finalists."""
    competition, by, sizes = edition.competition, edition.secretary, edition.sizes
    with timed("administrative selection decided and announced"):
        announce_demo_list(competition, made, by, edition.day(24))
    with timed("evaluators appointed, plan computed for both objectives and adopted") as told:
        review = prepare_demo_review(competition, sizes.evaluators, by, edition.day(32), readings=sizes.readings)
        readings = Assignment.objects.filter(entry__review=review)
        told += [f"{sizes.evaluators} evaluators", f"{readings.count()} readings"]
    same_by_command(review)
    start(review, by=by, now=edition.day(35))
    with timed("every reading marked and handed in") as told, transaction.atomic():
        told += [f"{mark_all(review, edition)} sheets"]
    with timed("third readers where two differ") as told, transaction.atomic():
        told += [f"{third_readers(review, edition)} cases"]
    with timed("marks calibrated"):
        compute_calibration(review, by=by, now=edition.day(49.8), progress=lambda _share, _text: None)
    close(review, by=by, now=edition.day(49.9))
    nominate(edition, DESK)
    publish_list(edition, DESK, "Daftar finalis", edition.day(51), objection_days=3)


def publish_list(edition: Edition, stage: str, title: str, when: datetime, *, objection_days: int) -> None:
    """Prepare a list with its decree and announce it."""
    with timed(f"list “{title}” announced") as told:
        typed = Typed(
            title=title, decree=f"contoh, tanpa surat ({stage})", decree_on=when.date(), objection_days=objection_days
        )
        draft = prepare(edition.competition, stage=stage, typed=typed, by=edition.secretary, now=when)
        announcement = announce(draft, by=edition.secretary, now=when)
        told += [f"{announcement.lines.count()} lines"]


def same_by_command(review: Review) -> None:
    """The plan's frozen input given to `tular assign`: the optimum outside of the web application.

    The plan may exchange a few readings for others, so that all evaluators can be compared; it never beats the optimum.
    """
    plan = review.plans.get()
    with timed("tular assign on the plan's frozen input") as told, TemporaryDirectory() as folder:
        file = Path(folder) / "input.json"
        file.write_text(json.dumps(json.loads(plan.canonical) | {"objective": "total"}), encoding="utf-8")
        said = io.StringIO()
        with redirect_stdout(said):
            code = run(["assign", str(file), "--json"])
        found = json.loads(said.getvalue())
        assert code == 0 and found["feasible"], found["explanation"]
        kept = plan.solutions["total"]
        pairs = {(int(entry), int(evaluator)) for entry, evaluator in found["assignments"]}
        others = pairs - {(entry, evaluator) for entry, evaluator in kept["pairs"]}
        assert found["total"] >= kept["figures"]["total"] - 1e-6, "the plan is better than the best"
        told += [
            f"{file.stat().st_size:,} bytes of input", f"total fit {found['total']:.1f}",
            f"the plan has {kept['figures']['total']:.1f} with {len(others)} readings exchanged to join evaluators",
        ]  # fmt: skip


def alike(review: Review, count: int) -> set[int]:
    """Entries that get the same marks from everybody, spread over the proposals."""
    entries = list(review.entries.order_by("number").values_list("pk", flat=True))
    return set(entries[:: len(entries) // count][:count])


def mark_all(review: Review, edition: Edition) -> int:
    """Hidden quality of a proposal, hidden severity of an evaluator and noise; drawn by lot, always the same."""
    dice = random.Random(SEED)
    quality = {pk: dice.gauss(74, 7) for pk in review.entries.order_by("pk").values_list("pk", flat=True)}
    severity = {one.pk: dice.gauss(0, 5) for one in review.evaluators.order_by("pk")}
    same = alike(review, edition.sizes.equals)
    readings = list(
        Assignment.objects.filter(entry__review=review).order_by("pk").select_related(
            "entry__proposal", "evaluator__person", "evaluator__panel"
        )
    )  # fmt: skip
    dice.shuffle(readings)
    begins, step = edition.day(35), timedelta(days=13) / (len(readings) + 1)
    for place, reading in enumerate(readings, start=1):
        level = quality[reading.entry_id] - severity[reading.evaluator_id]
        fixed = ALIKE if reading.entry_id in same else None
        fill(review, reading, level, begins + place * step + timedelta(minutes=31), dice, fixed)
    return len(readings)


def fill(
    review: Review, reading: Assignment, level: float, when: datetime, dice: random.Random, fixed: int | None = None
) -> None:  # fmt: skip
    """Open a reading, mark each criterion around a level (or all with `fixed`), and hand it in at `when`."""
    reading.entry.review = reading.evaluator.review = review
    person, opened = reading.evaluator.person, when - timedelta(minutes=30)
    sheet = open_reading(reading, by=person, now=opened)
    sheet.assignment = reading
    asked = asked_for(reading)
    assert asked is not None, "the rulebook tells all its criteria"
    for place, criterion in enumerate(asked.criteria, start=1):
        value = fixed if fixed is not None else max(0, min(100, round(level + dice.gauss(0, 6))))
        at = opened + timedelta(seconds=SECONDS * place)
        mark(
            sheet, by=person, now=at, section=criterion.id, base=0, page=Page(seconds=SECONDS),
            content={"mark": str(value), "comment": f"Contoh komentar: {_said(value, criterion.label)}"},
        )  # fmt: skip
    hand_in(reading, by=person, now=when)


def _said(value: int, label: str) -> str:
    if value >= 80:
        return f"{label.lower()} jelas, dengan angka dan cara mengukurnya."
    if value >= 65:
        return f"{label.lower()} cukup; sebutkan siapa yang mengukur dan kapan."
    return f"{label.lower()} belum meyakinkan; buktinya belum ada."


def third_readers(review: Review, edition: Edition) -> int:
    """Each open difference gets the reader that its page puts first."""
    dice, now = random.Random(SEED + 1), edition.day(49)
    cases = DifferenceCase.objects.filter(entry__review=review, closed_at__isnull=True)
    found = list(cases.select_related("entry__review__competition__rulebook", "entry__proposal"))
    for case in found:
        number = case_page(case, now).candidates[0].load.number
        who = Evaluator.objects.select_related("person", "panel").get(review=review, number=number)
        totals = [float(sheet.total) for sheet in latest_totals(case.entry)]
        given = assign(
            review, entry=case.entry, evaluator=who, kind=AssignmentKind.THIRD, by=edition.secretary, now=now
        )
        given.evaluator = who
        fill(review, given, sum(totals) / len(totals), now + timedelta(hours=2), dice)
    return len(found)
