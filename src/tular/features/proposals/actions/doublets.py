"""Saying of texts that look alike whether they are the same innovation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import Competition
from tular.features.proposals.actions.findings import tell_doublets
from tular.features.proposals.choices import DoubletState
from tular.features.proposals.models import Doublet
from tular.features.proposals.queries.checklist.conflicts import own_among
from tular.foundation.actions import Refused, action

LONGEST_NOTE = 2000


@action("proposals.decide_doublet", gettext_lazy("Memutus proposal kembar"))
def decide_doublet(
    doublet: Doublet, *, by: Any, now: datetime, state: str, note: str = "", seen_version: str = ""
) -> Doublet:
    """Same or different, or open again. The flag of its proposals follows; what checkers decide is theirs."""
    _decide([doublet], by, now, state, note)
    doublet.save()
    tell_doublets(_touched([doublet]), now)
    return doublet


@action("proposals.decide_cluster", gettext_lazy("Memutus kelompok proposal kembar"))
def decide_cluster(competition: Competition, *, by: Any, now: datetime, cluster: int, state: str) -> Competition:
    """The same word for every pair of a group that nobody has decided yet."""
    pairs = Doublet.objects.select_for_update(of=("self",)).filter(
        proposal__competition=competition, cluster=cluster, state=DoubletState.OPEN
    )
    rows = list(pairs.select_related("proposal", "other").order_by("pk"))
    if not rows:
        raise Refused(_("Semua pasangan kelompok ini sudah diputus."))
    _decide(rows, by, now, state, "")
    Doublet.objects.bulk_update(rows, ["state", "by", "at", "note"], batch_size=200)
    tell_doublets(_touched(rows), now)
    return competition


def _decide(rows: Collection[Doublet], by: Any, now: datetime, state: str, note: str) -> None:
    if state not in DoubletState.values:
        raise Refused(_("Pilih sama atau berbeda."))
    if own_among(by, _touched(rows)):
        raise Refused(_("Salah satunya dari instansi Anda sendiri. Pemeriksa lain yang memutuskannya."))
    for row in rows:
        row.state, row.by, row.at, row.note = DoubletState(state), by, now, note.strip()[:LONGEST_NOTE]


def _touched(rows: Collection[Doublet]) -> set[int]:
    return {pk for row in rows for pk in (row.proposal_id, row.other_id) if pk is not None}
