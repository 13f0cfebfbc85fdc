"""What a screen of the editor is made of. Screens are data; one template shows them all, one function writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

type Words = str | Promise


class Kind(StrEnum):
    """What can stand in a field."""

    LINE = "line"
    TEXT = "text"
    COUNT = "count"
    """A whole number from 0."""
    NUMBER = "number"
    """A number as it is written, with point or comma."""
    NUMBERS = "numbers"
    """Numbers apart by spaces, such as the two ends of a scale."""
    CHOICE = "choice"
    YES = "yes"
    """Yes, no, or not told."""
    LINES = "lines"
    """Texts, one per line."""
    SEVERAL = "several"
    """Several of a closed set."""
    MOMENT = "moment"
    """A day with hour and zone."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table; "disagreement.rule" is a key of a table inside. `of` names a list that the rulebook has."""

    key: str
    label: Words
    kind: Kind = Kind.LINE
    hint: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()
    of: str = ""
    """"groups", "stages", "awards" or "criteria": the choices are their ids."""
    brief: bool = False
    """Shown in the list of rows already, not only on the row's own page."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of tables under `key` ("": the place itself is the list). `one` is what a row is called."""

    key: str
    title: Words
    one: Words
    node: Node
    name: str = "label"
    """Key that names a row for people."""
    coded: bool = True
    """Whether rows have an id, made from their name where nobody gives one."""
    new: Mapping[str, str] = field(default_factory=dict)
    """What the table above gets when its first row is written."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Named tables beside each other, such as [criteria.umum]. `names` is "groups" where only such names count."""

    title: Words
    one: Words
    node: Node
    names: str = ""
    hint: Words = ""


@dataclass(frozen=True, slots=True)
class Node:
    """What can be written at one place: keys of its table, a list of rows, named tables."""

    fields: tuple[Field, ...] = ()
    rows: Rows | None = None
    tables: Tables | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of the editor: the place in the file (`root`) and what can be written there."""

    code: str
    title: Words
    intro: Words
    root: tuple[str, ...]
    node: Node
