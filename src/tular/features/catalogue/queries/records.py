"""The list of records that a person minds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.choices import Freshness, RemindStep, State, Sustainability
from tular.features.catalogue.models import BulkChange, Innovation, InnovationDraft, UpdateRequest
from tular.features.catalogue.queries import statuses
from tular.features.catalogue.queries.freshness import is_fresh, wanted
from tular.features.catalogue.queries.listing import record_completeness
from tular.features.catalogue.queries.row_facts import FACT_ROWS
from tular.features.catalogue.queries.stale import Stale, stale_counts
from tular.features.catalogue.queries.visibility import innovations_minded_by
from tular.features.catalogue.queries.working import working_completeness
from tular.foundation.ui.shapes import Pages, Status
from tular.foundation.ui.typed import number_typed

PAGE_SIZE = 20
WANTED = "perlu"
"""Of the filter by freshness: everything that the owner should look at, the longest overdue first."""

ASKED = "diminta"
"""Of the filter by freshness: somebody, or the calendar, asked for it and nobody has answered yet."""

CLIMBED = "sampai-hub"
"""Of the filter by freshness: reminders reached the hub, because nobody below it answered."""

CHANGING = "perubahan"
"""Of the filter by state: published, with changes being worked on."""


@dataclass(frozen=True, slots=True)
class RecordFilters:
    """What the list is narrowed to; an empty text narrows nothing."""

    words: str = ""
    state: str = ""
    freshness: str = ""
    sustainability: str = ""
    unit: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.words or self.state or self.freshness or self.sustainability or self.unit)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record of the list with its four statuses."""

    pk: int
    code: str
    title: str
    agency: str
    unit: str
    statuses: tuple[Status, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter with its count."""

    value: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class RecordList:
    """A page of records, with what the filters offer."""

    rows: tuple[RecordRow, ...]
    pages: Pages
    filters: RecordFilters
    states: tuple[Option, ...]
    freshnesses: tuple[Option, ...]
    stale: Stale
    units: tuple[Option, ...]
    may_create: bool
    may_curate: bool


def records_list(person: Any, filters: RecordFilters, page: str, now: datetime) -> RecordList:
    """The records that the person writes or answers for. A fixed number of queries."""
    minded = innovations_minded_by(person)
    counts = dict(minded.order_by().values_list("state").annotate(count=Count("pk")))
    changing = minded.filter(state=State.PUBLISHED, pk__in=InnovationDraft.objects.values("innovation_id")).count()
    fresh = stale_counts(minded.filter(state=State.PUBLISHED), statuses.local_day(now))
    found = _narrowed(minded, filters, now)
    # Keys first: sorting thousands of long rows to show twenty is what costs.
    ordered = found.order_by(*_order(filters)).values_list("pk", flat=True)
    if filters.words:  # looking for words costs: once, not again for the count
        matching = list(ordered)
        pages = Pages.read(page, len(matching), PAGE_SIZE)
        keys = matching[pages.start : pages.last]
    else:
        pages = Pages.read(page, found.count() if filters.any else sum(counts.values()), PAGE_SIZE)
        keys = list(ordered[pages.start : pages.last])
    rows = (
        Innovation.objects.filter(pk__in=keys)
        .select_related("agency", "draft", "service_unit")
        .prefetch_related("themes", "sources", *FACT_ROWS)
    )
    asked = set(
        UpdateRequest.objects.filter(innovation__in=keys, closed_at=None).values_list("innovation_id", flat=True)
    )
    roles = roles_of(person)
    units = ServiceUnit.objects.filter(Q(agency__in=roles.agencies) | Q(pk__in=list(roles.units)))
    return RecordList(
        rows=tuple(_row(row, row.pk in asked, now) for row in sorted(rows, key=lambda row: keys.index(row.pk))),
        pages=pages,
        filters=filters,
        states=(
            *(Option(state.value, str(state.label), counts[state]) for state in State if state in counts),
            *([Option(CHANGING, _("Terbit, ada perubahan"), changing)] if changing else []),
        ),
        stale=fresh,
        freshnesses=(
            Option(WANTED, _("Perlu dilihat pemilik"), fresh.wanted),
            *(Option(one.status.value, str(one.status.label), one.count) for one in fresh.kinds),
            Option(ASKED, _("Diminta dimutakhirkan")),
            *([Option(CLIMBED, _("Pengingatnya sampai di hub"))] if roles.hubs or roles.is_national else []),
        ),
        units=tuple(Option(str(pk), name) for pk, name in units.values_list("pk", "name")),
        may_create=bool(roles.agencies or roles.units),
        may_curate=bool(roles.agencies or roles.hubs or roles.is_national),
    )


def _order(filters: RecordFilters) -> tuple[Any, ...]:
    """By title; what waits for its owner by how long it has waited."""
    if filters.freshness in (WANTED, *Freshness.values):
        return F("fresh_on").asc(nulls_last=True), "pk"  # an index gives this without reading the long rows
    return "title", "code"


def _narrowed(found: QuerySet[Innovation], filters: RecordFilters, now: datetime) -> QuerySet[Innovation]:
    today = statuses.local_day(now)
    for word in filters.words.split()[:8]:
        # Ids first: a join would read thousands of long rows to compare the name of their agency.
        agencies = list(Agency.objects.filter(name__icontains=word).values_list("pk", flat=True))
        found = found.filter(Q(title__icontains=word) | Q(code__iexact=word) | Q(agency_id__in=agencies))
    if filters.state == CHANGING:
        found = found.filter(state=State.PUBLISHED, draft__isnull=False)
    elif filters.state in State.values:
        found = found.filter(state=filters.state)
    if filters.freshness == WANTED:
        found = found.filter(wanted(today), state=State.PUBLISHED)
    elif filters.freshness in (ASKED, CLIMBED):
        requests = UpdateRequest.objects.filter(innovation=OuterRef("pk"), closed_at=None)
        found = found.filter(Exists(requests.filter(step=RemindStep.HUB) if filters.freshness == CLIMBED else requests))
    elif filters.freshness in Freshness.values:
        found = found.filter(is_fresh(Freshness(filters.freshness), today), state=State.PUBLISHED)
    if filters.sustainability in Sustainability.values:
        found = found.filter(sustainability=filters.sustainability)
    if unit := number_typed(filters.unit):
        found = found.filter(service_unit_id=unit)
    return found


def _row(row: Innovation, asked: bool, now: datetime) -> RecordRow:
    draft = cast("InnovationDraft | None", getattr(row, "draft", None))
    return RecordRow(
        pk=row.pk,
        code=row.code,
        title=row.title,
        agency=row.agency.name,
        unit=row.service_unit.name if row.service_unit else row.unit,
        statuses=(
            statuses.editorial(row.state, row.state_at, draft.state if draft else ""),
            statuses.completeness(
                working_completeness(row, draft.content)
                if draft and draft.state == row.state
                else record_completeness(row)
            ),
            statuses.freshness(row.fresh_on, statuses.local_day(now)),
            statuses.sustainability(row.sustainability, row.confirmed_on),
        ),
        asked=asked,
    )


def latest_bulk(person: Any, pk: int) -> BulkChange | None:
    """The change of many records that the person has just made, to be undone or read again."""
    return BulkChange.objects.filter(pk=pk, by=person).first()
