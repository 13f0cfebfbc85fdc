"""What component tags take: plain objects that a feature's queries build and templates only show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Literal

Kind = Literal["ok", "part", "stop", "info", "unknown"]
"""The shape of a status tag: full, half, square, diamond, dashed."""


@dataclass(frozen=True, slots=True)
class Status:
    """One of several independent statuses: what it is about, its tag, and a short note such as the date."""

    term: str
    kind: Kind
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: `value` out of at most `maximum`, and the reason in words."""

    label: str
    value: int | float | Decimal
    maximum: int | float | Decimal
    because: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts and a note that gives date and definition; `href` opens the list behind it.

    `value` None is shown as unknown; `total` adds "dari 633".
    """

    value: int | float | Decimal | None
    label: str
    note: str
    total: int | None = None
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `share` of the longest, 0 to 1; `gap` marks what is unknown and is drawn hatched."""

    label: str
    value: int | None
    share: float
    note: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One sign of a figure's legend: a class of `figures.css` with its word."""

    mark: Literal["c0", "c1", "c2", "c3", "c4", "dots", "line--rencana", "line--key", "line--jalan"]
    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item that waits in the compare tray: its slug and its title."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Job:
    """Long work in the background: its state as a tag, how far it is, and what it is at.

    `percent` None: nobody knows how much there is to do. `note` says since when, until when, or for whom.
    """

    title: str
    href: str
    kind: Kind
    state: str
    percent: int | None = None
    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a page stands in a list of `count` items, `size` to a page; a number out of range is brought into it."""

    count: int
    size: int
    asked: int = 1

    @property
    def total(self) -> int:
        """Number of pages, at least one."""
        return max(1, ceil(self.count / self.size))

    @property
    def number(self) -> int:
        """The page that is shown, from one."""
        return min(max(1, self.asked), self.total)

    @property
    def start(self) -> int:
        """How many items come before this page: the offset of a slice."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """Ordinal of the first item on this page; 0 when there is none."""
        return min(self.start + 1, self.count)

    @property
    def last(self) -> int:
        """Ordinal of the last item on this page."""
        return min(self.start + self.size, self.count)

    @property
    def previous(self) -> Pages | None:
        """The page before, if any."""
        return Pages(self.count, self.size, self.number - 1) if self.number > 1 else None

    @property
    def next(self) -> Pages | None:
        """The page after, if any."""
        return Pages(self.count, self.size, self.number + 1) if self.number < self.total else None

    @classmethod
    def read(cls, text: str, count: int, size: int) -> Pages:
        """From what stands in the address; anything but a number means the first page."""
        return cls(count, size, int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1)


type Rows = Sequence[tuple[str, object]]
"""Pairs of term and value; a value of None, "" or an empty list is shown as unknown."""
