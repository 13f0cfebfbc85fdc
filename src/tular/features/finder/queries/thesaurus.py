"""The thesaurus as a public page: what the search takes to mean the same."""

from __future__ import annotations

from dataclasses import dataclass

from tular.engines.matching.thesaurus import Concept
from tular.features.finder.queries.rules import the_thesaurus

MOST_SHOWN = 400


@dataclass(frozen=True, slots=True)
class ConceptLine:
    """One concept group as the page lists it."""

    id: str
    label: str
    field: str
    others: tuple[tuple[str, str], ...]
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThesaurusPage:
    """The groups that match, the fields with their counts, and the size of the whole."""

    query: str
    field: str
    fields: list[tuple[str, int]]
    concepts: list[ConceptLine]
    found: int
    total: int


def thesaurus_page(query: str, field: str) -> ThesaurusPage:
    """Groups of a field, or groups one of whose terms contains the query; all fields with counts."""
    everything = the_thesaurus().concepts
    wanted = query.strip().lower()
    matching = [
        concept
        for concept in everything.values()
        if (not field or concept.field == field)
        and (not wanted or any(wanted in term.lower() for term in concept.terms))
    ]
    matching.sort(key=lambda concept: concept.label.lower())
    counts: dict[str, int] = {}
    for concept in everything.values():
        counts[concept.field] = counts.get(concept.field, 0) + 1
    shown = matching[:MOST_SHOWN] if wanted or field else []
    return ThesaurusPage(
        query=query,
        field=field,
        fields=sorted(counts.items()),
        concepts=[_line(concept, everything) for concept in shown],
        found=len(matching),
        total=len(everything),
    )


def _line(concept: Concept, everything: dict[str, Concept]) -> ConceptLine:
    return ConceptLine(
        concept.id,
        concept.label,
        concept.field,
        tuple((term, kind) for term, kind in concept.terms.items() if kind != "label"),
        tuple(everything[broader].label for broader in concept.broader if broader in everything),
    )
