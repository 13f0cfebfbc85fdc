"""The replications that can be drawn on a map of provinces: from one known agency to another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tular.features.agencies.models import Agency
from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Replication
from tular.features.replications.queries.shown import real_replications


class NotDrawn(StrEnum):
    """Why a replication is not on the map; the first reason that holds."""

    ORIGIN_UNKNOWN = "asal-tidak-dikenal"
    TAKER_UNNAMED = "penerima-tidak-bernama"
    SAME_AGENCY = "instansi-sama"


@dataclass(frozen=True, slots=True)
class Node:
    """An agency with its place on the tile map; `given` and `taken` count the edges that are drawn.

    Bodies of the central state have no region: their codes are empty, `column` and `row` are None.
    """

    slug: str
    name: str
    abbreviation: str
    region_code: str
    province_code: str
    column: int | None
    row: int | None
    given: int
    taken: int


@dataclass(frozen=True, slots=True)
class Edge:
    """One replication. `innovation_slug` is empty when its origin is not a record of the catalogue."""

    origin: str
    taker: str
    state: ReplicationState
    title: str
    innovation_slug: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Network:
    """The map on `counted_on`. `by_state` counts all replications, drawn or not, with zero for empty states."""

    counted_on: date
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    by_state: dict[ReplicationState, int]
    not_drawn: dict[NotDrawn, int]

    @property
    def total(self) -> int:
        """All replications on record."""
        return sum(self.by_state.values())


def network(today: date) -> Network:
    """All replications on record. One query."""
    rows = list(
        real_replications().select_related("innovation", "origin_agency__region__parent", "taker__region__parent")
    )
    reasons: Counter[NotDrawn] = Counter()
    agencies: dict[str, Agency] = {}
    edges: list[Edge] = []
    for row in rows:
        if reason := _reason(row):
            reasons[reason] += 1
            continue
        assert row.origin_agency is not None and row.taker is not None, "_reason() lets only known pairs pass"
        for agency in (row.origin_agency, row.taker):
            agencies[agency.slug] = agency
        innovation = row.innovation
        edges.append(
            Edge(
                origin=row.origin_agency.slug,
                taker=row.taker.slug,
                state=ReplicationState(row.state),
                title=innovation.title if innovation else row.origin_title,
                innovation_slug=innovation.slug if innovation else "",
                year=row.year,
            )
        )
    given, taken = Counter(edge.origin for edge in edges), Counter(edge.taker for edge in edges)
    states = Counter(row.state for row in rows)
    return Network(
        counted_on=today,
        nodes=tuple(_node(agencies[slug], given[slug], taken[slug]) for slug in sorted(agencies)),
        edges=tuple(edges),
        by_state={state: states[state] for state in ReplicationState},
        not_drawn={reason: reasons[reason] for reason in NotDrawn},
    )


def _reason(row: Replication) -> NotDrawn | None:
    if row.origin_agency is None:
        return NotDrawn.ORIGIN_UNKNOWN
    if row.taker is None:
        return NotDrawn.TAKER_UNNAMED
    return NotDrawn.SAME_AGENCY if row.origin_agency == row.taker else None


def _node(agency: Agency, given: int, taken: int) -> Node:
    region = agency.region
    province = region and (region.parent or region)
    return Node(
        slug=agency.slug,
        name=agency.name,
        abbreviation=agency.abbreviation,
        region_code=region.code if region else "",
        province_code=province.code if province else "",
        column=province.tile_column if province else None,
        row=province.tile_row if province else None,
        given=given,
        taken=taken,
    )
