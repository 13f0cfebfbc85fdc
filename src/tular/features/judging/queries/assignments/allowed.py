"""Whether somebody may be given a proposal to read, and who could best."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tular.features.judging.choices import HELD, AssignmentState
from tular.features.judging.models import Assignment, Conflict, Entry, Evaluator, Review
from tular.features.judging.queries.assignments.loads import Load, loads_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """An evaluator who could read a proposal. `fit` is by the plan computed last, None without one; `why_not` is ""."""

    load: Load
    fit: float | None
    why_not: str


def why_not(review: Review, entry: Entry, evaluator: Evaluator, row: Assignment | None, *, conflict: bool) -> str:
    """Why this evaluator may not read this entry, in a sentence; "" when they may. Room in their load apart.

    `row` is the reading that they have or had, `conflict` whether one stands between them.
    """
    if entry.review_id != review.pk or evaluator.review_id != review.pk:
        return _("Proposal dan penilai ini tidak dari penilaian yang sama.")
    if entry.left_at is not None:
        return _("Proposal ini sudah tidak dinilai: %(reason)s") % {"reason": entry.left_reason}
    if evaluator.left_at is not None:
        return _("Penilai ini sudah berhenti: %(reason)s") % {"reason": evaluator.left_reason}
    if conflict or (row is not None and row.state == AssignmentState.CONFLICT):
        return _("Ada benturan kepentingan antara penilai dan proposal ini.")
    if row is not None and row.state in HELD:
        return _("Penilai ini sudah membaca proposal itu.")
    return ""


def most(evaluator: Evaluator, review: Review) -> int:
    """The most readings of an evaluator: their own bound, else that of the review."""
    return evaluator.maximum if evaluator.maximum is not None else review.maximum


def no_room(evaluator: Evaluator, bears: int, review: Review) -> str:
    """Why an evaluator who bears so many readings takes no more; "" when they do."""
    bound = most(evaluator, review)
    if bears < bound:
        return ""
    text = _("Penilai %(number)02d sudah memikul %(most)d bacaan, batasnya. Naikkan batasnya atau pilih yang lain.")
    return text % {"number": evaluator.number, "most": bound}


def candidates(review: Review, entry: Entry, now: datetime) -> list[Candidate]:
    """All evaluators for one proposal: those who may read it first, best fit before, then those who may not."""
    conflicts = set(Conflict.objects.filter(entry=entry, lifted_at__isnull=True).values_list("evaluator", flat=True))
    readings = {one.evaluator_id: one for one in Assignment.objects.filter(entry=entry)}
    evaluators = {one.pk: one for one in Evaluator.objects.filter(review=review, left_at__isnull=True)}
    found = []
    for load in loads_of(review, now):
        evaluator = evaluators.get(load.pk)
        if evaluator is None:
            continue
        wrong = why_not(review, entry, evaluator, readings.get(load.pk), conflict=load.pk in conflicts)
        wrong = wrong or no_room(evaluator, load.held, review)
        found.append(Candidate(load, entry.fits.get(str(load.number), 0.0) if entry.fits else None, wrong))
    return sorted(found, key=lambda one: (bool(one.why_not), -(one.fit or 0.0), one.load.held, one.load.number))
