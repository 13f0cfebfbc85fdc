"""Everything in the judging of a competition that can be computed again from frozen input: plans, totals, scores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from tular.engines.rulebook.scoring import Unfit
from tular.features.competitions.choices import DigestOccasion
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.digests import Happening
from tular.features.competitions.queries.replaying import UNKNOWN, Step, canonical
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import (
    Assignment,
    AssignmentPlan,
    BorderResult,
    BulkAssignment,
    CalibratedScore,
    Calibration,
    Review,
    ScoreSheet,
)
from tular.features.judging.queries.borders.computing import figures_of, solved
from tular.features.judging.queries.calibrating import computed, marks_of, words_of
from tular.features.judging.queries.made_with import of_figures, of_plans, taken
from tular.features.judging.queries.marks import asked_of, total_of
from tular.features.judging.queries.planning import canonical_of
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.queries.solving import solve
from tular.foundation.rulebooks.versions import rules_of

SCORE_FIELDS = (
    "pool", "readings", "apart", "raw", "raw_rank", "calibrated", "low", "high", "rank", "low_rank", "high_rank",
    "p_in", "belongs", "gain",
)  # fmt: skip


def closed_since(since: datetime) -> Iterator[Happening]:
    """The reviews that were closed from this moment on, and are. One query."""
    rows = Review.objects.filter(state=ReviewState.CLOSED, state_at__gte=since)
    for competition, stage, at in rows.values_list("competition", "stage", "state_at"):
        yield Happening(competition, stage, DigestOccasion.JUDGED, at)


def steps(competition: Competition) -> Iterator[Step]:
    """Review by review: each plan, totals of the sheets, the marks that were calibrated, each calibration and band."""
    reviews = competition.reviews.select_related("competition__rulebook")
    stages = {stage.id: stage.order for stage in rules_of(competition.rulebook).stages}
    for review in sorted(reviews, key=lambda one: (stages.get(one.stage, 0), one.pk)):
        label = stage_of(review).label
        for plan in review.plans.order_by("number"):
            yield Step(
                review.stage, "assignment", f"{label}: rencana penugasan {plan.number}",
                _kept_plan(plan.sha256, _solutions(plan), plan.explanation), partial(_plan_again, plan),
                _made(plan), of_plans(),
            )  # fmt: skip
            if plan.adopted:
                yield Step(
                    review.stage, "assigned", f"{label}: penugasan menurut rencana {plan.number}", _assigned(plan),
                    partial(_planned, plan),
                )  # fmt: skip
        yield Step(
            review.stage, "totals", f"{label}: jumlah nilai setiap lembar", _kept_totals(review),
            partial(_totals_again, review),
        )  # fmt: skip
        last = review.calibrations.order_by("number").last()
        if last is not None and review.state == ReviewState.CLOSED:
            yield Step(
                review.stage, "marks", f"{label}: nilai yang dikalibrasi terakhir", last.canonical,
                partial(_marks_again, review),
            )  # fmt: skip
        for one in review.calibrations.order_by("number"):
            yield Step(
                review.stage, "calibration", f"{label}: kalibrasi {one.number}", _kept_calibration(one),
                partial(_calibration_again, one), taken(one.figures)[1], of_figures(),
            )  # fmt: skip
        for place, kept in enumerate(BorderResult.objects.filter(band__review=review).order_by("at", "pk"), start=1):
            yield Step(
                review.stage, "comparison", f"{label}: perbandingan berpasangan {place}",
                canonical({"input": kept.sha256, "figures": taken(kept.figures)[0]}), partial(_band_again, kept),
                taken(kept.figures)[1], of_figures(),
            )  # fmt: skip


def _band_again(kept: BorderResult) -> str:
    told = json.loads(kept.canonical)
    return canonical({"input": canonical_of(told)[1], "figures": figures_of(solved(told))})


def _solutions(plan: AssignmentPlan) -> dict[str, Any]:
    return {name: taken(one)[0] for name, one in plan.solutions.items()}


def _made(plan: AssignmentPlan) -> str:
    """What made it; a plan that cannot be says nothing of it."""
    return next((taken(one)[1] for one in plan.solutions.values()), UNKNOWN)


def _assigned(plan: AssignmentPlan) -> str:
    """Readings that adopting the plan gave, as they are kept (also those taken back later by hand); and others that
    say that they come of it."""
    rows = Assignment.objects.filter(entry__review=plan.review_id)
    held = {tuple(pair) for pair in rows.values_list("entry__number", "evaluator__number")}
    of_it = {tuple(pair) for pair in rows.filter(plan=plan).values_list("entry__number", "evaluator__number")}
    given = _given(plan)
    return canonical({"given": sorted(given & held), "besides": sorted(of_it - given)})


def _planned(plan: AssignmentPlan) -> str:
    """What the plan, solved again, gives of that: all of it, and nothing besides."""
    found = solve(json.loads(plan.canonical)).solutions[plan.adopted]["pairs"]
    return canonical({"given": sorted(_given(plan) & {tuple(pair) for pair in found}), "besides": []})


def _given(plan: AssignmentPlan) -> set[tuple[int, ...]]:
    return {tuple(pair) for bulk in BulkAssignment.objects.filter(plan=plan) for pair in bulk.given}


def _kept_plan(sha256: str, solutions: Any, explanation: Any) -> str:
    return canonical({"input": sha256, "solutions": solutions, "explanation": list(explanation)})


def _plan_again(plan: AssignmentPlan) -> str:
    told = json.loads(plan.canonical)
    found = solve(told)
    return _kept_plan(canonical_of(told)[1], found.solutions, found.explanation)


def _sheets(review: Review) -> Any:
    rows = ScoreSheet.objects.filter(assignment__entry__review=review, handed_in_at__isnull=False)
    return rows.order_by("assignment__entry__number", "assignment__evaluator__number", "round")


def _kept_totals(review: Review) -> str:
    rows = _sheets(review).values_list("assignment__entry__number", "assignment__evaluator__number", "round", "total")
    return "\n".join(" ".join(map(str, row)) for row in rows)


def _totals_again(review: Review) -> str:
    """By the version of the rulebook with which each sheet was handed in."""
    lines = []
    related = ("assignment__entry__proposal", "assignment__evaluator__panel", "rulebook")
    for sheet in _sheets(review).select_related(*related):
        reading = sheet.assignment
        asked = asked_of(
            rules_of(sheet.rulebook or review.competition.rulebook), review.stage, reading.entry.proposal.group,
            reading.evaluator.panel.name if reading.evaluator.panel else "",
        )  # fmt: skip
        try:
            total = "-" if asked is None else format(total_of(asked, sheet.content).total, "f")
        except Unfit as error:
            total = f"- {error}"
        lines.append(f"{reading.entry.number} {reading.evaluator.number} {sheet.round} {total}")
    return "\n".join(lines)


def _marks_again(review: Review) -> str:
    submissions = review.entries.filter(left_at__isnull=True).values_list("submission", flat=True)
    return canonical_of(marks_of(review, {pk: words_of(pk) for pk in submissions}))[0]


def _kept_calibration(kept: Calibration) -> str:
    rows = CalibratedScore.objects.filter(calibration=kept).values_list("entry__number", *SCORE_FIELDS)
    scores = {row[0]: dict(zip(SCORE_FIELDS, row[1:], strict=True)) for row in rows}
    return _calibration(kept.sha256, kept.identifiable, kept.reason, taken(kept.figures)[0], scores)


def _calibration_again(kept: Calibration) -> str:
    told = json.loads(kept.canonical)
    found = computed(told)
    empty: dict[str, Any] = dict.fromkeys(SCORE_FIELDS) | {"belongs": ""}
    scores = {number: empty | row for number, row in found.scores.items()}
    return _calibration(canonical_of(told)[1], found.identifiable, found.reason, found.figures, scores)


def _calibration(sha256: str, identifiable: bool, reason: str, figures: Any, scores: Any) -> str:
    return canonical({
        "input": sha256, "identifiable": identifiable, "reason": reason, "figures": figures,
        "scores": {f"{number:05d}": row for number, row in scores.items()},
    })  # fmt: skip
