"""Replications as records."""

from __future__ import annotations

from django.db.models import F

from tular.features.replications.models import Replication
from tular.features.replications.queries.shown import real_replications


def replications_of(innovation_id: int) -> list[Replication]:
    """The replications of an innovation with their takers at hand, newest first, unknown years last. One query."""
    newest = F("year").desc(nulls_last=True)
    rows = real_replications().filter(innovation=innovation_id).select_related("taker")
    return list(rows.order_by(newest, "taker_text", "code"))
