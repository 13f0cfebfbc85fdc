"""Brings a table to the state that a file describes, touching only what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model

BATCH = 200


@dataclass(frozen=True)
class Changes:
    """How many rows an action created, updated, and found as they should be."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.created + other.created, self.updated + other.updated, self.unchanged + other.unchanged)


def reconcile[Row: Model](
    model: type[Row], wanted: Iterable[Row], key: Sequence[str], fields: Sequence[str]
) -> Changes:
    """Create what is missing and update `fields` where they differ; rows that nobody wants stay.

    `key` and `fields` are attribute names (`region_id`, not `region`); `key` is unique in the model. Call it inside
    a transaction.
    """
    existing = {tuple(getattr(row, name) for name in key): row for row in model._default_manager.all()}
    new: list[Row] = []
    changed: list[Row] = []
    unchanged = 0
    for row in wanted:
        known = existing.get(tuple(getattr(row, name) for name in key))
        if known is None:
            new.append(row)
        elif any(getattr(known, name) != getattr(row, name) for name in fields):
            for name in fields:
                setattr(known, name, getattr(row, name))
            changed.append(known)
        else:
            unchanged += 1
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        model._default_manager.bulk_update(changed, fields, batch_size=BATCH)
    return Changes(len(new), len(changed), unchanged)
