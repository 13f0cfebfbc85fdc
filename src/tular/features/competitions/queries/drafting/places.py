"""From an address of the editor to a place in the file: which table, which keys, which rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from tular.features.competitions.queries.drafting.screens import BY_CODE
from tular.features.competitions.queries.drafting.shapes import Node, Screen, Words


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a rulebook that can be written: `path` leads to it by keys and positions from 0."""

    screen: Screen
    way: tuple[str, ...]
    """The parts of the address behind the screen: rows from 1, or names of tables."""
    path: tuple[str | int, ...]
    node: Node
    value: Any
    """What stands there; `None` where nothing does yet."""
    trail: tuple[tuple[str, tuple[str, ...]], ...]
    """The places above it, as (name, way)."""
    title: Words

    @property
    def table(self) -> dict[str, Any]:
        """What stands there as a table, empty where it is none."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def rows_path(self) -> tuple[str | int, ...]:
        """Where the rows of this place stand."""
        rows = self.node.rows
        return (*self.path, rows.key) if rows and rows.key else self.path

    @property
    def rows(self) -> list[dict[str, Any]] | None:
        """The rows of this place; `None` where something else than rows stands."""
        rows = self.node.rows
        if rows is None:
            return []
        found = self.table.get(rows.key, []) if rows.key else self.value or []
        return found if isinstance(found, list) and all(isinstance(one, dict) for one in found) else None

    @property
    def tables(self) -> list[str]:
        """Names of the tables beside each other at this place."""
        if self.node.tables is None:
            return []
        return [key for key, value in self.table.items() if isinstance(value, dict)]

    @property
    def is_unfit(self) -> bool:
        """Whether something stands here that these fields cannot show: it is written in the whole text."""
        return self.rows is None or (self.value is not None and not isinstance(self.value, dict | list))

    @property
    def fingerprint(self) -> str:
        """Changes whenever anything at this place does."""
        told = json.dumps(self.value, sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def place_of(table: dict[str, Any], code: str, way: tuple[str, ...]) -> Place | None:
    """The place behind an address in a file that was read with `tomllib`; `None` where there is none."""
    screen = BY_CODE.get(code)
    if screen is None:
        return None
    root = tuple(int(part) - 1 if part.isascii() and part.isdigit() else part for part in screen.root)
    place = Place(screen, (), root, screen.node, _at(table, root), (), screen.title)
    if code == "kriteria" and "items" in place.table:
        # One set without a name of its own stands directly in [criteria].
        assert screen.node.tables is not None, "the sets of criteria are tables"
        place = Place(screen, (), root, screen.node.tables.node, place.value, (), screen.title)
    for part in way:
        inner = _into(place, part)
        if inner is None:
            return None
        place = inner
    return place


def _into(place: Place, part: str) -> Place | None:
    trail = (*place.trail, (str(place.title), place.way))
    if part.isascii() and part.isdigit():
        rows, shape = place.rows, place.node.rows
        number = int(part[:6])
        if rows is None or shape is None or not 1 <= number <= len(rows):
            return None
        row = rows[number - 1]
        title = str(row.get(shape.name) or row.get("id") or f"{shape.one} {number}")
        return Place(place.screen, (*place.way, part), (*place.rows_path, number - 1), shape.node, row, trail, title)
    if part not in place.tables or place.node.tables is None:
        return None
    return Place(
        place.screen, (*place.way, part), (*place.path, part), place.node.tables.node, place.table[part], trail, part
    )


def _at(table: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        if isinstance(part, int):
            table = table[part] if isinstance(table, list) and part < len(table) else None
        else:
            table = table.get(part) if isinstance(table, dict) else None
    return table


def value_at(table: dict[str, Any], key: str) -> Any:
    """What stands under a key, which may lead into a table: "disagreement.rule"."""
    return _at(table, tuple(key.split(".")))


def names_in(table: dict[str, Any], of: str) -> list[tuple[str, str]]:
    """Id and name of each group, stage or award of the file."""
    rows = table.get(of)
    found = rows if isinstance(rows, list) else []
    return [
        (str(row["id"]), str(row.get("label") or row["id"])) for row in found if isinstance(row, dict) and "id" in row
    ]
