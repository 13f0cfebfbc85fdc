"""How much each proposal still lacks, for lists: counted anew when something else than its text has changed.

Moving a close changes ages, a correction changes what is asked. Thousands of proposals are not counted while somebody
waits: the old number is taken away at once, lists say "belum dihitung", and background work counts soon after.
"""

from __future__ import annotations

from itertools import batched

from django.db.models import QuerySet

from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.proposals.actions.writing import count_again
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.local_desk import NOT_YET

BATCH = 200


def forget_counts(competition: Competition, agency: int | None = None) -> None:
    """Take away the numbers of what is not submitted, of one agency or of all: they may be wrong now. One query."""
    rows = Proposal.objects.filter(competition=competition.pk, state__in=NOT_YET, obstacles__isnull=False)
    (rows.filter(agency=agency) if agency is not None else rows).update(obstacles=None)


def some_uncounted() -> bool:
    """Whether a proposal that can still be submitted has no number. One query on an index of just those."""
    return _open().filter(obstacles__isnull=True).exists()


def count_uncounted() -> int:
    """Count what has no number; returns how many there were."""
    return _count([*_open().filter(obstacles__isnull=True).values_list("pk", flat=True)])


def count_all() -> int:
    """Count everything that can still be submitted: awards and quotas change without any proposal being touched."""
    return _count([*_open().values_list("pk", flat=True)])


def _open() -> QuerySet[Proposal]:
    return Proposal.objects.filter(state__in=NOT_YET, competition__state=CompetitionState.OPEN).order_by("pk")


def _count(identities: list[int]) -> int:
    counted = 0
    for some in batched(identities, BATCH):
        rows = Proposal.objects.filter(pk__in=some, state__in=NOT_YET)
        rows = rows.select_related("competition__rulebook", "agency", "innovation", "replicates")
        for proposal in rows.prefetch_related("files", "innovation__recognitions", "replicates__recognitions"):
            count_again(proposal)
            counted += 1
    return counted
