"""What an assignment is computed from: needs, loads, fit, conflicts, and what stays as it is."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

import numpy as np

from tular.features.judging.choices import HELD, AssignmentKind, AssignmentState, ReviewState
from tular.features.judging.models import Assignment, AssignmentPlan, Review
from tular.features.judging.queries.conflicts import standing_in
from tular.features.judging.queries.fitting import entries_to_read, evaluators_to_give, fit_of, home_panels

SCHEMA = "tular-assignment-1"


def conflicts_standing(review: Review) -> frozenset[tuple[int, int]]:
    """Pairs (entry, evaluator) that no assignment may contain, doubtful ones too until somebody looked. One query."""
    return frozenset(standing_in(review).values_list("entry", "evaluator"))


def staying(review: Review) -> list[Assignment]:
    """The readings that a new plan leaves as they are: all once the review runs, before only those given by hand."""
    rows = Assignment.objects.filter(entry__review=review, entry__left_at__isnull=True, state__in=HELD)
    rows = rows.filter(evaluator__left_at__isnull=True) | rows.filter(state=AssignmentState.DONE)
    if review.state == ReviewState.PREPARED:
        rows = rows.exclude(state=AssignmentState.ASSIGNED, kind__in=[AssignmentKind.PLANNED, AssignmentKind.BRIDGE])
    return list(rows.select_related("entry", "evaluator").order_by("entry__number", "evaluator__number"))


def plan_input(review: Review, *, with_fit: bool = True) -> dict[str, Any]:
    """The input of `tular assign` for this review as it stands, without an objective.

    Ids are the numbers of entries and evaluators. Fits of nought are left out; all of them without `with_fit`, since
    they take reading every proposal: work for a job.
    """
    entries, evaluators = entries_to_read(review, with_text=with_fit), evaluators_to_give(review)
    numbers = {one.pk: one.number for one in entries}
    people = {one.pk: one.number for one in evaluators}
    fits: list[list[float]] = []
    if with_fit:
        values = fit_of(entries, evaluators).values
        fits = [
            [entries[row].number, evaluators[column].number, float(values[row, column])]
            for row, column in zip(*np.nonzero(values), strict=True)
        ]
    fixed = staying(review)
    gone = {one.evaluator_id: one.evaluator.number for one in fixed if one.evaluator_id not in people}
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "proposals": [{"id": one.number, "readings": review.readings} for one in entries],
        "evaluators": [
            {"id": one.number, "min": _or(one.minimum, review.minimum), "max": _or(one.maximum, review.maximum)}
            for one in evaluators
        ],
        "affinity": fits,
        "conflicts": sorted(
            [numbers[entry], people[evaluator]]
            for entry, evaluator in conflicts_standing(review)
            if entry in numbers and evaluator in people
        ),
        "fixed": [[one.entry.number, one.evaluator.number] for one in fixed if one.evaluator_id in people],
    }
    # What somebody handed in before leaving is a reading that is no longer needed; third readers are more than planned.
    done = Counter(one.entry.number for one in fixed if one.evaluator_id in gone)
    held = Counter(one.entry.number for one in fixed if one.evaluator_id in people)
    for need in told["proposals"]:
        need["readings"] = max(held[need["id"]], need["readings"] - done[need["id"]])
    homes = home_panels(review, entries)
    if homes:
        told["groups"] = {
            "proposals": [[numbers[entry], panel] for entry, panel in sorted(homes.items())],
            "evaluators": [[one.number, one.panel_id] for one in evaluators if one.panel_id],
            "bridges": review.bridges,
        }
    return told


def canonical_of(told: dict[str, Any]) -> tuple[str, str]:
    """The input as JSON with sorted keys, and its SHA-256."""
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()


def last_plan(review: Review) -> AssignmentPlan | None:
    """The plan that was computed last, without its long input."""
    return AssignmentPlan.objects.filter(review=review).defer("canonical").order_by("number").last()


def _or(own: int | None, usual: int) -> int:
    return usual if own is None else own
