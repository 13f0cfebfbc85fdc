"""Two rulebooks beside each other as a page: what changed from one edition to the next, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tular.engines.rulebook import Rulebook
from tular.engines.rulebook.differences import NAMES, TOLD_APART, Difference, differences
from tular.engines.rulebook.model import Value
from tular.foundation.rulebooks import pages, registry, values
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.naming import name_of
from tular.foundation.rulebooks.values import Piece, Shown
from tular.foundation.rulebooks.versions import AT
from tular.foundation.rulebooks.wording import word_of


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that differs. `kind` and `word` make its tag; a side of None does not have the rule."""

    name: str
    kind: str
    word: str
    before: Shown | None
    after: Shown | None


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one block."""

    heading: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two rulebooks; `name` is what an address calls it, perhaps with its number: `kipp-2023@1`."""

    name: str
    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that the page of a comparison shows."""

    before: Side
    after: Side
    groups: tuple[Group, ...]
    counts: tuple[tuple[str, str, int], ...]
    """Kind and word of the tag, number of changes."""


def comparable(schema: str = "") -> tuple[Side, ...]:
    """What may stand on one of the sides, newest first within a series: files, and all published versions."""
    books = [entry.book for entry in registry.entries() if entry.book and schema in ("", entry.book.schema)]
    found = {book.id: Side(book.id, pages.title_of(book)) for book in books}
    for row in RulebookVersion.objects.defer("text"):
        name = f"{row.identity}{AT}{row.number}"
        found[name] = Side(name, _("%(title)s, versi %(number)d") % {"title": row.title, "number": row.number})
    return tuple(found[name] for name in sorted(found, reverse=True))


def compared(one_side: tuple[str, Rulebook], other_side: tuple[str, Rulebook]) -> Comparison:
    """The page of two rulebooks, each with what the address calls it, in the reader's language."""
    (before_name, before), (after_name, after) = one_side, other_side
    names = {**pages.names_of_items(before), **pages.names_of_items(after)}
    found = list(differences(before, after))

    def change(one: Difference) -> Change:
        words = [names[part].text if part in names else _in_words(part) for part in one.path[1:]]
        key = one.path[-1]
        return Change(
            " · ".join(words) or name_of(key),
            *_tag(one),
            None if one.before is None else _shown(one.before, key),
            None if one.after is None else _shown(one.after, key),
        )

    groups = tuple(
        Group(name_of(block), tuple(map(change, several)))
        for block, several in groupby(found, key=lambda one: one.path[0])
    )
    told = [(one.kind, one.word) for group in groups for one in group.changes]
    return Comparison(
        _side(before_name, before),
        _side(after_name, after),
        groups,
        tuple((kind, word, told.count((kind, word))) for kind, word in dict.fromkeys(told)),
    )


def _side(name: str, book: Rulebook) -> Side:
    identity, at, number = name.partition(AT)
    if not at:
        return Side(name, pages.title_of(book), reverse("rulebooks:detail", args=[identity]))
    title = _("%(title)s, versi %(number)d") % {"title": pages.title_of(book), "number": int(number)}
    return Side(name, title, reverse("rulebooks:version", args=[identity, int(number)]))


def _in_words(part: str) -> str:
    """A key, or the code of a rule, perhaps with its number among rules of the same kind: "never_awarded 2"."""
    code, _space, number = part.partition(" ")
    word = word_of(code)
    return " ".join((word if word != code else name_of(code), number)).strip()


def _shown(value: Value, key: str) -> Shown:
    """A whole rule in one line, which its name already heads; anything else as on the rulebook's own page."""
    if isinstance(value, Mapping):
        return Shown(text=(Piece(_line(value, but={*values.HEADINGS, *NAMES})),))
    return values.shown(value, {}, key)


def _line(table: Mapping[str, Value], but: set[str]) -> str:
    told = []
    for key, value in table.items():
        if key in TOLD_APART or key in but:
            continue
        if isinstance(value, Mapping):
            told.append(f"{name_of(key)}: {_line(value, set())}")
        elif values.is_tables(value):
            told.append(f"{name_of(key)}: {', '.join(_headings(value))}")
        elif isinstance(value, tuple):
            told.append(f"{name_of(key)}: {', '.join(map(values.scalar, value))}")
        else:
            told.append(f"{name_of(key)}: {values.scalar(value)}")
    return "; ".join(told) or _("ada")


def _headings(items: Any) -> list[str]:
    return [values.heading_of(item, place) for place, item in enumerate(items, start=1)]


def _tag(one: Difference) -> tuple[str, str]:
    if one.before is None:
        return "ok", _("baru")
    if one.after is None:
        return "stop", _("tidak disebut lagi")
    return "warn", _("berubah")
