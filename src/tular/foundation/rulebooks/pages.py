"""A rulebook as a page: tables and entries in words, with sources linked. Works for every rulebook alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tular.engines.rulebook import Block, Rulebook
from tular.foundation.rulebooks.registry import Entry
from tular.foundation.rulebooks.wording import CONFIDENCE, SCOPES, name_of

HEADINGS = ("name", "title", "label", "text", "id")
"""Keys that may name an item, best first."""

URL = re.compile(r"https?://[^\s<>\"]+")
LONG_CELL = 100
SHORT_WORD = 24
"""Lists of entries up to this length are written in one line."""
MOST_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; with `href` it is a link."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A key in words with its value."""

    label: str
    value: Shown


@dataclass(frozen=True, slots=True)
class Shown:
    """A value ready to show. Exactly one of the four is filled: text, list, terms or table."""

    text: tuple[Piece, ...] = ()
    items: tuple[tuple[Piece, ...], ...] = ()
    terms: tuple[Term, ...] = ()
    table: Table | None = None
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row names the row. A cell of None is unknown."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: frozenset[int] = frozenset()

    @property
    def head(self) -> tuple[tuple[str, bool], ...]:
        """Each column with whether it holds numbers."""
        return tuple((column, place in self.numeric) for place, column in enumerate(self.columns))


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its anchor and its cells, each with the name of its column for narrow screens."""

    anchor: str
    cells: tuple[tuple[str, Shown | None], ...]

    @property
    def only_text(self) -> tuple[Piece, ...]:
        """The text of a row that has one cell."""
        ((_column, cell),) = self.cells
        return cell.text if cell else ()


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


def line(entry: Entry) -> RulebookLine:
    """The row of an entry of the registry, broken or not."""
    book = entry.book
    if book is None:
        return RulebookLine("", entry.path.name, "", "", 0, entry.path.name, str(entry.error))
    return RulebookLine(
        book.id, title_of(book), str(SCOPES[book.scope]), book.short_digest, len(book.unknown), book.file_name, ""
    )


def title_of(book: Rulebook) -> str:
    """The title in the reader's language."""
    return book.title_en if get_language() == "en" else book.title


def page(book: Rulebook) -> RulebookPage:
    """The page of a rulebook in the reader's language."""
    names = _names(book)
    counted = Counter(source.confidence.value for source in book.sources)
    return RulebookPage(
        id=book.id,
        title=title_of(book),
        scope=str(SCOPES[book.scope]),
        digest=tuple(book.digest[start : start + 8] for start in range(0, 64, 8)),
        unknown=book.unknown_en if get_language() == "en" else book.unknown,
        facts=tuple(Term(name_of(key), _shown(value, names)) for key, value in _localized(book.facts)),
        confidence=tuple(
            (kind, str(word), counted[level], str(meaning))
            for level, (word, kind, meaning) in CONFIDENCE.items()
            if counted[level]
        ),
        sections=tuple(_section(block, names) for block in book.blocks),
    )


def _names(book: Rulebook) -> dict[str, Piece]:
    """Every item that has an id, as a link to its place on the page, so that rules may refer to it."""
    found: dict[str, Piece] = {}
    for block in book.blocks:
        for place, item in enumerate(block.items, start=1):
            anchor = f"#{_anchor(block.key, item, place)}"
            values: Iterable[Any] = item.values()
            inner = (part for value in values if _is_tables(value) for part in value)
            for entry in (item, *inner):
                if isinstance(identity := entry.get("id"), str):
                    found.setdefault(identity, Piece(_heading(entry, place), anchor))
    return found


def _section(block: Block, names: dict[str, Piece]) -> Section:
    """A table that has the name of an item elsewhere says how that item is read: `[theme]` beside a part `theme`."""
    heading = name_of(block.key)
    if not block.is_list:
        named = _heading(block.items[0], 0)
        if not named and block.key in names:
            named = _("Cara membaca: %(name)s") % {"name": names[block.key].text}
        heading = named or heading
    if block.is_list and _fits_table(block):
        return Section(slugify(block.key), heading, _block_table(block, names), (), None)
    items = tuple(_item(block, item, place, names) for place, item in enumerate(block.items, start=1))
    return Section(slugify(block.key), heading, None, items, _weights(block) if block.is_list else None)


def _fits_table(block: Block) -> bool:
    """Short plain values in few columns read best as a table, everything else as entries."""
    rows = [dict(_localized(item)) for item in block.items]
    values = [value for row in rows for key, value in row.items() if key not in {*HEADINGS, "source"}]
    return len(_columns(rows)) <= MOST_COLUMNS and all(_is_short(value) for value in values)


def _is_short(value: Any) -> bool:
    if isinstance(value, tuple):
        return (
            all(isinstance(part, str | int | float) for part in value)
            and sum(len(str(part)) for part in value) <= LONG_CELL
        )
    return not isinstance(value, Mapping) and len(str(value)) <= LONG_CELL


def _block_table(block: Block, names: dict[str, Piece]) -> Table:
    """Columns in the order of first appearance; the source with its certainty comes last."""
    rows = [dict(_localized(item)) for item in block.items]
    keys = _columns(rows)
    sourced = any("source" in item for item in block.items)
    columns = [name_of(key) for key in keys] + [name_of("source")] * sourced
    built = tuple(
        Row(
            _anchor(block.key, item, place),
            tuple((name_of(key), _shown(row[key], names, key) if key in row else None) for key in keys)
            + ((name_of("source"), Shown(text=_origin_pieces(item)) if "source" in item else None),) * sourced,
        )
        for place, (item, row) in enumerate(zip(block.items, rows, strict=True), start=1)
    )
    numeric = frozenset(
        place for place, key in enumerate(keys) if place and all(_is_number(row[key]) for row in rows if key in row)
    )
    return Table(tuple(columns), built, numeric)


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    """Keys in the order of first appearance, led by number, year and name; the source is told apart."""
    keys = list(dict.fromkeys(key for row in rows for key in row if key not in {"source", "confidence"}))
    if any(name in keys for name in HEADINGS[:-1]):
        keys = [key for key in keys if key != "id"]

    def place(key: str) -> int:
        if key in {"order", "year"} and all(_is_number(row[key]) for row in rows if key in row):
            return 0
        return 1 if key in HEADINGS else 2

    return sorted(keys, key=place)


def _item(block: Block, item: Mapping[str, Any], place: int, names: dict[str, Piece]) -> Item:
    row = dict(_localized(item))
    heading_key = next((key for key in HEADINGS if isinstance(row.get(key), str)), "")
    hidden = {"source", "confidence", "id", heading_key}
    hidden |= {key for key in ("order", "weight") if _is_number(row.get(key))}
    return Item(
        anchor=_anchor(block.key, item, place),
        heading=_heading(item, place) if block.is_list else "",
        number=_number(row["order"]) if _is_number(row.get("order")) else "",
        weight=_number(row["weight"]) if _is_number(row.get("weight")) else "",
        terms=tuple(Term(name_of(key), _shown(value, names, key)) for key, value in row.items() if key not in hidden),
        origin=_origin(item),
    )


def _weights(block: Block) -> Weights | None:
    """The sum of the weights, when every entry has one: what the reader of a ranking wants first."""
    weights = [item.get("weight") for item in block.items]
    if not all(_is_number(weight) for weight in weights):
        return None
    numbers = [float(str(weight)) for weight in weights]
    most = max(numbers) or 1.0
    rows = tuple(
        (_heading(item, place), _number(weight), f"{100 * number / most:.1f}")
        for place, (item, weight, number) in enumerate(zip(block.items, weights, numbers, strict=True), start=1)
    )
    total = round(sum(numbers), 6)
    return Weights(rows, _number(int(total) if total.is_integer() else total))


def _shown(value: Any, names: dict[str, Piece], key: str = "") -> Shown:
    if isinstance(value, Mapping):
        if len(value) > 2 and all(_is_number(part) for part in value.values()):
            return Shown(table=_numbers(value, names))
        return Shown(terms=tuple(Term(name_of(inner), _shown(part, names, inner)) for inner, part in _localized(value)))
    if isinstance(value, tuple):
        if _is_tables(value):
            table = _inner_table(value, names)
            return (
                Shown(items=tuple(row.only_text for row in table.rows))
                if len(table.columns) == 1
                else Shown(table=table)
            )
        if value and key != "id" and all(isinstance(part, str) and part in names for part in value):
            return Shown(items=tuple((names[part],) for part in value))
        if all(len(str(part)) <= SHORT_WORD for part in value):
            return Shown(text=_pieces(", ".join(_scalar(part) for part in value) or "–"))
        return Shown(items=tuple(_pieces(_scalar(part)) for part in value))
    return Shown(text=_pieces(_scalar(value)), is_number=_is_number(value))


def _numbers(values: Mapping[str, Any], names: dict[str, Piece]) -> Table:
    """Codes with a number each, such as the worth of award levels."""
    rows = tuple(
        Row("", ((name_of("id"), Shown(text=(Piece(code),))), (name_of("value"), _shown(number, names))))
        for code, number in values.items()
    )
    return Table((name_of("id"), name_of("value")), rows, frozenset({1}))


def _inner_table(items: tuple[Any, ...], names: dict[str, Piece]) -> Table:
    rows = [dict(_localized(item)) for item in items]
    keys = _columns(rows)
    numeric = frozenset(
        place for place, key in enumerate(keys) if place and all(_is_number(row[key]) for row in rows if key in row)
    )
    return Table(
        tuple(name_of(key) for key in keys),
        tuple(
            Row("", tuple((name_of(key), _shown(row[key], names, key) if key in row else None) for key in keys))
            for row in rows
        ),
        numeric,
    )


def _localized(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The pairs of a table with `x_id` and `x_en` told once, as `x`, in the reader's language."""
    wanted, other = ("en", "id") if get_language() == "en" else ("id", "en")
    done: set[str] = set()
    for key, value in item.items():
        base, _dash, language = key.rpartition("_")
        if not base or language not in {"id", "en"}:
            yield key, value
        elif base not in done:
            done.add(base)
            yield base, item.get(f"{base}_{wanted}", item.get(f"{base}_{other}", value))


def _heading(item: Mapping[str, Any], place: int) -> str:
    row = dict(_localized(item))
    for key in HEADINGS:
        if isinstance(text := row.get(key), str):
            return text
    return _("Bagian %(number)d") % {"number": place} if place else ""


def _anchor(key: str, item: Mapping[str, Any], place: int) -> str:
    return slugify(f"{key}-{item.get('id', place)}")


def _origin(item: Mapping[str, Any]) -> Origin | None:
    if "source" not in item:
        return None
    word, kind, meaning = CONFIDENCE[str(item["confidence"])]
    return Origin(_pieces(str(item["source"])), str(word), kind, str(meaning))


def _origin_pieces(item: Mapping[str, Any]) -> tuple[Piece, ...]:
    origin = _origin(item)
    return (*origin.text, Piece(f" ({origin.word})")) if origin else ()


def _pieces(text: str) -> tuple[Piece, ...]:
    """Addresses in a text become links that show the site rather than the whole address."""
    pieces: list[Piece] = []
    end = 0
    for found in URL.finditer(text):
        address = found.group().rstrip(".,;)")
        if found.start() > end:
            pieces.append(Piece(text[end : found.start()]))
        pieces.append(Piece(address.split("/")[2].removeprefix("www."), address))
        end = found.start() + len(address)
    if end < len(text):
        pieces.append(Piece(text[end:]))
    return tuple(pieces)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    return _number(value) if _is_number(value) else str(value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(part, Mapping) for part in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Any) -> str:
    return str(formats.number_format(value, use_l10n=True))
