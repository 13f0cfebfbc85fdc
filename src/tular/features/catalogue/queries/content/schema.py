"""What the content of a record is made of: sections, fields, lists of rows.

Content is JSON: section → field → value, and section → list → rows of field → value. An empty text, `None` and an empty
list are unknown. Decimals are texts in their shortest form ("1250000.5"), files and agencies are keys.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise

Words = str | Promise
Choices = Sequence[tuple[str, Words]]
Json = Any
"""A value of JSON."""
SectionContent = dict[str, Json]
Content = dict[str, SectionContent]


class Kind(Enum):
    """What a field holds, and its form in JSON."""

    LINE = "line"  # text without line breaks
    TEXT = "text"
    YEAR = "year"  # int
    WHOLE = "whole"  # int
    NUMBER = "number"  # decimal as text
    DEGREE = "degree"  # a coordinate, decimal as text
    MONEY = "money"  # rupiah, decimal as text
    CHOICE = "choice"  # code
    CHOICES = "choices"  # list of codes
    FLAG = "flag"  # bool
    WEB = "web"  # address
    AGENCY = "agency"  # slug
    FILE = "file"  # id of a stored file

    @property
    def empty(self) -> Json:
        """The value when nothing is known."""
        if self is Kind.CHOICES:
            return []
        if self is Kind.FLAG:
            return False
        return None if self in _NULL else ""


_NULL = (Kind.YEAR, Kind.WHOLE, Kind.NUMBER, Kind.DEGREE, Kind.MONEY, Kind.FILE)
DECIMALS = (Kind.NUMBER, Kind.DEGREE, Kind.MONEY)


@dataclass(frozen=True, slots=True)
class Field:
    """One field, under the name it has in the model.

    `words` is the most words of a text, `longest` the most characters that the database keeps. `lowest`, `highest`
    and `places` bound a number. `purpose` is that of a file. `https` refuses addresses without encryption.
    """

    name: str
    label: Words
    kind: Kind = Kind.LINE
    hint: Words = ""
    example: Words = ""
    required: bool = False
    words: int | None = None
    longest: int = 20_000
    lowest: float | None = None
    highest: float | None = None
    places: int = 0
    choices: Choices | Callable[[], Choices] = ()
    purpose: str = ""
    https: bool = False

    @property
    def options(self) -> Choices:
        """The choices as they are now."""
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of rows under the name by which the model reaches them; `one` is what a single row is called."""

    name: str
    label: Words
    one: Words
    fields: tuple[Field, ...]
    hint: Words = ""
    most: int = 30

    def field(self, name: str) -> Field:
        """The field of this name. Raises KeyError."""
        return _named(self.fields, name)


@dataclass(frozen=True, slots=True)
class Section:
    """One screen of the editor."""

    code: str
    title: Words
    intro: Words
    fields: tuple[Field, ...] = ()
    rows: tuple[Rows, ...] = ()

    @property
    def empty(self) -> SectionContent:
        """The content of a record of which nothing is known."""
        return {field.name: field.kind.empty for field in self.fields} | {rows.name: [] for rows in self.rows}

    def field(self, name: str) -> Field:
        """The field of this name. Raises KeyError."""
        return _named(self.fields, name)

    def list(self, name: str) -> Rows:
        """The list of this name. Raises KeyError."""
        for rows in self.rows:
            if rows.name == name:
                return rows
        raise KeyError(name)


def _named(fields: tuple[Field, ...], name: str) -> Field:
    for field in fields:
        if field.name == name:
            return field
    raise KeyError(name)
