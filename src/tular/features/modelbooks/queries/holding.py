"""Who holds a chapter for writing."""

from __future__ import annotations

from datetime import datetime, timedelta

from tular.features.accounts.models import User
from tular.features.modelbooks.models import Section

SILENCE = timedelta(minutes=15)
"""After this long without a save or a sign of life nobody holds a chapter any more."""


def holder_of(section: Section, now: datetime) -> User | None:
    """Whoever holds the chapter now. No query when it is loaded with `held_by`."""
    if section.held_by is None or section.held_at is None or now - section.held_at > SILENCE:
        return None
    return section.held_by
