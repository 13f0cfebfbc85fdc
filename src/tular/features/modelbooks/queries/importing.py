"""What a document that was written elsewhere holds, and in which chapter of the book each part seems to belong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from rapidfuzz import fuzz

from tular.features.modelbooks.choices import RevisionKind
from tular.features.modelbooks.models import Figure, ModelBook, Revision, Section
from tular.features.modelbooks.queries.figure_files import MANUSCRIPT
from tular.foundation.documents.reading import Document, ReadChapter, read_docx
from tular.foundation.files.models import StoredFile
from tular.foundation.files.queries import own_ready_file

MOST_REMEMBERED = 20_000_000
"""Bytes of pictures."""

_last: dict[str, Document] = {}
"""The document that was read last, by the name under which its bytes lie."""

ALIKE = 82
"""Of 100: from here on two titles are taken for the same (`fuzz.token_set_ratio`)."""

NUMBERED = re.compile(r"^\s*(bab\b\s*)?([ivxlc]+|\d+|[a-z])?\s*[.):–-]?\s+", re.IGNORECASE)

COUNTED = re.compile(r"^\s*(bab\s+([ivxlc]+|\d+)|\d+(\.\d+)*|[ivxlc]+(?=[.)]))\s*[.):–-]?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A part of a document, and the chapter whose title is most like its own; None when none is."""

    place: int
    part: ReadChapter
    likely: Section | None


def document_of(person: Any, book: ModelBook, id: UUID) -> tuple[StoredFile, Document] | None:
    """The document that this person sent, taken apart; None when it is not theirs or gone. Raises `Unreadable`."""
    file = own_ready_file(person, id, MANUSCRIPT)
    return (file, read_file(file)) if file is not None else None


def read_file(file: StoredFile) -> Document:
    """A stored document taken apart. Raises `Unreadable`.

    The pages of one import ask for it one after the other: a process remembers the last one, unless it is heavy.
    """
    found = _last.get(file.stored_as)
    if found is None:
        with default_storage.open(file.stored_as) as stream:
            found = read_docx(stream)
        if sum(len(one.data) for one in found.figures.values()) <= MOST_REMEMBERED:
            _last.clear()
            _last[file.stored_as] = found
    return found


def parts_of(document: Document, sections: list[Section]) -> tuple[FoundPart, ...]:
    """The parts that say something, each with its likely chapter. No query."""
    return tuple(
        FoundPart(place, one, _likely(one.title, sections)) for place, one in enumerate(document.chapters) if one.text
    )


def _likely(title: str, sections: list[Section]) -> Section | None:
    wanted = plain_title(title)
    if not wanted:
        return None
    scored = [(fuzz.token_set_ratio(wanted, plain_title(one.title)), one) for one in sections]
    best, section = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return section if best >= ALIKE else None


def plain_title(title: str) -> str:
    """A title without its number: "BAB II. Masalah" and "2 Masalah" are "masalah"."""
    return NUMBERED.sub("", f"{title} ", count=1).strip().casefold() or title.strip().casefold()


def title_without_number(title: str) -> str:
    """A title as a new chapter has it: books number by themselves."""
    return COUNTED.sub("", title, count=1).strip() or title


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A chapter into which something came; not `kept`: it lies beside what somebody else wrote."""

    number: int
    title: str
    path: str
    kept: bool


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a document."""

    name: str
    chapters: tuple[TakenLine, ...]
    figures: int
    without_alt: int
    lost: tuple[str, ...]


def result_of(person: Any, book: ModelBook, file: StoredFile, document: Document) -> ImportResult:
    """What this person's imports since the document was sent brought into the book. Two queries."""
    since: datetime = file.created_at
    rows = Revision.objects.filter(section__book=book, by=person, kind=RevisionKind.IMPORTED, at__gte=since)
    taken: dict[int, TakenLine] = {}
    for row in rows.select_related("section").order_by("section__number", "at"):
        section = row.section
        path = f"{book.desk}/bab/{section.code}"
        taken[section.number] = TakenLine(section.number, section.title, path, row.kept)
    alts = list(Figure.objects.filter(book=book, by=person, at__gte=since).values_list("alt", flat=True))
    return ImportResult(file.name, tuple(taken.values()), len(alts), sum(not one for one in alts), document.lost)
