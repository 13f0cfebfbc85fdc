"""Which files of proposals somebody may read because they judge them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tular.features.judging.choices import HELD
from tular.features.judging.models import Entry
from tular.features.judging.queries.submitted import is_blind, shown_when_blind
from tular.features.judging.queries.visibility import readings_of, shown_to
from tular.features.proposals.models import ProposalFile
from tular.foundation.files.models import StoredFile


def may_read_to_judge(person: Any, file: StoredFile) -> bool:
    """A reader reads what was submitted, but where the agency is hidden only what the rulebook says names nobody.

    The same holds for whoever compares two proposals side by side, as long as both are before them.
    """
    mine = readings_of(person).filter(state__in=HELD, entry__proposal__files__file=file.pk)
    shown = shown_to(person)
    either = Q(pk__in=mine.values("entry")) | Q(pk__in=shown.values("first")) | Q(pk__in=shown.values("second"))
    rows = Entry.objects.filter(either, proposal__files__file=file.pk).distinct()
    return any(_is_open(entry, file) for entry in rows.select_related(*WITH))


WITH = ("review__competition__rulebook", "proposal", "submission")


def _is_open(entry: Entry, file: StoredFile) -> bool:
    places = ProposalFile.objects.filter(
        Q(removed_at__isnull=True) | Q(removed_at__gt=entry.submission.at),
        proposal=entry.proposal_id, file=file.pk, at__lte=entry.submission.at,
    ).values_list("attachment", flat=True)  # fmt: skip
    allowed = shown_when_blind(entry) if is_blind(entry) else None
    return any(allowed is None or place in allowed for place in places)
