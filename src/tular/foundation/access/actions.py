"""Forgetting what was counted long ago."""

from __future__ import annotations

from datetime import datetime

from tular.foundation.access.models import SharedCount


def forget_ended_counts(now: datetime) -> int:
    """Delete the rows of counts that have ended, which Django does only when the table is full; how many."""
    return SharedCount.objects.filter(expires__lt=now).delete()[0]
