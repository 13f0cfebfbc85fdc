"""What verification found, for whoever decides later: the plenary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tular.features.competitions.models import Competition
from tular.features.visits.choices import FindingKind, VisitState
from tular.features.visits.models import Minutes, Visit, VisitChoice


@dataclass(frozen=True, slots=True)
class VisitFindings:
    """Of one proposal: what signed minutes say, else only where its visit stands.

    `counts` maps kind of finding → items, {} before everybody has signed. `reason` is why it was chosen.
    """

    proposal: int
    stage: str
    reason: str
    state: str
    visit: int | None
    starts_at: datetime | None
    counts: Mapping[str, int]
    summary: str
    recommendation: str
    minutes: int | None
    sha256: str
    acknowledged: bool
    remarks: str
    addenda: int


def visits_of(competition: Competition, stage: str = "") -> dict[int, VisitFindings]:
    """Proposal → findings, of all chosen for verification (in one stage, or the last that chose it). Three queries.

    For those who run the competition and who decide in it; never for applicants.
    """
    choices = VisitChoice.objects.filter(competition=competition, undone_at__isnull=True)
    chosen = list((choices.filter(stage=stage) if stage else choices).order_by("at", "pk"))
    visits = {
        one.choice_id: one
        for one in Visit.objects.filter(choice__in=[row.pk for row in chosen]).exclude(state=VisitState.CANCELLED)
    }
    done = [one.pk for one in visits.values() if one.state == VisitState.DONE]
    rows = Minutes.objects.filter(visit__in=done).select_related("acknowledgement").prefetch_related("addenda")
    minutes = {one.visit_id: one for one in rows.order_by("number")}
    return {row.proposal_id: _findings(row, visits.get(row.pk), minutes) for row in chosen}


def _findings(choice: VisitChoice, visit: Visit | None, minutes: Mapping[int, Minutes]) -> VisitFindings:
    last = minutes.get(visit.pk) if visit else None
    told = json.loads(last.canonical) if last else {"items": [], "general": {}}
    counts = {kind.value: 0 for kind in FindingKind} if last else {}
    for one in told["items"]:
        counts[one["finding"]] += 1
    acknowledgement = getattr(last, "acknowledgement", None) if last else None
    return VisitFindings(
        proposal=choice.proposal_id,
        stage=choice.stage,
        reason=choice.reason,
        state=visit.state if visit else "",
        visit=visit.pk if visit else None,
        starts_at=visit.starts_at if visit else None,
        counts=counts,
        summary=told["general"].get("summary") or "",
        recommendation=told["general"].get("recommendation") or "",
        minutes=last.pk if last else None,
        sha256=last.sha256 if last else "",
        acknowledged=acknowledgement is not None,
        remarks=acknowledgement.remarks if acknowledgement else "",
        addenda=len(last.addenda.all()) if last else 0,
    )
