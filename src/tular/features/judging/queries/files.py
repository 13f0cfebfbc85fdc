"""Which files of proposals somebody may read because they judge them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tular.features.judging.choices import HELD
from tular.features.judging.queries.submitted import is_blind, shown_when_blind
from tular.features.judging.queries.visibility import readings_of
from tular.features.proposals.models import ProposalFile
from tular.foundation.files.models import StoredFile


def may_read_to_judge(person: Any, file: StoredFile) -> bool:
    """A reader reads what was submitted, but where the agency is hidden only what the rulebook says names nobody."""
    mine = readings_of(person).filter(state__in=HELD)
    rows = mine.filter(entry__proposal__files__file=file.pk).distinct()
    for reading in rows.select_related("entry__review__competition__rulebook", "entry__proposal", "entry__submission"):
        places = ProposalFile.objects.filter(
            Q(removed_at__isnull=True) | Q(removed_at__gt=reading.entry.submission.at),
            proposal=reading.entry.proposal_id, file=file.pk, at__lte=reading.entry.submission.at,
        ).values_list("attachment", flat=True)  # fmt: skip
        allowed = shown_when_blind(reading.entry) if is_blind(reading.entry) else None
        if any(allowed is None or place in allowed for place in places):
            return True
    return False
