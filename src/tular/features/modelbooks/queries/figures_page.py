"""The pictures of a book: where they are shown, what they lack, and which a chapter shows in vain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tular.features.modelbooks.choices import BookState
from tular.features.modelbooks.models import Figure, ModelBook, Section
from tular.features.modelbooks.queries.keys import uses
from tular.foundation.access.permissions import allows
from tular.foundation.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class ChapterLink:
    """A chapter that uses a key."""

    number: int
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A picture; `used` are the chapters that show it."""

    pk: int
    key: str
    file: UUID
    width: int | None
    height: int | None
    size: int
    alt: str
    source: str
    used: tuple[ChapterLink, ...]


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A key that chapters use and the book does not have."""

    key: str
    used: tuple[ChapterLink, ...]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """All pictures of a book."""

    book: ModelBook
    figures: tuple[FigureLine, ...]
    missing: tuple[MissingLine, ...]
    without_alt: int
    unused: int
    writes: bool


def figures_page(person: Any, book: ModelBook) -> FiguresPage:
    """The pictures of a book, by their keys. Three queries and those of permissions."""
    shown, _cited = uses(book)
    rows = book.figures.filter(removed_at__isnull=True).select_related("file")
    lines = tuple(_line(one, book, shown.get(one.key, ())) for one in rows)
    known = {one.key for one in lines}
    missing = tuple(MissingLine(key, links(book, shown[key])) for key in sorted(shown) if key not in known)
    return FiguresPage(
        book=book, figures=lines, missing=missing, without_alt=sum(not one.alt for one in lines),
        unused=sum(not one.used for one in lines), writes=may_write(person, book, "modelbooks.add_figure"),
    )  # fmt: skip


def may_write(person: Any, book: ModelBook, name: str) -> bool:
    """Whether this person may do so, and the book may be changed just now."""
    return book.state in (BookState.WRITING, BookState.REVIEWING) and allows(person, name, book)


def links(book: ModelBook, sections: Iterable[Section]) -> tuple[ChapterLink, ...]:
    """Chapters with the addresses where they are written."""
    return tuple(ChapterLink(one.number, one.title, f"{book.desk}/bab/{one.code}") for one in sections)


def _line(one: Figure, book: ModelBook, used: tuple[Section, ...]) -> FigureLine:
    file = one.file
    return FigureLine(
        one.pk, one.key, file.pk, file.width, file.height, file.size, one.alt, one.source, links(book, used)
    )


def figure_of(book: ModelBook, pk: int) -> Figure | None:
    """A picture that the book has now. One query."""
    found = book.figures.filter(pk=pk, removed_at__isnull=True).select_related("file").first()
    if found is not None:
        found.book = book
    return found


def file_shown(book: ModelBook, key: str) -> StoredFile | None:
    """What a chapter shows under this key. One query."""
    found = book.figures.filter(key=key, removed_at__isnull=True).select_related("file").first()
    return found.file if found else None
