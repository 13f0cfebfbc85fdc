"""What a table to download is: its columns with their meaning, and its rows straight from where they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tular.foundation.files.streams import Cell

CHUNK = 500
"""Rows that are in memory at the same time."""

Words = str | Promise


class Kind(Enum):
    """What the cells of a column hold. An empty cell (null in JSON) is unknown unless the column says otherwise."""

    TEXT = _("teks")
    CODE = _("kode (teks, jangan dibaca sebagai bilangan)")
    TERM = _("istilah tetap")
    INTEGER = _("bilangan bulat")
    NUMBER = _("bilangan (titik desimal)")
    DATE = _("tanggal (ISO 8601)")
    TIME = _("waktu (ISO 8601, UTC)")
    LIST = _("daftar (CSV: dipisahkan titik koma)")
    FLAG = _("true atau false")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, what it means, and how it is read from a row. `unit` where it has one."""

    name: str
    meaning: Words
    kind: Kind
    read: Callable[[Any], Cell]
    unit: Words = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One table. `runs` are the kinds of import that may have changed it; none for tables that ship as files."""

    slug: str
    name: Words
    about: Words
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Any]]
    count: Callable[[], int]
    runs: tuple[str, ...] = ()

    @property
    def column_names(self) -> list[str]:
        """The heading."""
        return [column.name for column in self.columns]

    def cells(self) -> Iterator[list[Cell]]:
        """The rows, each as the cells of its columns."""
        readers = [column.read for column in self.columns]
        for row in self.rows():
            yield [_known(read(row)) for read in readers]


def _known(cell: Cell) -> Cell:
    """An empty text or list is how the database keeps what nobody told."""
    return None if cell in ("", [], ()) else cell


def figure(value: Decimal | None) -> int | float | None:
    """An exact number of at most fifteen digits, as files hold numbers; None is unknown."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def database(rows: Callable[[], QuerySet[Any]]) -> dict[str, Any]:
    """The two readers of a dataset whose rows are a query: read in chunks, so that memory does not grow with it."""
    return {"rows": lambda: rows().iterator(chunk_size=CHUNK), "count": lambda: rows().count()}
