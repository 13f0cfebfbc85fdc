"""What is found in a document that somebody wrote with another programme."""

from __future__ import annotations

from dataclasses import dataclass, field


class Unreadable(Exception):
    """It cannot be read; the text is a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A picture; `alt` is what the document says about it, often nothing. Texts show it as `gambar:<key>`."""

    key: str
    name: str
    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class ReadChapter:
    """What stands under a heading of the first level, in the dialect of manuscripts; `title` is empty before one.

    `begins` are its first words without marks.
    """

    title: str
    text: str
    begins: str = ""
    words: int = 0
    tables: int = 0
    notes: int = 0
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document taken apart. `lost` are sentences about what was changed or could not be kept."""

    chapters: tuple[ReadChapter, ...]
    figures: dict[str, ReadFigure] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
