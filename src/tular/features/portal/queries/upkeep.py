"""How well the records of an agency are kept up, and which have gone on to its successors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from tular.features.agencies.models import Agency
from tular.features.catalogue.choices import Freshness, State
from tular.features.catalogue.models import FormerOwner, Innovation
from tular.features.catalogue.queries.freshness import period
from tular.features.catalogue.queries.stale import stale_counts
from tular.features.catalogue.queries.statuses import local_day
from tular.foundation.ui.shapes import Bar

ORDER = (Freshness.FRESH, Freshness.DUE, Freshness.OVERDUE, Freshness.NEVER)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Published records by freshness on a day, each kind with its row; `months` is how long a record is fresh."""

    on: date
    months: int
    total: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class GoneOn:
    """How many published records of the agency belong to another one now."""

    slug: str
    name: str
    count: int


def upkeep_of(agency: Agency, now: datetime) -> Upkeep:
    """The freshness of the agency's published records; one query."""
    today = local_day(now)
    found = stale_counts(Innovation.published.filter(agency=agency), today)
    counts = {one.status: one.count for one in found.kinds}
    most = max(counts.values(), default=0)
    notes = {
        Freshness.FRESH: _("dipastikan pemilik dan masih dalam masanya"),
        Freshness.DUE: _("masanya segera habis"),
        Freshness.OVERDUE: _("pemilik perlu memastikan lagi isinya"),
        Freshness.NEVER: _("belum diketahui apakah isinya masih benar"),
    }
    return Upkeep(
        on=today,
        months=period().months,
        total=sum(counts.values()),
        bars=tuple(
            Bar(
                str(status.label),
                counts.get(status, 0),
                counts.get(status, 0) / most if most else 0,
                notes[status],
                gap=status is Freshness.NEVER,
            )
            for status in ORDER
        ),
    )


def gone_on(agency: Agency) -> tuple[GoneOn, ...]:
    """Where the records went that the agency owned before; one query."""
    rows = (
        FormerOwner.objects.filter(agency=agency, innovation__state=State.PUBLISHED)
        .exclude(innovation__agency=agency)
        .order_by("innovation__agency__name")
        .values_list("innovation__agency__slug", "innovation__agency__name")
        .annotate(count=Count("innovation", distinct=True))
    )
    return tuple(GoneOn(*row) for row in rows)
