"""What field verification found of the proposals of a plenary, in words, for whoever decides there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal
from tular.features.visits.choices import FindingKind, VisitState
from tular.features.visits.queries.findings import VisitFindings, visits_of


@dataclass(frozen=True, slots=True)
class Verified:
    """Of one proposal. `says` is short, for tables; `address` leads to the signed minutes, "" before they are."""

    says: str
    is_done: bool
    starts_at: datetime | None
    summary: str
    recommendation: str
    remarks: str
    address: str


def verified_in(competition: Competition, codes: Collection[str] = ()) -> dict[str, Verified]:
    """Code → what was found, of those chosen for verification; five queries, one where nobody was chosen."""
    found = visits_of(competition)
    if not found:
        return {}
    named = dict(Proposal.objects.filter(pk__in=found).values_list("pk", "code"))
    return {named[pk]: _told(one) for pk, one in found.items() if not codes or named[pk] in codes}


def unfinished_visits(competition: Competition) -> int:
    """How many were chosen for verification and have no minutes that everybody signed."""
    return sum(1 for one in visits_of(competition).values() if one.state != VisitState.DONE)


def _told(one: VisitFindings) -> Verified:
    done = one.state == VisitState.DONE
    counts = [f"{n} {FindingKind(kind).label}" for kind, n in one.counts.items() if n]
    state = str(VisitState(one.state).label) if one.state else _("belum direncanakan")
    return Verified(
        says=", ".join(counts) if done else state,
        is_done=done,
        starts_at=one.starts_at,
        summary=one.summary,
        recommendation=one.recommendation,
        remarks=one.remarks,
        address=f"/verifikasi/berita-acara/{one.minutes}" if one.minutes else "",
    )
