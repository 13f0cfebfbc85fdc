"""Publishing the head of the audit trail after something happened in a stage."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tular.features.competitions.models import TrailDigest
from tular.features.competitions.queries.digests import undigested
from tular.foundation.audit.queries import head_of_trail


def publish_digests(*, now: datetime) -> int:
    """Give what happened without a digest its own: the head of the trail at this moment, which covers it.

    Returns how many. Running it twice gives nothing twice. Writes no entry of the trail: a digest says nothing new.
    """
    left = undigested(now)
    with transaction.atomic():
        number, digest = head_of_trail()
        if not number:
            return 0
        made = [
            TrailDigest(
                competition_id=one.competition, stage=one.stage, occasion=one.occasion, happened_at=one.at,
                number=number, hash=digest, at=now,
            )
            for one in left
        ]  # fmt: skip
        TrailDigest.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)
