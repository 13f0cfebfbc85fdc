"""The readiness checklist of a book as something to tick: nothing of it is kept here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tular.features.modelbooks.queries.editions import told_by
from tular.features.modelbooks.queries.published import Opened
from tular.features.modelbooks.queries.reading_page import CHECKLIST

MOST = 400
"""Items; more is no list that somebody goes through."""

_MARKS = re.compile(r"\[\^[^\]]+\]|\s*\[[^\]]*@[^\]]*\]|[*_`]+|\]\([^)]*\)|\[")
"""Citations, notes, emphasis and the targets of links: what a line of a list is read without."""

_HEADING = re.compile(r"^##+\s+(.+?)(?:\s*\{[^}]*\})?\s*$")
_ITEM = re.compile(r"^\s*[-*+]\s+\[[ xX]\]\s+(.+)$")


@dataclass(frozen=True, slots=True)
class Item:
    """Something that has to be there, by its number in the list, and whether the reader ticked it."""

    number: int
    text: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The items below one heading."""

    title: str
    items: tuple[Item, ...]

    @property
    def missing(self) -> tuple[Item, ...]:
        """What was not ticked."""
        return tuple(one for one in self.items if not one.is_ticked)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The list of an edition with what a reader ticked."""

    title: str
    number: int
    identifier: str
    path: str
    book_path: str
    chapter_path: str
    made_up: bool
    groups: tuple[Group, ...]
    was_sent: bool

    @property
    def ticked(self) -> int:
        """How many are there."""
        return sum(one.is_ticked for group in self.groups for one in group.items)

    @property
    def total(self) -> int:
        """How many there are to go through."""
        return sum(len(group.items) for group in self.groups)


def checklist_of(found: Opened, ticked: Iterable[str] = (), *, was_sent: bool = False) -> Checklist | None:
    """The list of the edition; None when its chapter holds none. No query."""
    edition = found.edition
    told = told_by(edition)
    text = next((one["text"] for one in told["chapters"] if one["code"] == CHECKLIST), "")
    groups = _groups(text, frozenset(ticked))
    if not groups:
        return None
    return Checklist(
        title=edition.title,
        number=edition.number,
        identifier=edition.identifier,
        path=f"{edition.book.path}/edisi/{edition.number}/periksa",
        book_path=found.path,
        chapter_path=found.chapter_path(CHECKLIST),
        made_up=told["made_up"],
        groups=groups,
        was_sent=was_sent,
    )


def rows_of(checklist: Checklist, yes: str, no: str) -> list[tuple[str, str, str]]:
    """As a table: heading, item, whether it is there."""
    return [(group.title, one.text, yes if one.is_ticked else no) for group in checklist.groups for one in group.items]


def _groups(text: str, ticked: frozenset[str]) -> tuple[Group, ...]:
    found: list[tuple[str, list[Item]]] = [("", [])]
    number = 0
    for line in text.splitlines():
        if heading := _HEADING.match(line):
            found.append((_plain(heading[1]), []))
        elif (item := _ITEM.match(line)) and number < MOST:
            number += 1
            found[-1][1].append(Item(number, _plain(item[1]), str(number) in ticked))
    return tuple(Group(title, tuple(items)) for title, items in found if items)


def _plain(line: str) -> str:
    return " ".join(_MARKS.sub("", line).split())
