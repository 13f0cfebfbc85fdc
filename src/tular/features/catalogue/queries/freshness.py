"""How fresh a record is: computed from the day of its last update and the period that the installation has set."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from django.db.models import Q

from tular.features.catalogue.choices import Freshness, RemindStep
from tular.foundation.rulebooks.registry import rulebook

BOOK = "record-life-1"
"""The rulebook that says how long a record counts as up to date, and who is reminded when."""


@dataclass(frozen=True, slots=True)
class Period:
    """A record is overdue `months` after its last update; `due_days` before that it is due soon."""

    months: int
    due_days: int


def period() -> Period:
    """As this installation has set it."""
    table = rulebook(BOOK).block("freshness")[0]
    return Period(cast("int", table["months"]), cast("int", table["due_days"]))


def patience() -> dict[RemindStep, timedelta]:
    """How long each step of the chain of reminders is waited for, in their order."""
    return {
        RemindStep(cast("str", row["id"])): timedelta(days=cast("int", row["days"]))
        for row in rulebook(BOOK).block("steps")
    }


def overdue_from(fresh_on: date, after: Period) -> date:
    """The first day on which a record updated on `fresh_on` is overdue."""
    return _later(fresh_on, after.months)


def freshness_of(fresh_on: date | None, today: date) -> Freshness:
    """How fresh a record is today."""
    if fresh_on is None:
        return Freshness.NEVER
    agreed = period()
    last = overdue_from(fresh_on, agreed)
    if today >= last:
        return Freshness.OVERDUE
    return Freshness.DUE if today >= last - timedelta(days=agreed.due_days) else Freshness.FRESH


@dataclass(frozen=True, slots=True)
class Limits:
    """Of records that were last updated up to `overdue` the period is over; up to `due` it is so soon."""

    overdue: date
    due: date

    @classmethod
    def on(cls, today: date) -> Limits:
        """As they stand on a day."""
        agreed = period()
        return cls(_earlier(today, agreed.months), _earlier(today + timedelta(days=agreed.due_days), agreed.months))

    def freshness(self, fresh_on: date | None) -> Freshness:
        """The same as `freshness_of`, for many days at once."""
        if fresh_on is None:
            return Freshness.NEVER
        if fresh_on <= self.overdue:
            return Freshness.OVERDUE
        return Freshness.DUE if fresh_on <= self.due else Freshness.FRESH


def is_fresh(status: Freshness, today: date, prefix: str = "") -> Q:
    """The condition that a record has this freshness today; `prefix` leads to the innovation ("innovation__")."""
    limits = Limits.on(today)
    day = f"{prefix}fresh_on"
    return {
        Freshness.NEVER: Q(**{f"{day}__isnull": True}),
        Freshness.OVERDUE: Q(**{f"{day}__lte": limits.overdue}),
        Freshness.DUE: Q(**{f"{day}__gt": limits.overdue, f"{day}__lte": limits.due}),
        Freshness.FRESH: Q(**{f"{day}__gt": limits.due}),
    }[status]


def wanted(today: date) -> Q:
    """The condition that the owner should look at a record: due soon, overdue, or never confirmed."""
    return is_fresh(Freshness.DUE, today) | is_fresh(Freshness.OVERDUE, today) | is_fresh(Freshness.NEVER, today)


def _later(day: date, months: int) -> date:
    """The same day some months later; the 31st of a short month is its last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def _earlier(day: date, months: int) -> date:
    """The latest day whose same day some months later has come by `day`."""
    found = _later(day, -months)
    # Months differ in length: 29 February and 28 February of a leap year both come round on 28 February.
    while _later(found + timedelta(days=1), months) <= day:
        found += timedelta(days=1)
    return found
