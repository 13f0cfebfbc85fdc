"""How many records wait to be confirmed by their owners, and until when: computed, whether or not anybody reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from tular.features.catalogue.choices import Freshness
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.freshness import Limits, overdue_from, period

WANTING = (Freshness.OVERDUE, Freshness.DUE, Freshness.NEVER)


@dataclass(frozen=True, slots=True)
class StaleKind:
    """The records of one freshness: how many, the first moment at which one is overdue, and the one if it is one."""

    status: Freshness
    count: int
    due: datetime | None
    only: int | None


@dataclass(frozen=True, slots=True)
class Stale:
    """Records by freshness, the most urgent kind first."""

    kinds: tuple[StaleKind, ...]

    @property
    def wanted(self) -> int:
        """How many their owners should look at."""
        return sum(one.count for one in self.kinds if one.status in WANTING)

    @property
    def late(self) -> int:
        """How many are overdue, or were never confirmed."""
        return sum(one.count for one in self.kinds if one.status in (Freshness.OVERDUE, Freshness.NEVER))


def stale_counts(among: QuerySet[Innovation], today: date) -> Stale:
    """Count published records by freshness; one query."""
    # By day: that is read from an index alone, and the days are few. As an expression, lest SQLite takes the index by
    # days of the whole country to save itself the sorting of a few rows.
    day = Coalesce("fresh_on", "fresh_on")
    days = among.order_by().values_list(day).annotate(count=Count("pk"), first=Min("pk"))
    found: dict[Freshness, list[tuple[date | None, int, int]]] = {}
    limits = Limits.on(today)
    for fresh_on, count, first in days:
        found.setdefault(limits.freshness(fresh_on), []).append((fresh_on, count, first))
    return Stale(tuple(_kind(status, found.get(status, [])) for status in (*WANTING, Freshness.FRESH)))


def _kind(status: Freshness, days: list[tuple[date | None, int, int]]) -> StaleKind:
    count = sum(one for _day, one, _first in days)
    first = min((day for day, _count, _first in days if day), default=None)
    return StaleKind(status, count, _moment(first), days[0][2] if count == 1 else None)


def _moment(fresh_on: date | None) -> datetime | None:
    """When a record that was confirmed on this day becomes overdue: as the day in Jakarta begins."""
    if fresh_on is None:
        return None
    zone = timezone.get_default_timezone()
    return datetime.combine(overdue_from(fresh_on, period()), time(), zone)
