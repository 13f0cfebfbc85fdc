"""The innovations of which a book is made: the frozen record, and what it evidences component by component."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tular.engines.rulebook.completeness import ComponentResult, Question, Status, assess
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.content.reading import RELATED, public_content
from tular.features.catalogue.queries.facts import facts_of
from tular.features.catalogue.queries.row_facts import FACT_ROWS
from tular.features.modelbooks.models import BookReference, ModelBook
from tular.features.modelbooks.queries.manuscript import digest_of
from tular.features.modelbooks.queries.outline import Component, outline_of


@dataclass(frozen=True, slots=True)
class Frozen:
    """A public record as it is now, ready to be kept: its content, sources and facts, and the hash of all of it."""

    content: dict[str, Any]
    facts: list[str]
    sha256: str


def frozen_of(innovation: Innovation) -> Frozen:
    """What a book keeps of a published record. A fixed number of queries."""
    related = [*RELATED, *(name for name in FACT_ROWS if name not in RELATED), "sources", "recognitions"]
    loaded = Innovation.published.select_related("agency", "province").prefetch_related(*related).get(pk=innovation.pk)
    content = {
        "title": loaded.title,
        "agency": loaded.agency.name,
        "unit": loaded.unit,
        "province": loaded.province.name if loaded.province else "",
        "year": loaded.year,
        "sustainability": loaded.sustainability,
        "confirmed_on": loaded.confirmed_on.isoformat() if loaded.confirmed_on else "",
        "note": loaded.note,
        "recognitions": sorted(str(one) for one in loaded.recognitions.all()),
        "sources": sorted({one.source_url for one in loaded.sources.all() if one.source_url}),
        "sections": public_content(loaded),
    }
    facts = sorted(facts_of(loaded))
    return Frozen(content, facts, digest_of({"content": content, "facts": facts}))


@dataclass(frozen=True, slots=True)
class Cell:
    """What one reference says about one component."""

    reference: BookReference
    status: Status
    questions: tuple[Question, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One component over all references. `best` is the best status among them; None where records say nothing of it."""

    component: Component
    cells: tuple[Cell, ...]

    @property
    def best(self) -> Status | None:
        """The best evidence that any reference has."""
        found = {cell.status for cell in self.cells}
        return next((one for one in (Status.FULL, Status.PART, Status.NONE) if one in found), None)

    @property
    def is_gap(self) -> bool:
        """No reference evidences it."""
        return self.best in (Status.NONE, None)


def coverage_of(book: ModelBook) -> tuple[CoverageRow, ...]:
    """Component by component what the references evidence, and what is left to ask of whom. Three queries."""
    references = list(references_of(book))
    asked = {(one.reference_id, one.component) for reference in references for one in reference.gap_questions.all()}
    outline = outline_of(book)
    applying = tuple(one.record for one in outline if one.record is not None)
    told = {
        one.pk: {r.component.id: r for r in assess(applying, frozenset(one.facts)).components} for one in references
    }
    return tuple(
        CoverageRow(
            component,
            tuple(
                _cell(reference, result, asked=(reference.pk, component.id) in asked)
                for reference in references
                if (result := told[reference.pk].get(component.id)) is not None
            ),
        )
        for component in outline
    )


def references_of(book: ModelBook) -> Any:
    """The references that hold, with their innovation and what was asked."""
    return (
        book.references.filter(dropped_at__isnull=True)
        .select_related("innovation__agency")
        .prefetch_related("gap_questions")
    )


def changed_since(reference: BookReference) -> bool:
    """Whether the public record says something else than the frozen one."""
    if not Innovation.published.filter(pk=reference.innovation_id).exists():
        return True
    return frozen_of(reference.innovation).sha256 != reference.sha256


def _cell(reference: BookReference, result: ComponentResult, *, asked: bool) -> Cell:
    return Cell(reference, result.status, result.missing, asked)
