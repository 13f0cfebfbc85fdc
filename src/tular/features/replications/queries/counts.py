"""Replications of innovations and of agencies, by state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Count, QuerySet

from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Replication
from tular.features.replications.queries.shown import real_replications


@dataclass(frozen=True, slots=True)
class Taker:
    """One taker of an innovation. `slug` is empty when the source names no single agency that we know."""

    name: str
    slug: str
    state: ReplicationState
    year: int | None
    replica_name: str
    note: str
    source_url: str
    is_demo: bool = False

    @property
    def site(self) -> str:
        """The site of the source."""
        return urlsplit(self.source_url).netloc.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Passed:
    """One replication seen from an agency: the innovation, and the other side. Slugs are empty where unlinked."""

    title: str
    innovation_slug: str
    other_name: str
    other_slug: str
    state: ReplicationState
    year: int | None
    replica_name: str
    source_url: str


@dataclass(frozen=True, slots=True)
class GivenAndTaken:
    """What others took from an agency, and what it took from others; newest first, unknown years last."""

    given: tuple[Passed, ...]
    taken: tuple[Passed, ...]


def counts_by_innovation(ids: Collection[int] | None = None) -> dict[int, dict[ReplicationState, int]]:
    """Replications by state, for these innovations or for all; innovations without any are absent. One query."""
    rows = real_replications().exclude(innovation=None)
    if ids is not None:
        rows = rows.filter(innovation__in=ids)
    found: dict[int, dict[ReplicationState, int]] = defaultdict(dict)
    for innovation, state, count in rows.order_by().values_list("innovation", "state").annotate(count=Count("pk")):
        found[innovation][ReplicationState(state)] = count
    return dict(found)


def takers_of(innovation_ids: Collection[int]) -> dict[int, tuple[Taker, ...]]:
    """The takers of each innovation, newest first, unknown years last. One query."""
    found: dict[int, list[Taker]] = defaultdict(list)
    rows = real_replications().filter(innovation__in=innovation_ids).select_related("taker")
    for row in _newest_first(rows):
        if row.innovation_id is not None:
            found[row.innovation_id].append(taker_line(row))
    return {innovation: tuple(takers) for innovation, takers in found.items()}


def given_and_taken(agency_id: int) -> GivenAndTaken:
    """Both sides of an agency. Two queries."""
    rows = real_replications().select_related("innovation")
    given = _newest_first(rows.filter(origin_agency=agency_id).select_related("taker"))
    taken = _newest_first(rows.filter(taker=agency_id).select_related("origin_agency"))
    return GivenAndTaken(
        given=tuple(
            _passed(row, row.taker.name if row.taker else row.taker_text, row.taker.slug if row.taker else "")
            for row in given
        ),
        taken=tuple(
            _passed(
                row,
                row.origin_agency.name if row.origin_agency else row.origin_agency_text,
                row.origin_agency.slug if row.origin_agency else "",
            )
            for row in taken
        ),
    )


def taker_line(row: Replication) -> Taker:
    """The taker of a row whose `taker` is at hand."""
    return Taker(
        name=row.taker.name if row.taker else row.taker_text,
        slug=row.taker.slug if row.taker else "",
        state=ReplicationState(row.state),
        year=row.year,
        replica_name=row.replica_name,
        note=row.note,
        source_url=row.source_url,
        is_demo=row.is_demo,
    )


def _newest_first(rows: QuerySet[Replication]) -> list[Replication]:
    return sorted(rows, key=lambda row: (-(row.year or 0), row.taker_text, row.code))


def _passed(row: Replication, other: str, slug: str) -> Passed:
    return Passed(
        title=row.innovation.title if row.innovation else row.origin_title,
        innovation_slug=row.innovation.slug if row.innovation else "",
        other_name=other,
        other_slug=slug,
        state=ReplicationState(row.state),
        year=row.year,
        replica_name=row.replica_name,
        source_url=row.source_url,
    )
