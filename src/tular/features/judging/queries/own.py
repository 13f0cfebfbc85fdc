"""What evaluators see of their own: profile, reading to declare a conflict on, ties they disclosed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tular.features.judging.choices import ReviewState
from tular.features.judging.models import (
    Assignment,
    Conflict,
    Disclosure,
    Entry,
    Evaluator,
    EvaluatorProfile,
    Review,
)
from tular.features.judging.queries.pact import is_sworn
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.queries.visibility import evaluators_of, may_keep_profile, readings_of
from tular.foundation.ui.shapes import Pages
from tular.foundation.ui.typed import number_typed

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A proposal in a review that hides nothing."""

    number: int
    title: str
    agency: str
    said: bool


@dataclass(frozen=True, slots=True)
class DisclosurePage:
    """What an evaluator may say before reading; `entries` only where the stage does not hide whose they are."""

    evaluator: Evaluator
    review: Review
    stage: str
    path: str
    is_blind: bool
    is_sworn: bool
    is_closed: bool
    disclosures: tuple[tuple[str, str, str], ...]
    words: str
    entries: tuple[EntryRow, ...]
    pages: Pages


def profile_of(person: Any) -> EvaluatorProfile | None:
    """The person's profile, a new one where there is none; None for whoever keeps none."""
    if not may_keep_profile(person):
        return None
    found = EvaluatorProfile.objects.filter(person_id=person.pk).select_related("institution", "region").first()
    return found or EvaluatorProfile(person=person, updated_at=timezone.now())


def own_reading(person: Any, pk: int) -> Assignment | None:
    """A reading that was given to the person, by key."""
    rows = readings_of(person).filter(pk=pk)
    return rows.select_related("evaluator", "entry__review__competition__rulebook", "entry__proposal").first()


def own_place(person: Any, slug: str, stage: str) -> Evaluator | None:
    """The person as evaluator of a review, also one that is only prepared."""
    rows = evaluators_of(person).filter(review__competition__slug=slug, review__stage=stage)
    return rows.select_related("review__competition__rulebook").first()


def disclosure_page(evaluator: Evaluator, words: str, page: str) -> DisclosurePage:
    """What they said, and the entries where these may be seen. A fixed number of queries."""
    review = evaluator.review
    stage = stage_of(review)
    sworn = is_sworn(evaluator.person, review.competition)
    told = Disclosure.objects.filter(evaluator=evaluator).select_related("agency").order_by("at", "pk")
    entries = _entries(review, words) if sworn and not stage.blind else Entry.objects.none()
    pages = Pages.read(page, entries.count(), PAGE_SIZE)
    mine = Conflict.objects.filter(evaluator=evaluator, source="penilai", lifted_at__isnull=True)
    said = set(mine.values_list("entry", flat=True)) if sworn and not stage.blind else set()
    return DisclosurePage(
        evaluator=evaluator,
        review=review,
        stage=stage.label,
        path=f"/penilaian/benturan/{review.competition.slug}/{review.stage}",
        is_blind=stage.blind,
        is_sworn=sworn,
        is_closed=review.state == ReviewState.CLOSED,
        disclosures=tuple((one.agency.name, str(one.get_kind_display()), one.note) for one in told),
        words=words,
        entries=tuple(
            EntryRow(number, title, agency, pk in said)
            for pk, number, title, agency in entries.values_list(
                "pk", "number", "proposal__title", "proposal__agency__name"
            )[pages.start : pages.last]
        ),
        pages=pages,
    )


def entry_to_disclose(evaluator: Evaluator, number: str) -> Entry | None:
    """The entry of this number, where the evaluator may see whose it is."""
    review = evaluator.review
    if stage_of(review).blind or not is_sworn(evaluator.person, review.competition):
        return None
    return _entries(review, "").filter(number=number_typed(number)).first()


def _entries(review: Review, words: str) -> Any:
    rows = Entry.objects.filter(review=review, left_at__isnull=True)
    for word in words.split()[:8]:
        rows = rows.filter(Q(proposal__title__icontains=word) | Q(proposal__agency__name__icontains=word))
    return rows.order_by("proposal__agency__name", "number")
