"""A rulebook as a page: tables and entries in words, with sources linked. Works for every rulebook alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tular.engines.rulebook import Block, Rulebook
from tular.engines.rulebook.reading import is_competition
from tular.foundation.rulebooks.naming import name_of
from tular.foundation.rulebooks.registry import Entry
from tular.foundation.rulebooks.values import (
    HEADINGS,
    Piece,
    Row,
    Shown,
    Table,
    Term,
    columns_of,
    heading_of,
    is_number,
    is_tables,
    localized,
    number,
    pieces,
    shown,
)
from tular.foundation.rulebooks.wording import CONFIDENCE

SCOPES: dict[str, str | Promise] = {
    "national": gettext_lazy("nasional"),
    "province": gettext_lazy("provinsi"),
    "regional": gettext_lazy("daerah"),
    "agency": gettext_lazy("satu instansi"),
    "product": gettext_lazy("Tular sendiri"),
}

LONG_CELL = 100
MOST_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from and how sure that is."""

    text: tuple[Piece, ...]
    word: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry with its own heading."""

    anchor: str
    heading: str
    number: str
    weight: str
    terms: tuple[Term, ...]
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a section's entries and their sum."""

    rows: tuple[tuple[str, str, str], ...]
    total: str


@dataclass(frozen=True, slots=True)
class Section:
    """One block of the rulebook: a table, or entries, or one entry without a heading of its own."""

    anchor: str
    heading: str
    table: Table | None
    items: tuple[Item, ...]
    weights: Weights | None


@dataclass(frozen=True, slots=True)
class RulebookPage:
    """Everything that the page of a rulebook shows."""

    id: str
    title: str
    scope: str
    digest: tuple[str, ...]
    """The SHA-256 in groups of eight, so that it can wrap."""
    unknown: tuple[str, ...]
    facts: tuple[Term, ...]
    confidence: tuple[tuple[str, str, int, str], ...]
    """For each level in use: kind of tag, word, number of rules, meaning."""
    sections: tuple[Section, ...]
    is_competition: bool
    name: str
    """What addresses call it: the id, with the number of the version that is shown where it is one: `kipp-2023@1`."""


@dataclass(frozen=True, slots=True)
class RulebookLine:
    """One row of the list of rulebooks; `problem` says what is wrong with a file that cannot be read."""

    id: str
    title: str
    scope: str
    short_digest: str
    unknown: int
    file_name: str
    problem: str
    published: int = 0
    """Number of the newest published version, 0 where there is none."""


def line(entry: Entry) -> RulebookLine:
    """The row of an entry of the registry, broken or not."""
    book = entry.book
    if book is None:
        return RulebookLine("", entry.path.name, "", "", 0, entry.path.name, str(entry.error))
    return line_of(book)


def line_of(book: Rulebook) -> RulebookLine:
    """The row of a rulebook that can be read."""
    return RulebookLine(
        book.id, title_of(book), str(SCOPES[book.scope]), book.short_digest, len(book.unknown), book.file_name, ""
    )


def title_of(book: Rulebook) -> str:
    """The title in the reader's language."""
    return book.title_en if get_language() == "en" else book.title


def page(book: Rulebook, number: int | None = None) -> RulebookPage:
    """The page of a rulebook, or of one version of it, in the reader's language."""
    names = names_of_items(book)
    counted = Counter(source.confidence.value for source in book.sources)
    return RulebookPage(
        id=book.id,
        title=title_of(book),
        scope=str(SCOPES[book.scope]),
        digest=tuple(book.digest[start : start + 8] for start in range(0, 64, 8)),
        unknown=book.unknown_en if get_language() == "en" else book.unknown,
        facts=tuple(Term(name_of(key), shown(value, names)) for key, value in localized(book.facts)),
        confidence=tuple(
            (kind, str(word), counted[level], str(meaning))
            for level, (word, kind, meaning) in CONFIDENCE.items()
            if counted[level]
        ),
        sections=tuple(_section(block, names) for block in book.blocks),
        is_competition=is_competition(book),
        name=book.id if number is None else f"{book.id}@{number}",
    )


def names_of_items(book: Rulebook) -> dict[str, Piece]:
    """Every item that has an id, as a link to its place on the page, so that rules may refer to it."""
    found: dict[str, Piece] = {}
    for block in book.blocks:
        for place, item in enumerate(block.items, start=1):
            anchor = f"#{_anchor(block.key, item, place)}"
            values: Iterable[Any] = item.values()
            inner = (part for value in values if is_tables(value) for part in value)
            for entry in (item, *inner):
                if isinstance(identity := entry.get("id"), str):
                    found.setdefault(identity, Piece(heading_of(entry, place), anchor))
    return found


def _section(block: Block, names: dict[str, Piece]) -> Section:
    """A table that has the name of an item elsewhere says how that item is read: `[theme]` beside a part `theme`."""
    heading = name_of(block.key)
    if not block.is_list:
        named = heading_of(block.items[0], 0)
        if not named and block.key in names:
            named = _("Cara membaca: %(name)s") % {"name": names[block.key].text}
        heading = named or heading
    if block.is_list and _fits_table(block):
        return Section(slugify(block.key), heading, _block_table(block, names), (), None)
    items = tuple(_item(block, item, place, names) for place, item in enumerate(block.items, start=1))
    return Section(slugify(block.key), heading, None, items, _weights(block) if block.is_list else None)


def _fits_table(block: Block) -> bool:
    """Short plain values in few columns read best as a table, everything else as entries."""
    rows = [dict(localized(item)) for item in block.items]
    values = [value for row in rows for key, value in row.items() if key not in {*HEADINGS, "source"}]
    return len(columns_of(rows)) <= MOST_COLUMNS and all(_is_short(value) for value in values)


def _is_short(value: Any) -> bool:
    if isinstance(value, tuple):
        return (
            all(isinstance(part, str | int | float | Decimal) for part in value)
            and sum(len(str(part)) for part in value) <= LONG_CELL
        )
    return not isinstance(value, Mapping) and len(str(value)) <= LONG_CELL


def _block_table(block: Block, names: dict[str, Piece]) -> Table:
    """Columns in the order of first appearance; the source with its certainty comes last."""
    rows = [dict(localized(item)) for item in block.items]
    keys = columns_of(rows)
    sourced = any("source" in item for item in block.items)
    columns = [name_of(key) for key in keys] + [name_of("source")] * sourced
    built = tuple(
        Row(
            _anchor(block.key, item, place),
            tuple((name_of(key), shown(row[key], names, key) if key in row else None) for key in keys)
            + ((name_of("source"), Shown(text=_origin_pieces(item)) if "source" in item else None),) * sourced,
        )
        for place, (item, row) in enumerate(zip(block.items, rows, strict=True), start=1)
    )
    numeric = frozenset(
        place for place, key in enumerate(keys) if place and all(is_number(row[key]) for row in rows if key in row)
    )
    return Table(tuple(columns), built, numeric)


def _item(block: Block, item: Mapping[str, Any], place: int, names: dict[str, Piece]) -> Item:
    row = dict(localized(item))
    heading_key = next((key for key in HEADINGS if isinstance(row.get(key), str)), "")
    hidden = {"source", "confidence", "id", heading_key}
    hidden |= {key for key in ("order", "weight") if is_number(row.get(key))}
    return Item(
        anchor=_anchor(block.key, item, place),
        heading=heading_of(item, place) if block.is_list else "",
        number=number(row["order"]) if is_number(row.get("order")) else "",
        weight=number(row["weight"]) if is_number(row.get("weight")) else "",
        terms=tuple(Term(name_of(key), shown(value, names, key)) for key, value in row.items() if key not in hidden),
        origin=_origin(item),
    )


def _weights(block: Block) -> Weights | None:
    """The sum of the weights, when every entry has one: what the reader of a ranking wants first."""
    weights = [item.get("weight") for item in block.items]
    if not all(is_number(weight) for weight in weights):
        return None
    numbers = [float(str(weight)) for weight in weights]
    most = max(numbers) or 1.0
    rows = tuple(
        (heading_of(item, place), number(weight), f"{100 * share / most:.1f}")
        for place, (item, weight, share) in enumerate(zip(block.items, weights, numbers, strict=True), start=1)
    )
    total = round(sum(numbers), 6)
    return Weights(rows, number(int(total) if total.is_integer() else total))


def _anchor(key: str, item: Mapping[str, Any], place: int) -> str:
    return slugify(f"{key}-{item.get('id', place)}")


def _origin(item: Mapping[str, Any]) -> Origin | None:
    if "source" not in item:
        return None
    word, kind, meaning = CONFIDENCE[str(item["confidence"])]
    return Origin(pieces(str(item["source"])), str(word), kind, str(meaning))


def _origin_pieces(item: Mapping[str, Any]) -> tuple[Piece, ...]:
    origin = _origin(item)
    return (*origin.text, Piece(f" ({origin.word})")) if origin else ()
