"""Who sees which slots: the organiser all, others only what is published and concerns them."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tular.features.interviews.models import InterviewPlan, Slot
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, Conflict, Evaluator
from tular.features.judging.queries.visibility import evaluators_of, may_judge, reviews_run_by
from tular.features.proposals.queries.visibility import proposals_written_by

WITH = (
    "session__plan__review__competition__rulebook",
    "session__plan__review__competition__organiser",
    "panel",
    "entry__proposal__agency__region",
    "entry__submission",
    "entry__review",
)
"""What pages need of a slot, in one query."""


def plans_run_by(person: Any) -> QuerySet[InterviewPlan]:
    """The plans of competitions that a person runs."""
    return InterviewPlan.objects.filter(review__in=reviews_run_by(person).values("pk"))


def published() -> QuerySet[Slot]:
    """Slots with an entry, of timetables that were published, in competitions that are held."""
    return Slot.objects.filter(
        session__plan__published_at__isnull=False, entry__isnull=False, entry__left_at__isnull=True
    )


def seats_of(person: Any) -> QuerySet[Evaluator]:
    """The person as evaluator in a panel."""
    return evaluators_of(person).filter(panel__isnull=False)


def slots_before(person: Any) -> QuerySet[Slot]:
    """What the panels of a person hear, but nothing with which they have a conflict."""
    seats = seats_of(person)
    barred = Conflict.objects.filter(
        entry=OuterRef("entry"), evaluator__panel=OuterRef("panel"), evaluator__in=seats.values("pk"),
        lifted_at__isnull=True,
    )  # fmt: skip
    recused = Assignment.objects.filter(
        entry=OuterRef("entry"), evaluator__in=seats.values("pk"), state=AssignmentState.CONFLICT
    )
    return published().filter(~Exists(barred), ~Exists(recused), panel__in=seats.values("panel"))


def slot_before(person: Any, pk: int) -> Slot | None:
    """One of them, for somebody who may judge there at all."""
    slot = slots_before(person).select_related(*WITH).filter(pk=pk).first()
    if slot is None or not may_judge(person, slot.session.plan.review.competition):
        return None
    return slot


def leads(person: Any, slot: Slot) -> bool:
    """Whether somebody chairs the panel of a slot; where it has no chair, whether they sit in it."""
    if slot_before(person, slot.pk) is None:
        return False
    chaired = Q(chair__isnull=True) | Q(chair__evaluator__left_at__isnull=False)
    chaired |= ~Q(chair__evaluator__panel=F("pk")) | Q(chair__evaluator__person=person.pk)
    return type(slot.panel).objects.filter(chaired, pk=slot.panel_id).exists()


def slots_run_by(person: Any) -> QuerySet[Slot]:
    """All slots of competitions that a person runs."""
    return Slot.objects.filter(session__plan__in=plans_run_by(person).values("pk"))


def slots_of_writers(person: Any) -> QuerySet[Slot]:
    """Published slots of proposals that a person writes or answers for."""
    if person is None or not person.is_authenticated:
        return Slot.objects.none()
    return published().filter(entry__proposal__in=proposals_written_by(person).values("pk"))


def slot_to_look_at(person: Any, pk: int) -> Slot | None:
    """A slot for its clock and attendance: of the panel, or of whoever runs the competition."""
    found = slot_before(person, pk)
    if found is not None:
        return found
    return slots_run_by(person).select_related(*WITH).filter(pk=pk, entry__isnull=False).first()
