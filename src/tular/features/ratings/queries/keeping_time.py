"""Which public ratings are looked at again, and from which everything that leads to people goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Max, Q, QuerySet

from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Window
from tular.features.ratings.choices import RatingState
from tular.features.ratings.models import PublicRating

KEPT = timedelta(days=30)
"""How long hashes are kept after the release, so that objections can be answered; longer only while a window for
objections of the competition is open."""


def ratings_to_inspect() -> QuerySet[PublicRating]:
    """Those that are open and into which something came since they were last looked at."""
    latest = Max("entries__ratings__confirmed_at")
    rows = PublicRating.objects.filter(state=RatingState.OPEN).annotate(latest=latest)
    changed = Q(inspected_at__isnull=True) | Q(latest__gt=F("inspected_at"))
    return rows.filter(changed, latest__isnull=False).select_related("competition__rulebook").order_by("pk")


def some_to_inspect() -> bool:
    """Whether there are any."""
    return ratings_to_inspect().exists()


def ratings_to_forget(now: datetime) -> list[PublicRating]:
    """Those that were announced long enough ago, with no window for objections that is still to end."""
    rows = PublicRating.objects.filter(state=RatingState.RELEASED, state_at__lt=now - KEPT, forgotten_at__isnull=True)
    waiting = Window.objects.filter(kind=WindowKind.OBJECTION, closes_at__gt=now).values("competition")
    return list(rows.exclude(competition__in=waiting).order_by("pk"))
