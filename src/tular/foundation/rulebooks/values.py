"""The values of a rulebook in words: texts with links, lists, terms and tables, ready to show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tular.foundation.rulebooks.naming import name_of
from tular.foundation.rulebooks.wording import CONFIDENCE, word_of

HEADINGS = ("name", "title", "label", "text", "id")
"""Keys that may name an item, best first."""

ORIGIN = ("source", "confidence")

URL = re.compile(r"https?://[^\s<>\"]+")

DAY = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?[+-]\d\d:\d\d)?")
"""A day, or a moment with its zone, as rulebooks write it in a text."""

ZONES = {"+0700": "WIB", "+0800": "WITA", "+0900": "WIT"}

SHORT_WORD = 24
"""Lists of entries up to this length are written in one line."""


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


def columns_of(rows: list[dict[str, Any]]) -> list[str]:
    """Keys in the order of first appearance, led by number, year and name; the source is told apart."""
    keys = list(dict.fromkeys(key for row in rows for key in row if key not in {"source", "confidence"}))
    if any(name in keys for name in HEADINGS[:-1]):
        keys = [key for key in keys if key != "id"]

    def place(key: str) -> int:
        if key in {"order", "year"} and all(is_number(row[key]) for row in rows if key in row):
            return 0
        return 1 if key in HEADINGS else 2

    return sorted(keys, key=place)


def shown(value: Any, names: dict[str, Piece], key: str = "") -> Shown:
    """A value in words; texts that are ids of `names` become links."""
    if isinstance(value, Mapping):
        if len(value) > 2 and all(is_number(part) for part in value.values()):
            return Shown(table=_numbers(value, names))
        told = [pair for pair in localized(value) if not _is_sourced(value) or pair[0] not in ORIGIN]
        terms = [Term(name_of(inner), shown(part, names, inner)) for inner, part in told]
        if _is_sourced(value):
            terms.append(Term(name_of("source"), Shown(text=source_of(value))))
        return Shown(terms=tuple(terms))
    if isinstance(value, tuple):
        if is_tables(value):
            table = _inner_table(value, names)
            return (
                Shown(items=tuple(row.only_text for row in table.rows))
                if len(table.columns) == 1
                else Shown(table=table)
            )
        if value and key != "id" and all(isinstance(part, str) and part in names for part in value):
            return Shown(items=tuple((names[part],) for part in value))
        if all(len(scalar(part)) <= SHORT_WORD for part in value):
            return Shown(text=pieces(", ".join(scalar(part) for part in value) or "–"))
        return Shown(items=tuple(pieces(scalar(part)) for part in value))
    return Shown(text=pieces(scalar(value)), is_number=is_number(value))


def _is_sourced(value: Mapping[str, Any]) -> bool:
    """Whether a table tells where it comes from and how sure that is."""
    return isinstance(value.get("source"), str) and value.get("confidence") in CONFIDENCE


def source_of(value: Mapping[str, Any]) -> tuple[Piece, ...]:
    """Where a table comes from, with how sure that is in brackets."""
    return (*pieces(str(value["source"])), Piece(f" ({CONFIDENCE[str(value['confidence'])][0]})"))


def _numbers(values: Mapping[str, Any], names: dict[str, Piece]) -> Table:
    """Codes with a number each, such as the worth of award levels."""
    rows = tuple(
        Row("", ((name_of("id"), Shown(text=(Piece(code),))), (name_of("value"), shown(number, names))))
        for code, number in values.items()
    )
    return Table((name_of("id"), name_of("value")), rows, frozenset({1}))


def _inner_table(items: tuple[Any, ...], names: dict[str, Piece]) -> Table:
    rows = [dict(localized(item)) for item in items]
    keys = columns_of(rows)
    numeric = frozenset(
        place for place, key in enumerate(keys) if place and all(is_number(row[key]) for row in rows if key in row)
    )
    return Table(
        tuple(name_of(key) for key in keys),
        tuple(
            Row("", tuple((name_of(key), shown(row[key], names, key) if key in row else None) for key in keys))
            for row in rows
        ),
        numeric,
    )


def localized(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
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


def heading_of(item: Mapping[str, Any], place: int) -> str:
    """What an item is called, by its own words or by its place."""
    row = dict(localized(item))
    for key in HEADINGS:
        if isinstance(text := row.get(key), str):
            return text
    return _("Bagian %(number)d") % {"number": place} if place else ""


def pieces(text: str) -> tuple[Piece, ...]:
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


def scalar(value: Any) -> str:
    """A plain value in words."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if is_number(value):
        return number(value)
    if isinstance(value, date) or (isinstance(value, str) and DAY.fullmatch(value)):
        return _day(value if isinstance(value, date) else datetime.fromisoformat(value))
    return word_of(str(value))


def _day(moment: date) -> str:
    """A day in words; with its time and zone where a rulebook tells them."""
    day = str(formats.date_format(moment, "DATE_FORMAT"))
    if isinstance(moment, datetime) and moment.tzinfo:
        return _("%(day)s pukul %(time)s (%(zone)s)") % {
            "day": day, "time": f"{moment:%H.%M}", "zone": ZONES.get(moment.strftime("%z"), f"UTC{moment:%z}"),
        }  # fmt: skip
    return day


def is_tables(value: Any) -> bool:
    """Whether a value is a list of tables."""
    return isinstance(value, tuple) and bool(value) and all(isinstance(part, Mapping) for part in value)


def is_number(value: Any) -> bool:
    """Whether a value is a number, and not a yes or no."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def number(value: Any) -> str:
    """A number as the reader's language writes it."""
    return str(formats.number_format(value, use_l10n=True))
