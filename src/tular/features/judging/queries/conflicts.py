"""Which conflicts stand in a review, and which of them a person still has to look at."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from tular.features.judging.choices import HELD
from tular.features.judging.models import Assignment, Conflict, Review


def standing_in(review: Review) -> QuerySet[Conflict]:
    """The conflicts that were not lifted, doubtful ones too."""
    return Conflict.objects.filter(entry__review=review, evaluator__review=review, lifted_at__isnull=True)


def to_be_looked_at(rows: QuerySet[Conflict]) -> QuerySet[Conflict]:
    """Of standing conflicts: those that only look like one, and those with what is read all the same."""
    reading = Assignment.objects.filter(
        entry=OuterRef("entry"), evaluator=OuterRef("evaluator"), state__in=HELD, evaluator__left_at__isnull=True,
        entry__left_at__isnull=True,
    )  # fmt: skip
    return rows.annotate(reads=Exists(reading)).filter(Q(doubtful=True) | Q(reads=True))
