"""The organiser's list of conflicts: what stands and why, what waits for a look, what was lifted, and mere hints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tular.features.judging.choices import HELD, ConflictSource
from tular.features.judging.models import Assignment, Conflict, ConflictSearch, Entry, Evaluator, Review, Tie
from tular.features.judging.queries.clues.all import REGION
from tular.features.judging.queries.clues.belonging import clues_of_places
from tular.features.judging.queries.clues.judged import judged_in
from tular.features.judging.queries.conflicts import standing_in, to_be_looked_at
from tular.features.judging.queries.review_page import base_of
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.queries.searching import is_stale, running_search
from tular.foundation.jobs.models import JobRun
from tular.foundation.ui.shapes import Pages
from tular.foundation.ui.typed import number_typed

PAGE_SIZE = 50

LOOK, STANDING, LIFTED, HINTS = "lihat", "berlaku", "dicabut", "petunjuk"
PARTS = (LOOK, STANDING, LIFTED, HINTS)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict. `reads` in words what happens between the two all the same, `withdrawn`: its agency took it back."""

    pk: int
    evaluator: int
    name: str
    entry: int
    title: str
    agency: str
    kind: str
    source: str
    note: str
    by: str
    at: datetime
    doubtful: bool
    reads: str
    lifted_at: datetime | None
    lifted_by: str
    lift_reason: str
    withdrawn: bool

    @property
    def waits(self) -> bool:
        """Whether somebody has to look at it."""
        return self.lifted_at is None and (self.doubtful or bool(self.reads))


@dataclass(frozen=True, slots=True)
class HintRow:
    """Something that is no conflict by the rulebook: an evaluator reads a proposal of their own province."""

    evaluator: int
    name: str
    entry: int
    title: str
    agency: str
    note: str


@dataclass(frozen=True, slots=True)
class ConflictsPage:
    """The page."""

    review: Review
    base: str
    stage: str
    part: str
    words: str
    counts: dict[str, int]
    rows: tuple[ConflictRow, ...]
    hints: tuple[HintRow, ...]
    pages: Pages
    search: ConflictSearch | None
    run: JobRun | None
    is_stale: bool
    barred: tuple[tuple[int, str], ...]


def conflicts_page(review: Review, now: datetime, *, part: str = "", words: str = "", page: str = "") -> ConflictsPage:
    """The page. A fixed number of queries for any number of conflicts."""
    standing, lifted = standing_in(review), _all(review).filter(lifted_at__isnull=False)
    waiting = to_be_looked_at(standing)
    hints = _hints(review)
    counts = {LOOK: waiting.count(), STANDING: standing.count(), LIFTED: lifted.count(), HINTS: len(hints)}
    shown = part if part in PARTS else (LOOK if counts[LOOK] and not words else STANDING)
    rows = {LOOK: waiting, STANDING: standing, LIFTED: lifted}.get(shown)
    found: tuple[ConflictRow, ...] = ()
    if rows is None:
        pages = Pages.read(page, len(hints), PAGE_SIZE)
        hints = hints[pages.start : pages.last]
    else:
        rows = _narrowed(rows, words)
        pages = Pages.read(page, rows.count(), PAGE_SIZE)
        ordered = rows.order_by("-doubtful", "evaluator__number", "entry__number", "pk")
        found, hints = tuple(conflict_rows(review, ordered[pages.start : pages.start + PAGE_SIZE])), []
    return ConflictsPage(
        review=review,
        base=base_of(review),
        stage=stage_of(review).label,
        part=shown,
        words=words,
        counts=counts,
        rows=found,
        hints=tuple(hints),
        pages=pages,
        search=ConflictSearch.objects.filter(review=review).first(),
        run=running_search(review),
        is_stale=is_stale(review, now),
        barred=_barred(review),
    )


def conflict_rows(review: Review, rows: QuerySet[Conflict]) -> Iterable[ConflictRow]:
    """These conflicts with names, and what is read between the two. Two queries."""
    reading = Assignment.objects.filter(entry=OuterRef("entry"), evaluator=OuterRef("evaluator"), state__in=HELD)
    told = Tie.objects.filter(
        competition=review.competition_id, agency=OuterRef("entry__proposal__agency"), kind=OuterRef("kind"),
        taken_back_at__isnull=True,
    )  # fmt: skip
    rows = rows.annotate(read=Exists(reading), told=Exists(told)).select_related(
        "evaluator__person", "entry__proposal__agency", "by", "lifted_by"
    )
    for one in rows.defer("entry__proposal__content", "entry__proposal__versions"):
        yield ConflictRow(
            pk=one.pk,
            evaluator=one.evaluator.number,
            name=one.evaluator.person.name,
            entry=one.entry.number,
            title=one.entry.proposal.title,
            agency=one.entry.proposal.agency.name,
            kind=str(one.get_kind_display()),
            source=str(one.get_source_display()),
            note=one.note,
            by=one.by.name if one.by else "",
            at=one.at,
            doubtful=one.doubtful,
            reads=_("sedang dibaca atau sudah dinilai olehnya") if getattr(one, "read", False) else "",
            lifted_at=one.lifted_at,
            lifted_by=one.lifted_by.name if one.lifted_by else "",
            lift_reason=one.lift_reason,
            withdrawn=one.source == ConflictSource.AGENCY and not getattr(one, "told", False),
        )


def conflict_called(review: Review, pk: int) -> Conflict | None:
    """A conflict of the review, by key."""
    rows = _all(review).select_related("evaluator__person", "evaluator__review__competition", "entry__proposal__agency")
    return rows.filter(pk=pk).first()


def _all(review: Review) -> QuerySet[Conflict]:
    return Conflict.objects.filter(entry__review=review)


def _narrowed(rows: QuerySet[Conflict], words: str) -> QuerySet[Conflict]:
    for word in words.split()[:8]:
        fits = (
            Q(evaluator__person__name__icontains=word)
            | Q(entry__proposal__title__icontains=word)
            | Q(entry__proposal__agency__name__icontains=word)
        )
        if number := number_typed(word.lstrip("0")):
            fits |= Q(evaluator__number=number) | Q(entry__number=number) if number < 10**6 else Q()
        rows = rows.filter(fits)
    return rows


def _hints(review: Review) -> list[HintRow]:
    """Readings between people and proposals of one province, where the rulebook lets that be."""
    if REGION in stage_of(review).recusal:
        return []
    held = Assignment.objects.filter(entry__review=review, entry__left_at__isnull=True, state__in=HELD)
    pairs = set(held.values_list("entry", "evaluator"))
    if not pairs:
        return []
    hints = {
        (one.entry, one.evaluator): one.note
        for one in clues_of_places(judged_in(review), by_region=False)
        if one.hint and (one.entry, one.evaluator) in pairs
    }
    if not hints:
        return []
    rows = held.select_related("evaluator__person", "entry__proposal__agency").order_by("evaluator__number", "entry")
    return [
        HintRow(
            one.evaluator.number, one.evaluator.person.name, one.entry.number, one.entry.proposal.title,
            one.entry.proposal.agency.name, hints[one.entry_id, one.evaluator_id],
        )
        for one in rows.defer("entry__proposal__content", "entry__proposal__versions")
        if (one.entry_id, one.evaluator_id) in hints
    ]  # fmt: skip


def _barred(review: Review) -> tuple[tuple[int, str], ...]:
    """Evaluators in conflict with everything that is judged. Three queries."""
    entries = Entry.objects.filter(review=review, left_at__isnull=True).count()
    if not entries:
        return ()
    against: dict[int, set[int]] = {}
    for entry, evaluator in standing_in(review).filter(entry__left_at__isnull=True).values_list("entry", "evaluator"):
        against.setdefault(evaluator, set()).add(entry)
    rows = Evaluator.objects.filter(review=review, left_at__isnull=True).order_by("number")
    return tuple(
        (number, name)
        for pk, number, name in rows.values_list("pk", "number", "person__name")
        if len(against.get(pk, ())) == entries
    )
