"""What the API tells of the takers of an innovation."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Replication
from tular.features.replications.queries.listing import replications_of
from tular.foundation.api import Named, terms


class ReplicationRecord(Schema):
    """One taker of an innovation. Names are also given as the source writes them."""

    code: str
    state: ReplicationState = Field(description=f"State, never added up with others: {terms(ReplicationState)}.")
    year: int | None
    taker: Named | None = Field(description="Null when the source names no single agency that we know.")
    taker_as_written: str
    replica_name: str | None
    origin_title: str = Field(description="The innovation as the source names it.")
    linked_by: str = Field(
        description="`exact`: title and agency agree; `similar`: a similar title of the same agency."
    )
    source_url: str
    note: str | None


def replication_records(innovation_id: int) -> list[ReplicationRecord]:
    """The takers of an innovation, newest first. One query."""
    return [_record(row) for row in replications_of(innovation_id)]


def _record(row: Replication) -> ReplicationRecord:
    return ReplicationRecord(
        code=row.code,
        state=ReplicationState(row.state),
        year=row.year,
        taker=Named(slug=row.taker.slug, name=row.taker.name) if row.taker else None,
        taker_as_written=row.taker_text,
        replica_name=row.replica_name or None,
        origin_title=row.origin_title,
        linked_by=row.linked_by,
        source_url=row.source_url,
        note=row.note or None,
    )
