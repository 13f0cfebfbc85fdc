"""Evaluators with what they bear, and what that means a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q

from tular.features.competitions.models import Window
from tular.features.judging.choices import HELD, AssignmentState
from tular.features.judging.models import Assignment, Evaluator, EvaluatorProfile, Review
from tular.features.judging.queries.standing import window_for

NOTHING: dict[str, Any] = {"held": 0, "opened": 0, "done": 0, "most": 0, "last": None}
"""Of somebody to whom nothing is given."""


@dataclass(frozen=True, slots=True)
class Load:
    """One evaluator: bounds, readings that they bear (`held`), have opened, have handed in, and days left for them.

    `a_day` is how many readings a day the rest takes, None without days; `most_a_day` is what they can do, None where
    nobody told.
    """

    pk: int
    number: int
    name: str
    institution: str
    panel: str
    minimum: int
    maximum: int
    held: int
    opened: int
    done: int
    conflicts: int
    days: int
    most_a_day: int | None
    reminders: int
    reminded_at: datetime | None

    @property
    def left(self) -> int:
        """Readings still to hand in."""
        return self.held - self.done

    @property
    def unopened(self) -> int:
        """Readings that were never looked at."""
        return self.held - self.opened

    @property
    def a_day(self) -> int | None:
        """Readings a day that the rest takes, rounded up."""
        return ceil(self.left / self.days) if self.days else None

    @property
    def is_over(self) -> bool:
        """Whether the rest takes more a day than they can do, or no day is left for it."""
        if not self.left:
            return False
        return self.a_day is None or (self.most_a_day is not None and self.a_day > self.most_a_day)

    @property
    def is_silent(self) -> bool:
        """Whether they bear readings and have looked at none."""
        return self.held > 0 and self.opened == 0

    @property
    def out_of_bounds(self) -> bool:
        """Whether they bear fewer or more readings than planned for them."""
        return not self.minimum <= self.held <= self.maximum


def loads_of(review: Review, now: datetime) -> list[Load]:
    """All evaluators who judge now, by number. Four queries."""
    rows = list(
        Evaluator.objects.filter(review=review, left_at__isnull=True)
        .select_related("person", "panel")
        .order_by("number")
        .annotate(standing=Count("conflicts", filter=Q(conflicts__lifted_at__isnull=True), distinct=True))
    )
    profiles = {
        one.person_id: one
        for one in EvaluatorProfile.objects.filter(person__in=[one.person_id for one in rows]).select_related(
            "institution"
        )
    }
    readings = Assignment.objects.filter(entry__review=review, entry__left_at__isnull=True, state__in=HELD)
    done = Q(state=AssignmentState.DONE)
    told = {
        row["evaluator"]: dict[str, Any](row)
        for row in readings.values("evaluator")
        .annotate(
            held=Count("pk"), opened=Count("pk", filter=done | Q(opened_at__isnull=False)),
            done=Count("pk", filter=done), most=Max("reminders"), last=Max("reminded_at"),
        )
        .order_by()
    }  # fmt: skip
    days = days_left(window_for(review), now) - {date.fromisoformat(day) for day in review.days_off}
    found = []
    for one in rows:
        profile = profiles.get(one.person_id)
        row = told.get(one.pk, NOTHING)
        found.append(
            Load(
                pk=one.pk, number=one.number, name=str(one.person), institution=institution_of(profile),
                panel=one.panel.name if one.panel else "",
                minimum=one.minimum if one.minimum is not None else review.minimum,
                maximum=one.maximum if one.maximum is not None else review.maximum,
                held=row["held"], opened=row["opened"], done=row["done"], conflicts=one.standing,
                days=len(days - {date.fromisoformat(day) for day in one.days_off}),
                most_a_day=one.per_day or (profile.per_day if profile else None),
                reminders=row["most"] or 0,
                reminded_at=row["last"],
            )
        )  # fmt: skip
    return found


def institution_of(profile: EvaluatorProfile | None) -> str:
    """Where somebody works, as their profile tells; empty where it does not."""
    if profile is None:
        return ""
    return profile.institution.name if profile.institution else profile.institution_name


def days_left(window: Window | None, now: datetime) -> frozenset[date]:
    """The days on which there is time to read, from today or the opening to the close, in the zone of the calendar."""
    if window is None or now >= window.closes_at:
        return frozenset()
    zone = ZoneInfo(window.zone)
    first = max(now, window.opens_at).astimezone(zone).date()
    # Closing at midnight leaves nothing of that day.
    last = (window.closes_at - timedelta(seconds=1)).astimezone(zone).date()
    return frozenset(first + timedelta(days=number) for number in range((last - first).days + 1))


def readings_a_day(loads: Collection[Load]) -> int | None:
    """The most that anybody has to read a day; None where nobody has anything left."""
    return max((one.a_day for one in loads if one.left and one.a_day is not None), default=None)
