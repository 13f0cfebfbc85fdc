"""What readers of one proposal gave, and what the rule says to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tular.engines.rulebook.choosing import ReadingRule
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import DifferenceCase, Entry, Review, ScoreSheet
from tular.features.judging.queries.assignments.allowed import Candidate, candidates
from tular.features.judging.queries.rules import criteria_list, criteria_of, reading_rule, stage_of


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A criterion and what each reader gave, in their order; "" where nothing was given."""

    label: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with both rounds of marks side by side, and who could read it as a third."""

    case: DifferenceCase
    readers: tuple[str, ...]
    lines: tuple[MarkLine, ...]
    totals: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    waits: bool


def rule_for(review: Review) -> ReadingRule:
    """How many read an entry, and what follows when they differ; the number is that of the review."""
    rule = reading_rule(stage_of(review))
    return ReadingRule(review.readings, rule.disagreement, rule.gap, rule.threshold, rule.with_third)


def latest_totals(entry: Entry) -> list[ScoreSheet]:
    """Of each reading that counts the sheet handed in last, by evaluator. One query."""
    rows = ScoreSheet.objects.filter(
        assignment__entry=entry, assignment__state=AssignmentState.DONE, handed_in_at__isnull=False
    ).order_by("assignment__evaluator__number", "round")
    return list({row.assignment_id: row for row in rows}.values())


def case_page(case: DifferenceCase, now: datetime) -> CasePage:
    """The page of a case."""
    entry = case.entry
    sheets = list(
        ScoreSheet.objects.filter(assignment__entry=entry, handed_in_at__isnull=False)
        .select_related("assignment__evaluator__person")
        .order_by("assignment__evaluator__number", "round")
    )
    told = criteria_of(entry.review, entry.proposal.group)
    return CasePage(
        case=case,
        readers=tuple(_called(one) for one in sheets),
        lines=tuple(
            MarkLine(criterion.label, tuple(_mark(one, criterion.id) for one in sheets))
            for criterion in (criteria_list(told) if told else ())
        ),
        totals=tuple(one.total for one in sheets),
        candidates=tuple(one for one in candidates(entry.review, entry, now) if not one.why_not)[:10],
        waits=entry.assignments.filter(state=AssignmentState.ASSIGNED).exists(),
    )


def _called(sheet: ScoreSheet) -> str:
    evaluator: Any = sheet.assignment.evaluator
    again = f" ({sheet.round})" if sheet.round > 1 else ""
    return f"{evaluator.number:02d} {evaluator.person}{again}"


def _mark(sheet: ScoreSheet, criterion: str) -> str:
    return str((sheet.content.get(criterion) or {}).get("mark") or "")
