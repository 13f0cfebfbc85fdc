"""The teams and evaluators of a review, with how much each bears and what keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tular.features.judging.choices import HELD, AssignmentState
from tular.features.judging.models import (
    Assignment,
    Conflict,
    Entry,
    Evaluator,
    EvaluatorProfile,
    IntegrityPact,
    Review,
)
from tular.features.judging.queries.pact import asks_pact
from tular.features.judging.queries.review_page import base_of
from tular.features.judging.queries.visibility import people_of_organiser
from tular.foundation.ui.shapes import Pages

PAGE_SIZE = 50

PARTS = ("bertugas", "belum-pakta", "berhenti")


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A team: its people now, and the categories in which it is at home; none: all of them."""

    pk: int
    name: str
    categories: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An evaluator. `signed_at` None: not yet; `barred` in conflict with everything that is judged."""

    number: int
    name: str
    email: str
    institution: str
    panel: str
    minimum: int
    maximum: int
    per_day: int | None
    days_off: int
    held: int
    done: int
    conflicts: int
    signed_at: datetime | None
    has_profile: bool
    is_demo: bool
    works_here: bool
    left_at: datetime | None
    left_reason: str
    barred: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The page."""

    review: Review
    base: str
    stage: str
    panels: tuple[PanelRow, ...]
    rows: tuple[PersonRow, ...]
    pages: Pages
    part: str
    words: str
    panel: str
    counts: dict[str, int]
    asks_pact: bool
    entries: int


def people_page(
    review: Review, stage: str, *, part: str = "", words: str = "", panel: str = "", page: str = ""
) -> PeoplePage:
    """The page. A fixed number of queries for any number of evaluators."""
    everybody = person_rows(review)
    shown = part if part in PARTS else PARTS[0]
    chosen = [row for row in everybody if _is_in(row, shown, asks=asks_pact(review.competition))]
    if words:
        wanted = words.casefold().split()[:8]
        chosen = [row for row in chosen if all(one in _found_by(row) for one in wanted)]
    if panel:
        chosen = [row for row in chosen if row.panel == panel]
    pages = Pages.read(page, len(chosen), PAGE_SIZE)
    asked = asks_pact(review.competition)
    return PeoplePage(
        review=review,
        base=base_of(review),
        stage=stage,
        panels=panel_rows(review),
        rows=tuple(chosen[pages.start : pages.last]),
        pages=pages,
        part=shown,
        words=words,
        panel=panel,
        counts={name: sum(_is_in(row, name, asks=asked) for row in everybody) for name in PARTS},
        asks_pact=asked,
        entries=_entries(review),
    )


def panel_rows(review: Review) -> tuple[PanelRow, ...]:
    """The teams by name. Two queries."""
    rows = review.panels.annotate(people=Count("evaluators", filter=Q(evaluators__left_at__isnull=True)))
    return tuple(
        PanelRow(one.pk, one.name, tuple(category.name for category in one.categories.all()), one.people)
        for one in rows.prefetch_related("categories")
    )


def person_rows(review: Review) -> list[PersonRow]:
    """All evaluators by number, those who left too. Eight queries."""
    rows = list(review.evaluators.select_related("person", "panel").order_by("number"))
    people = [one.person_id for one in rows]
    readings = _readings(review)
    conflicts = dict(
        Conflict.objects.filter(entry__review=review, entry__left_at__isnull=True, lifted_at__isnull=True)
        .order_by()
        .values_list("evaluator")
        .annotate(n=Count("entry", distinct=True))
    )
    pacts = IntegrityPact.objects.filter(competition=review.competition_id, person__in=people)
    signed = dict(pacts.values_list("person", "at"))
    profiles = {
        one.person_id: one
        for one in EvaluatorProfile.objects.filter(person__in=people).select_related("institution")
    }  # fmt: skip
    here, entries = people_of_organiser(review.competition, people), _entries(review)
    return [
        _row(
            one, review, readings.get(one.pk, (0, 0)), conflicts.get(one.pk, 0), signed.get(one.person_id),
            profiles.get(one.person_id), entries=entries, works_here=one.person_id in here,
        )
        for one in rows
    ]  # fmt: skip


COLUMNS = ("nomor", "nama", "surel", "lembaga", "tim", "min", "maks", "sehari", "ditugaskan", "selesai", "benturan",
           "pakta", "berhenti", "alasan")  # fmt: skip


def table_of(review: Review) -> Iterator[Sequence[str | int | None]]:
    """The same as a table, everybody."""
    for row in person_rows(review):
        yield (
            row.number, row.name, row.email, row.institution, row.panel, row.minimum, row.maximum, row.per_day,
            row.held, row.done, row.conflicts, row.signed_at.isoformat() if row.signed_at else None,
            row.left_at.isoformat() if row.left_at else None, row.left_reason,
        )  # fmt: skip


def evaluator_called(review: Review, number: int) -> Evaluator | None:
    """The evaluator of this number, also one who left."""
    return review.evaluators.filter(number=number).select_related("person", "review__competition").first()


def works_of(evaluator: Evaluator) -> tuple[int, int]:
    """How many readings wait for them, and how many they handed in. One query."""
    told = Assignment.objects.filter(evaluator=evaluator).aggregate(
        waiting=Count("pk", filter=Q(state=AssignmentState.ASSIGNED)),
        done=Count("pk", filter=Q(state=AssignmentState.DONE)),
    )
    return told["waiting"], told["done"]


def _row(
    one: Evaluator, review: Review, readings: tuple[int, int], conflicts: int, signed_at: datetime | None,
    profile: EvaluatorProfile | None, *, entries: int, works_here: bool,
) -> PersonRow:  # fmt: skip
    institution = (profile.institution.name if profile.institution else profile.institution_name) if profile else ""
    return PersonRow(
        number=one.number,
        name=one.person.name,
        email=one.person.email,
        institution=institution,
        panel=one.panel.name if one.panel else "",
        minimum=one.minimum if one.minimum is not None else review.minimum,
        maximum=one.maximum if one.maximum is not None else review.maximum,
        per_day=one.per_day or (profile.per_day if profile else None),
        days_off=len(one.days_off),
        held=readings[0],
        done=readings[1],
        conflicts=conflicts,
        signed_at=signed_at,
        has_profile=profile is not None,
        is_demo=one.person.is_demo,
        works_here=works_here,
        left_at=one.left_at,
        left_reason=one.left_reason,
        barred=bool(entries) and conflicts >= entries,
    )


def _readings(review: Review) -> dict[int, tuple[int, int]]:
    rows = Assignment.objects.filter(entry__review=review).order_by().values_list("evaluator")
    counted = rows.annotate(
        held=Count("pk", filter=Q(state__in=HELD)), done=Count("pk", filter=Q(state=AssignmentState.DONE))
    )
    return {pk: (held, done) for pk, held, done in counted}


def _entries(review: Review) -> int:
    return Entry.objects.filter(review=review, left_at__isnull=True).count()


def _is_in(row: PersonRow, part: str, *, asks: bool) -> bool:
    if part == "berhenti":
        return row.left_at is not None
    if row.left_at is not None:
        return False
    return asks and row.signed_at is None if part == "belum-pakta" else True


def _found_by(row: PersonRow) -> str:
    return f"{row.name} {row.email} {row.institution} {_('Penilai')} {row.number:02d}".casefold()
