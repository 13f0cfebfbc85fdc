"""The bibliography of a book: its entries, where they are cited, and which a chapter cites in vain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tular.features.modelbooks.models import ModelBook, Source
from tular.features.modelbooks.queries.as_book import source_text
from tular.features.modelbooks.queries.figures_page import ChapterLink, MissingLine, links, may_write
from tular.features.modelbooks.queries.keys import uses


@dataclass(frozen=True, slots=True)
class SourceLine:
    """An entry as the bibliography prints it; `used` are the chapters that cite it."""

    pk: int
    key: str
    kind: str
    text: str
    title: str
    url: str
    used: tuple[ChapterLink, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """The whole bibliography."""

    book: ModelBook
    sources: tuple[SourceLine, ...]
    missing: tuple[MissingLine, ...]
    unused: int
    writes: bool


def sources_page(person: Any, book: ModelBook) -> SourcesPage:
    """The entries of a bibliography. Three queries and those of permissions."""
    _shown, cited = uses(book)
    lines = tuple(
        SourceLine(
            one.pk, one.key, str(one.get_kind_display()), source_text(_told(one)), one.title, one.url,
            links(book, cited.get(one.key, ())),
        )
        for one in book.sources.filter(removed_at__isnull=True)
    )  # fmt: skip
    known = {one.key for one in lines} | set(
        book.references.filter(dropped_at__isnull=True).values_list("key", flat=True)
    )
    missing = tuple(MissingLine(key, links(book, cited[key])) for key in sorted(cited) if key not in known)
    writes = may_write(person, book, "modelbooks.add_source")
    return SourcesPage(book, lines, missing, sum(not one.used for one in lines), writes)


def _told(one: Source) -> dict[str, str]:
    return {
        "who": one.who, "year": one.year, "title": one.title, "where": one.where,
        "accessed_on": one.accessed_on.isoformat() if one.accessed_on else "",
    }  # fmt: skip


def source_of(book: ModelBook, pk: int) -> Source | None:
    """An entry that the book has now. One query."""
    found = book.sources.filter(pk=pk, removed_at__isnull=True).first()
    if found is not None:
        found.book = book
    return found
