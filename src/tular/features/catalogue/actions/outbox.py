"""Tells the search index, by way of a table, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tular.features.catalogue.models import IndexOutbox

BATCH = 1000


def mark_changed(innovation_ids: Iterable[int], now: datetime) -> None:
    """Note that the index has to read these innovations again. Call it in the transaction that changed them."""
    ids = dict.fromkeys(innovation_ids)
    with transaction.atomic():
        IndexOutbox.objects.bulk_create([IndexOutbox(innovation_id=id, at=now) for id in ids], batch_size=BATCH)
