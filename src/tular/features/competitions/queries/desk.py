"""What waits for organisers on their desk: competitions that are prepared and not opened yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.queries.listing import with_submission
from tular.features.competitions.queries.visibility import competitions_run_by
from tular.foundation.ui.desk import DeskItem


def desk_items(person: Any, now: datetime) -> Iterator[DeskItem]:
    """One line for each competition that a person prepares, due when its submission is to begin. Two queries."""
    rows = with_submission(competitions_run_by(person).filter(state=CompetitionState.PREPARED))
    for row in rows.order_by("created_at", "pk"):
        yield DeskItem(
            title=_("Buka %(title)s") % {"title": row.title},
            href=f"/kompetisi/{row.slug}/kelola",
            role=_("Penyelenggara kompetisi"),
            action=_("Lanjutkan"),
            text=_("Umum belum melihatnya."),
            due=row.opens,
            since=row.created_at,
        )
