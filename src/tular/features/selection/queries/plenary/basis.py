"""What a plenary decides from: every proposal that came this far, with the scores of each stage, as it is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Q

from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.competition import Stage
from tular.engines.rulebook.exact import rounded
from tular.engines.rulebook.scoring import Unfit, total_of_stages
from tular.features.agencies.models import Indicator
from tular.features.catalogue.models import Recognition
from tular.features.competitions.models import Competition
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import CalibratedScore, Calibration, Review, ScoreSheet
from tular.features.proposals.models import Proposal
from tular.features.replications.choices import ReplicationState
from tular.features.replications.queries.shown import real_replications
from tular.features.selection.queries.entering import passed_into
from tular.features.selection.queries.plenary.beside import rated
from tular.features.selection.queries.plenary.settling import SCHEMA
from tular.features.selection.queries.plenary.stages import RATED, Source, cluster_of, deciding_source, sources_of
from tular.foundation.rulebooks.versions import rules_of

LAGGING = "underdeveloped_area"
"""The indicator of regions that tells whether a regency is lagging; where it has no row it is not known."""

YES = ("ya", "yes", "true", "1")


def last_calibrations(competition: Competition) -> dict[str, Calibration]:
    """Stage → what was computed last of its marks, without the long input. One query."""
    rows = Calibration.objects.filter(review__competition=competition).select_related("review").defer("canonical")
    return {one.review.stage: one for one in rows.order_by("number")}


def basis_of(competition: Competition, stage: Stage) -> dict[str, Any]:
    """The basis as it is now; see `settling`. Queries do not grow with the proposals."""
    rules = rules_of(competition.rulebook)
    entering = passed_into(competition, stage.id) or []
    sources, last = sources_of(rules, stage), last_calibrations(competition)
    scores: dict[int, dict[str, Any]] = defaultdict(dict)
    for source in sources:
        if source.id in last:
            for proposal, told in scores_of(rules, last[source.id]).items():
                scores[proposal][source.id] = told
        elif source.kind == RATED:
            for proposal, told in rated(competition, source.id).items():
                scores[proposal][source.id] = told
    decides = deciding_source(rules, stage)
    marked = rules.stage(decides) or stage
    marks = marks_of(last[marked.id].review) if wants_marks(stage, marked) and marked.id in last else {}
    facts = _facts(entering, stage)
    proposals = []
    for pk, told in facts.items():
        of_it = scores.get(pk, {})
        add_totals(rules, sources, of_it, str(told["group"]))
        proposals.append({**told, "scores": of_it, "marks": marks.get(pk, {})})
    return {
        "schema": SCHEMA,
        "competition": competition.slug,
        "stage": stage.id,
        "rulebook": rules.book.digest,
        "sources": [_told(source, last.get(source.id)) for source in sources],
        "proposals": sorted(proposals, key=lambda one: str(one["code"])),
    }


def _told(source: Source, calibration: Calibration | None) -> dict[str, Any]:
    return {
        "id": source.id, "label": source.label, "kind": source.kind, "counts": source.counts,
        "calibration": calibration.number if calibration else None,
        "sha256": calibration.sha256 if calibration else "",
        "identifiable": calibration.identifiable if calibration else None,
        "reason": calibration.reason if calibration else "",
    }  # fmt: skip


def scores_of(rules: Rules, calibration: Calibration, at: datetime | None = None) -> dict[int, dict[str, Any]]:
    """Proposal → its scores of a calibration, of those that were in the review then; without a moment: that are."""
    there = Q(entry__left_at__isnull=True)
    rows = CalibratedScore.objects.filter(there if at is None else there | Q(entry__left_at__gt=at))
    rows = rows.filter(calibration=calibration)
    columns = (
        "entry__proposal", "raw", "raw_rank", "calibrated", "low", "high", "rank", "p_in", "belongs", "readings",
        "apart",
    )  # fmt: skip
    return {
        row[0]: {
            # What people see is what decides, so it is rounded before anything is compared.
            "raw": _decimal(rules, row[1]), "raw_rank": row[2], "calibrated": _decimal(rules, row[3]),
            "low": _decimal(rules, row[4]), "high": _decimal(rules, row[5]), "rank": row[6], "p_in": row[7],
            "belongs": row[8], "readings": row[9], "apart": row[10],
        }
        for row in rows.values_list(*columns)
    }  # fmt: skip


def _decimal(rules: Rules, value: float | None) -> str | None:
    return None if value is None else str(rounded(Fraction(str(value)), rules.decimals, rules.rounding))


def add_totals(rules: Rules, sources: list[Source], scores: dict[str, Any], group: str) -> None:
    """Put the totals over stages beside the scores of one proposal."""
    for source in sources:
        if source.kind != "total":
            continue
        told = {}
        for which in ("raw", "calibrated"):
            values = {name: Fraction(one[which]) for name, one in scores.items() if one.get(which) is not None}
            try:
                value = total_of_stages(rules, source.id, values, group=group)
            except Unfit:
                value = None
            told[which] = None if value is None else str(rounded(value, rules.decimals, rules.rounding))
        if any(value is not None for value in told.values()):
            scores[source.id] = told


def wants_marks(stage: Stage, marked: Stage) -> bool:
    """Whether equal ones are told apart by marks of single criteria."""
    return any(one.startswith("criterion:") for one in (stage.tie_breaks or marked.tie_breaks))


def marks_of(review: Review) -> dict[int, dict[str, str]]:
    """Proposal → criterion → mean of what its readers gave, for tie-breaks; of each reading the last round."""
    rows = ScoreSheet.objects.filter(
        assignment__entry__review=review, assignment__entry__left_at__isnull=True, handed_in_at__isnull=False,
        assignment__state=AssignmentState.DONE,
    ).order_by("round")  # fmt: skip
    sheets = {
        reading: (proposal, content)
        for reading, proposal, content in rows.values_list("assignment", "assignment__entry__proposal", "content")
    }
    found: dict[int, dict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    for proposal, content in sheets.values():
        for criterion, told in content.items():
            if isinstance(told, Mapping) and told.get("mark"):
                found[proposal][criterion].append(Fraction(str(told["mark"])))
    return {
        proposal: {
            criterion: str(rounded(sum(several, Fraction(0)) / len(several), 6))
            for criterion, several in sorted(of_it.items())
        }
        for proposal, of_it in found.items()
    }


def _facts(entering: list[int], stage: Stage) -> dict[int, dict[str, Any]]:
    """Who it is, and over what a balance is kept. What is not known is None or empty."""
    rows = Proposal.objects.filter(pk__in=entering).select_related("agency__region__parent", "category")
    rows = rows.defer("content", "versions").order_by("code")
    lagging = dict(Indicator.objects.filter(indicator=LAGGING).order_by("year").values_list("region_id", "value"))
    states = (ReplicationState.RUNNING, ReplicationState.PROVEN)
    replicated = set(
        real_replications()
        .filter(innovation__proposals__in=entering, state__in=states)
        .values_list("innovation", flat=True)
    )
    awarded = set(Recognition.objects.values_list("agency", flat=True).distinct())
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        region = row.agency.region
        province = (region.parent or region) if region else None
        area = lagging.get(region.pk) if region else None
        told = {
            "code": row.code, "title": row.title, "agency": row.agency.name, "agency_id": row.agency_id,
            "kind": row.agency.kind, "group": row.group, "category": row.category.name if row.category else "",
            "province": province.name if province else "", "island": province.island_group if province else "",
            "region": region.name if region else "", "lagging": None if area is None else area.lower() in YES,
            "replicated": True if row.innovation_id in replicated else None,
            "first_time": row.agency_id not in awarded,
            "submitted": row.submitted_at.isoformat() if row.submitted_at else None,
        }  # fmt: skip
        told["cluster"] = cluster_of(stage.seats, told)
        found[row.pk] = told
    return found
