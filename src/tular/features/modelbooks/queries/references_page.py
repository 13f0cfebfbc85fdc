"""The references of a book and the matrix of what they evidence: rows are components, columns innovations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from tular.engines.rulebook.completeness import Status
from tular.features.catalogue.models import Innovation
from tular.features.modelbooks.choices import BookState
from tular.features.modelbooks.models import BookReference, ModelBook
from tular.features.modelbooks.queries.references import CoverageRow, changed_since, coverage_of, references_of
from tular.features.modelbooks.queries.section_page import status_of
from tular.foundation.access.permissions import allows

MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A reference as it was frozen. `cited` are the numbers of the chapters that cite it."""

    pk: int
    key: str
    title: str
    short: str
    agency: str
    year: str
    path: str
    reason: str
    frozen_at: datetime
    changed: bool
    asked: int
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CellLine:
    """What one reference says about one component; without one the component is not asked of records."""

    text: str
    tag: str
    missing: tuple[str, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class RowLine:
    """A component over all references."""

    number: int
    name: str
    path: str
    cells: tuple[CellLine, ...]
    is_gap: bool
    applies: bool


@dataclass(frozen=True, slots=True)
class ReferencesPage:
    """References and matrix. `askable` counts the owners who were not asked yet although something lacks."""

    book: ModelBook
    references: tuple[ReferenceLine, ...]
    rows: tuple[RowLine, ...]
    gaps: int
    questions: int
    askable: int
    empty_chapters: int
    leads: bool
    writable: bool


def references_page(person: Any, book: ModelBook) -> ReferencesPage:
    """The references as they are. Some queries for each reference besides: whether its record has changed."""
    references = list(references_of(book))
    texts = list(book.sections.order_by("number").values_list("number", "text", "gap_reason"))
    coverage = coverage_of(book)
    todo = [(cell.reference.pk, len(cell.questions)) for row in coverage for cell in row.cells if _is_open(cell)]
    return ReferencesPage(
        book=book,
        references=tuple(_line(one, texts) for one in references),
        rows=tuple(_row(one, book) for one in coverage),
        gaps=sum(1 for row in coverage if row.component.record is not None and row.is_gap),
        questions=sum(count for _pk, count in todo),
        askable=len({pk for pk, _count in todo}),
        empty_chapters=sum(1 for _number, text, gap in texts if not text.strip() and not gap.strip()),
        leads=allows(person, "modelbooks.choose_reference", book),
        writable=book.state in (BookState.WRITING, BookState.REVIEWING),
    )


def _is_open(cell: Any) -> bool:
    return cell.status is not Status.FULL and bool(cell.questions) and not cell.asked


def _line(one: BookReference, texts: Iterable[tuple[int, str, str]]) -> ReferenceLine:
    title = str(one.frozen["title"])
    return ReferenceLine(
        pk=one.pk,
        key=one.key,
        title=title,
        short=title.partition("(")[0].partition(":")[0].strip() or title,
        agency=str(one.frozen["agency"]),
        year=str(one.frozen.get("year") or ""),
        path=f"/inovasi/{one.innovation.slug}",
        reason=one.reason,
        frozen_at=one.frozen_at,
        changed=changed_since(one),
        asked=len(one.gap_questions.all()),
        cited=tuple(number for number, text, _gap in texts if f"@{one.key}" in text),
    )


def _row(row: CoverageRow, book: ModelBook) -> RowLine:
    cells = tuple(
        CellLine(*status_of(cell.status), tuple(one.text for one in cell.questions), cell.asked) for cell in row.cells
    )
    path = f"{book.desk}/bab/{row.component.id}"
    return RowLine(row.component.number, row.component.name, path, cells, row.is_gap, row.component.record is not None)


def found_by_name(book: ModelBook, words: str) -> list[Innovation]:
    """Published innovations with all of these words in title or agency, which the book does not hold. One query."""
    rows = Innovation.published.select_related("agency").exclude(pk__in=held_innovations(book))
    for word in words.split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(agency__name__icontains=word))
    return list(rows.order_by("title", "pk")[:MOST_FOUND])


def held_innovations(book: ModelBook) -> Any:
    """The innovations that are references of the book now."""
    return book.references.filter(dropped_at__isnull=True).values("innovation")


def innovation_to_choose(slug: str) -> Innovation | None:
    """A published innovation by its address. One query."""
    return Innovation.published.select_related("agency").filter(slug=slug).first()


def reference_of(book: ModelBook, pk: int) -> BookReference | None:
    """A reference that holds. One query."""
    found = book.references.filter(pk=pk, dropped_at__isnull=True).select_related("innovation").first()
    if found is not None:
        found.book = book
    return found


@dataclass(frozen=True, slots=True)
class Choosing:
    """What an upper feature is asked for on the page where references are chosen: innovations for these words."""

    book: ModelBook
    words: str

    @property
    def here(self) -> str:
        """Below which address an innovation is chosen by its slug."""
        return f"{self.book.desk}/rujukan/pilih"
