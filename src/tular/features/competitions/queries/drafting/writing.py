"""Writing what was typed on a screen into the text of a rulebook, so that comments and order survive."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import tomlkit
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tomlkit.items import AoT, Array, InlineTable, Table

from tular.features.competitions.queries.drafting.places import Place, value_at

type Values = dict[str, Any]
"""Key → value as `from_typed` gives it; `None` takes the key away."""

HEADER = re.compile(r"\[\[?\s*([A-Za-z0-9_-]+)")
DOTTED = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+)++[\w"'-]++[ \t]*+=""")
"""A key of several parts: `a.b.c = `."""

MOST_DOTS = 300
"""In the keys of a file. The library takes seconds for a thousand and minutes for many; rulebooks have none."""

OTHERWISE = gettext_lazy("Berkas ini disusun dengan cara yang hanya dapat diubah di teks lengkap.")
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row as it was typed; `origin` is where it stood (from 0), `None` for a new one."""

    origin: int | None
    values: Values


@dataclass(frozen=True, slots=True)
class Typed:
    """All that was typed at one place. Rows are in the order that they shall have; what is not named stays."""

    values: Values = field(default_factory=dict)
    rows: Sequence[TypedRow] | None = None
    removed: frozenset[int] = frozenset()
    new_table: str = ""
    removed_tables: frozenset[str] = frozenset()


class CannotWrite(ValueError):
    """The change cannot be written here; the message says what would be right."""


def written(text: str, place: Place, typed: Typed) -> str:
    """The text with the change. Raises `CannotWrite`; what the change means is for the engine to judge."""
    document = parsed(text)
    # Nothing is made of nothing: a table in which only empty fields were left stays away.
    if typed.values and (place.value is not None or any(value is not None for value in typed.values.values())):
        target = _table_at(document, place.path)
        _set_all(target, place.table, _with_source(typed.values, place.table))
    if typed.rows is not None:
        _write_rows(document, place, typed)
    for name in typed.removed_tables & set(place.tables):
        _table_at(document, place.path).remove(name)
    if typed.new_table:
        _add_table(document, place, typed.new_table)
    result = tomlkit.dumps(document)
    # A library that edits text in place is trusted only as far as the result says what was meant.
    if tomllib.loads(result) != document.unwrap():
        raise CannotWrite(_("Perubahan ini tidak dapat ditulis di sini tanpa merusak berkasnya; ubah di teks lengkap."))
    return result


def parsed(text: str) -> tomlkit.TOMLDocument:
    """The text to edit in place. Raises `CannotWrite` for one that would not come out again as it went in."""
    if sum(key.count(".") for key in DOTTED.findall(text)) > MOST_DOTS:
        raise CannotWrite(OTHERWISE)
    document = tomlkit.parse(text)
    if tomlkit.dumps(document) == text:
        return document
    # The library loses rows of a list when another table stands between them.
    gathered = _gathered(text)
    document = tomlkit.parse(gathered)
    if tomlkit.dumps(document) != gathered or tomllib.loads(gathered) != tomllib.loads(text):
        raise CannotWrite(OTHERWISE)
    return document


def _gathered(text: str) -> str:
    """The text with all that belongs to one key ([[stages]], [criteria.umum]) together, where it first stands."""
    pieces = re.split(r"(?m)^(?=\[)", text)
    names = [found.group(1) if (found := HEADER.match(piece)) else "" for piece in pieces]
    told: dict[str, list[str]] = {}
    for name, piece in zip(names, pieces, strict=True):
        told.setdefault(name, []).extend([piece.rstrip()] if piece.strip() else [])
    return "\n\n".join(piece for several in told.values() for piece in several) + "\n"


def _with_source(values: Values, table: Values) -> Values:
    """Source and certainty go together: a source alone counts as certain, without one nothing is."""
    if not {"source", "confidence"} & set(values):
        return values
    if not values.get("source", table.get("source")):
        return {**values, "confidence": None}
    return {**values, "confidence": values.get("confidence", table.get("confidence")) or "certain"}


def _table_at(document: Any, path: Sequence[str | int]) -> Any:
    """The table at a path, made where there is none yet."""
    found = document
    for place, part in enumerate(path):
        following = path[place + 1] if place + 1 < len(path) else ""
        if isinstance(part, str) and part not in found:
            found[part] = tomlkit.aot() if isinstance(following, int) else tomlkit.table()
        if isinstance(part, int) and part == len(found):
            found.append(tomlkit.table())
        found = found[part]
    return found


def _set_all(target: Any, before: Values, values: Values) -> None:
    for key, value in values.items():
        if value_at(before, key) == value and type(value_at(before, key)) is type(value):
            continue
        outer, _dot, inner = key.partition(".")
        if not inner:
            _set(target, key, value)
            continue
        if outer not in target:
            if value is None:
                continue
            target[outer] = tomlkit.inline_table()
        _set(target[outer], inner, value)
        if not target[outer]:
            target.remove(outer)


def _set(target: Any, key: str, value: Any) -> None:
    if value is None:
        if key in target:
            target.remove(key)
        return
    target[key] = _item(value)


def _item(value: Any) -> Any:
    """A value as TOML, numbers exactly as they were typed."""
    if isinstance(value, Decimal):
        return tomlkit.value(str(value))
    if isinstance(value, datetime):
        return tomlkit.value(value.isoformat())
    if isinstance(value, list):
        array = tomlkit.array()
        for one in value:
            array.append(_item(one))
        return array.multiline(len(value) > 1 and all(isinstance(one, str) for one in value) and len(str(value)) > 100)
    return tomlkit.item(value)


def _write_rows(document: Any, place: Place, typed: Typed) -> None:
    shape = place.node.rows
    assert shape is not None and typed.rows is not None, "only a place with rows is given rows"
    before = place.rows or []
    named = {row.origin for row in typed.rows if row.origin is not None} | typed.removed
    # Rows that somebody else added since are not on this form; they stay, at the end.
    rows = [*typed.rows, *(TypedRow(number, {}) for number in range(len(before)) if number not in named)]
    rows = [row for row in rows if row.origin is None or row.origin < len(before)]
    if not rows and not before:
        return
    if not typed.removed and [row.origin for row in rows] == list(range(len(before))):
        # Nobody came, went or moved: only what differs is written, and nothing is touched where nothing does.
        for row in rows:
            if row.values and row.origin is not None:
                stood = before[row.origin]
                _set_all(_list_at(document, place)[row.origin], stood, _with_source(row.values, stood))
        return
    holder: Any = _list_at(document, place)
    for row in rows:
        if row.origin is not None:
            _set_all(holder[row.origin], before[row.origin], _with_source(row.values, before[row.origin]))
    kept = [row.origin for row in rows if row.origin is not None]
    if kept != list(range(len(before))):
        _arrange(holder, kept, len(before))
    codes = {str(row.get("id")) for row in before}
    for position, row in enumerate(rows):
        if row.origin is None:
            made: Any = tomlkit.inline_table() if isinstance(holder, Array) else tomlkit.table()
            values = {key: value for key, value in row.values.items() if value is not None}
            if shape.coded and "id" not in values:
                values = {"id": _code(str(values.get("label", "")), str(shape.one), codes), **values}
            _set_all(made, {}, _with_source(values, {}))
            holder.insert(position, made) if position < len(holder) else holder.append(made)
    if not len(holder) and isinstance(holder, AoT):
        _remove_at(document, place.rows_path)


def _list_at(document: Any, place: Place) -> Any:
    """The list of a place's rows, made where there is none: one table per row at the top, lines in a list below."""
    path = place.rows_path
    shape = place.node.rows
    above = _table_at(document, path[:-1])
    if shape is not None and shape.new and not place.table:
        for key, value in shape.new.items():
            above[key] = value
    last: Any = path[-1]
    if last not in above:
        above[last] = tomlkit.aot() if len(path) == 1 else tomlkit.array().multiline(True)
    return above[last]


def _arrange(holder: Any, order: Sequence[int], count: int) -> None:
    """Bring rows into this order; those that it does not name are taken away."""
    items = [holder[number] for number in range(count)]
    for number in range(count - 1, -1, -1):
        del holder[number]
    for number in order:
        holder.append(items[number])


def _code(label: str, one: str, taken: set[str]) -> str:
    """A code from a name: small letters, digits, underscores; with a number where it is taken."""
    base = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:40] or re.sub(r"[^a-z0-9]+", "_", one.lower())
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}_{number}"
    taken.add(code)
    return code


def _add_table(document: Any, place: Place, name: str) -> None:
    shape = place.node.tables
    assert shape is not None, "only a place with tables is given one"
    if not NAME.fullmatch(name):
        raise CannotWrite(_("Tulis nama dengan huruf kecil, angka, dan garis bawah, misalnya presentasi."))
    if name in place.table:
        raise CannotWrite(_("Nama ini sudah dipakai; pilih nama lain."))
    made = tomlkit.table()
    rows = shape.node.rows
    assert rows is not None, "tables beside each other hold rows"
    lines = tomlkit.array().multiline(True)
    if rows.key == "items":
        # A set of criteria without any is no set.
        first = tomlkit.inline_table()
        first["id"], first["label"] = "kriteria_1", str(_("Kriteria 1"))
        lines.append(first)
    made[rows.key] = lines
    _table_at(document, place.path)[name] = made


def _remove_at(document: Any, path: Sequence[str | int]) -> None:
    above = _table_at(document, path[:-1])
    if isinstance(above, Table | InlineTable | tomlkit.TOMLDocument):
        above.remove(str(path[-1]))
