"""The page of assignments: figures, the last plan, and a list of evaluators or of proposals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tular.features.judging.choices import HELD, AssignmentKind, AssignmentState, Objective
from tular.features.judging.models import Assignment, AssignmentPlan, BulkAssignment, Entry, Review
from tular.features.judging.queries.assignments.loads import Load, loads_of
from tular.features.judging.queries.planning import last_plan
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.queries.solving import linkage
from tular.features.judging.queries.visibility import reviews_run_by
from tular.foundation.jobs.choices import OPEN
from tular.foundation.jobs.models import JobRun
from tular.foundation.ui.shapes import Kind, Pages

PAGE_SIZE = 50
JOB = "judging.plan"

PROPOSALS, EVALUATORS = "proposal", "penilai"

READERS: dict[str, str | Promise] = {
    "": gettext_lazy("semua"),
    "kurang": gettext_lazy("kurang penilai"),
    "lebih": gettext_lazy("lebih dari yang direncanakan"),
}
"""Filter of proposals by how many read them."""

SIGNS: dict[str, Kind] = {
    AssignmentState.DONE: "ok",
    AssignmentState.ASSIGNED: "part",
    AssignmentState.ABSTAINED: "stop",
    AssignmentState.CONFLICT: "stop",
    AssignmentState.TAKEN_BACK: "unknown",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the list."""

    view: str = PROPOSALS
    words: str = ""
    readers: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads a proposal, or did."""

    pk: int
    number: int
    name: str
    state: str
    state_label: str
    reason: str
    kind: str
    sign: Kind
    is_held: bool
    may_be_taken: bool
    may_be_given: bool


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A proposal with its readers; `short` is how many it lacks."""

    number: int
    code: str
    title: str
    agency: str
    category: str
    readers: tuple[Reader, ...]
    short: int


@dataclass(frozen=True, slots=True)
class Solution:
    """What a plan found for one objective.

    `mean` is the fit of a reading, 0 to 1, `worst` the sum of fits of the worst-served proposal. Beside the best total,
    `lost` is how many per cent of it are given up and `won` what the worst-served gains.
    """

    objective: str
    label: str
    pairs: int
    mean: float
    worst: float
    bridges: int
    linkage: str
    lost: float
    won: float
    is_adopted: bool


@dataclass(frozen=True, slots=True)
class AssignmentsPage:
    """Everything of the page; of the two lists the one that was asked for."""

    review: Review
    stage: str
    asked: Asked
    entries: int
    needed: int
    held: int
    short: int
    loads: tuple[Load, ...]
    plan: AssignmentPlan | None
    solutions: tuple[Solution, ...]
    run: JobRun | None
    bulk: BulkAssignment | None
    lines: tuple[EntryLine, ...]
    pages: Pages

    @property
    def room(self) -> int:
        """How many readings all evaluators may bear together."""
        return sum(one.maximum for one in self.loads)

    @property
    def silent(self) -> list[Load]:
        """Evaluators who have looked at nothing."""
        return [one for one in self.loads if one.is_silent]

    @property
    def over(self) -> list[Load]:
        """Evaluators for whom the rest is too much a day."""
        return [one for one in self.loads if one.is_over]


def review_run_by(person: Any, slug: str, stage: str) -> Review | None:
    """The review of this stage, for somebody who runs the competition."""
    rows = reviews_run_by(person).select_related("competition__rulebook", "competition__organiser")
    return rows.filter(competition__slug=slug, stage=stage).first()


def assignments_page(review: Review, asked: Asked, now: datetime, bulk: int | None = None) -> AssignmentsPage:
    """The page. A fixed number of queries."""
    entries = _counted(review)
    counts = entries.aggregate(
        entries=Count("pk"), short=Count("pk", filter=Q(readers__lt=review.readings)), over=Count(
            "pk", filter=Q(readers__gt=review.readings)
        )
    )  # fmt: skip
    plan = last_plan(review)
    left = _filtered(entries, asked)
    pages = Pages.read(asked.page, left.count(), PAGE_SIZE)
    shown = list(left[pages.start : pages.last]) if asked.view == PROPOSALS else []
    held = Assignment.objects.filter(entry__review=review, entry__left_at__isnull=True, state__in=HELD).count()
    return AssignmentsPage(
        review=review,
        stage=stage_of(review).label,
        asked=asked,
        entries=counts["entries"],
        needed=counts["entries"] * review.readings,
        held=held,
        short=counts["short"],
        loads=tuple(loads_of(review, now)),
        plan=plan,
        solutions=tuple(_solutions(plan)) if plan else (),
        run=running_plan(review),
        bulk=BulkAssignment.objects.filter(review=review, pk=bulk).first() if bulk else None,
        lines=tuple(lines_of(shown, review)),
        pages=pages,
    )


def lines_of(entries: Iterable[Entry], review: Review) -> list[EntryLine]:
    """The proposals with their readers. One query more than the proposals took."""
    several = list(entries)
    readers: dict[int, list[Reader]] = defaultdict(list)
    rows = Assignment.objects.filter(entry__in=[one.pk for one in several]).select_related("evaluator__person")
    for row in rows.order_by("entry", "evaluator__number"):
        readers[row.entry_id].append(_reader(row))
    return [
        EntryLine(
            number=one.number, code=one.proposal.code, title=one.proposal.title, agency=one.proposal.agency.name,
            category=one.proposal.category.name if one.proposal.category else "", readers=tuple(readers[one.pk]),
            short=max(0, review.readings - sum(reader.is_held for reader in readers[one.pk])),
        )
        for one in several
    ]  # fmt: skip


def running_plan(review: Review) -> JobRun | None:
    """The run that computes a plan for this review now."""
    rows = JobRun.objects.filter(name=JOB, state__in=OPEN, arguments__review=review.pk)
    return rows.order_by("-pk").first()


def _counted(review: Review) -> QuerySet[Any, Any]:
    readers = Count("assignments", filter=Q(assignments__state__in=HELD))
    return Entry.objects.filter(review=review, left_at__isnull=True).annotate(readers=readers)


def _filtered(entries: QuerySet[Any, Any], asked: Asked) -> QuerySet[Any, Any]:
    rows = entries.select_related("proposal__agency", "proposal__category").order_by("number")
    rows = rows.defer("fits", "proposal__content", "proposal__versions")
    if asked.words:
        words = asked.words
        rows = rows.filter(
            Q(proposal__title__icontains=words) | Q(proposal__code__icontains=words) | Q(
                proposal__agency__name__icontains=words
            )
        )  # fmt: skip
    if asked.readers == "kurang":
        rows = rows.filter(readers__lt=F("review__readings"))
    if asked.readers == "lebih":
        rows = rows.filter(readers__gt=F("review__readings"))
    return rows


def _reader(row: Assignment) -> Reader:
    return Reader(
        pk=row.pk, number=row.evaluator.number, name=str(row.evaluator.person), state=row.state,
        state_label=row.get_state_display(), reason=row.state_reason, kind=str(AssignmentKind(row.kind).label),
        sign=SIGNS[row.state], is_held=row.state in HELD, may_be_taken=row.state == AssignmentState.ASSIGNED,
        may_be_given=row.state in (AssignmentState.ABSTAINED, AssignmentState.TAKEN_BACK),
    )  # fmt: skip


def _solutions(plan: AssignmentPlan) -> Iterable[Solution]:
    for objective in Objective:
        found = plan.solutions.get(objective.value)
        if found:
            figures = found["figures"]
            pairs = len(found["pairs"])
            yield Solution(
                objective.value, str(objective.label), pairs, figures["total"] / pairs if pairs else 0.0,
                figures["worst"], len(found["bridges"]), linkage(figures),
                100 * figures["lost"] / figures["total"] if figures["total"] else 0.0, figures["won"],
                plan.adopted == objective.value,
            )  # fmt: skip
