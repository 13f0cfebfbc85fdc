"""What a book consists of, whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}
"""Sorts of pictures that a book may hold → how their files end."""

MADE_UP = "Contoh buatan untuk peragaan"


@dataclass(frozen=True, slots=True)
class BookAuthor:
    """A name on the title page."""

    name: str
    affiliation: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter or annex. `id` is a word of letters, digits, `-` and `_`; `text` is Markdown without the title.

    `number` is what stands before the title ("3"; an annex may have "A"); empty: none.
    """

    id: str
    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class BookSource:
    """An entry of the bibliography, as a sentence; chapters cite it as `[@key]`."""

    key: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class BookFigure:
    """A picture (PNG or JPEG). `alt` says in words what it shows; empty is a fault."""

    data: bytes
    mime: str
    alt: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class IndexTerm:
    """A name that the index leads to; `spellings` are the words by which it is found in the text."""

    kind: str
    name: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that the four forms are made of. `url` is the living page; its QR code stands on the title page.

    `mark` ("RANCANGAN 2") stands at the head of every page; `made_up` says there that it is an example.
    """

    title: str
    chapters: tuple[Chapter, ...]
    subtitle: str = ""
    theme: str = ""
    edition: int = 1
    identifier: str = ""
    authors: tuple[BookAuthor, ...] = ()
    publisher: str = ""
    licence: str = ""
    citation: str = ""
    url: str = ""
    published_on: date | None = None
    mark: str = ""
    made_up: bool = False
    changes: str = ""
    sources: tuple[BookSource, ...] = ()
    figures: Mapping[str, BookFigure] = field(default_factory=dict)
    index: tuple[IndexTerm, ...] = ()
    annexes: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a chapter. `line` counts from 1, 0 where no line can be told.

    A book with a fault that must be mended is not published; the others are hints.
    """

    chapter: str
    line: int
    code: str
    sentence: str
    must_mend: bool


def running_mark(book: Book) -> str:
    """What stands at the head of every page of a draft or an example; "" for a real edition."""
    return " · ".join(one for one in (MADE_UP if book.made_up else "", book.mark) if one)
