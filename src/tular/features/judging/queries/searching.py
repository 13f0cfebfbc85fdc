"""Which reviews have changed since conflicts were last looked for in them, and the search that is under way."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tular.features.competitions.queries.visibility import competitions_held
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import Disclosure, Entry, Evaluator, EvaluatorProfile, Review, Tie
from tular.foundation.jobs.choices import OPEN
from tular.foundation.jobs.models import JobRun

JOB = "judging.search"

ANEW_AFTER = timedelta(days=1)
"""Roles of people and lists of innovators change elsewhere: they are read again once a day."""


def reviews_to_search(now: datetime) -> QuerySet[Review]:
    """Reviews that run or are prepared, with somebody and something in them, searched before their last change."""
    since = OuterRef("search__at")
    mine = Evaluator.objects.filter(review=OuterRef("pk"), left_at__isnull=True)
    changed = (
        Exists(Entry.objects.filter(review=OuterRef("pk"), admitted_at__gt=since))
        | Exists(mine.filter(since__gt=since))
        | Exists(Disclosure.objects.filter(evaluator__review=OuterRef("pk"), at__gt=since))
        | Exists(Tie.objects.filter(competition=OuterRef("competition"), at__gt=since))
        | Exists(
            EvaluatorProfile.objects.filter(
                person__judging__review=OuterRef("pk"), person__judging__left_at__isnull=True, updated_at__gt=since
            )
        )
    )
    rows = Review.objects.filter(competition__in=competitions_held()).exclude(state=ReviewState.CLOSED)
    rows = rows.filter(Exists(mine), Exists(Entry.objects.filter(review=OuterRef("pk"))))
    old = Q(search__isnull=True) | Q(search__at__lt=now - ANEW_AFTER)
    return rows.filter(old | Q(changed)).order_by("pk").select_related("competition__rulebook")


def some_to_search() -> bool:
    """Whether any review waits for a search."""
    return reviews_to_search(timezone.now()).exists()


def is_stale(review: Review, now: datetime) -> bool:
    """Whether a search would compare something that the last one did not see."""
    return reviews_to_search(now).filter(pk=review.pk).exists()


def running_search(review: Review) -> JobRun | None:
    """The search that somebody started and that is under way."""
    runs = JobRun.objects.filter(name=JOB, state__in=OPEN).order_by("-pk")
    return next((one for one in runs if one.arguments.get("review") == review.pk), None)
