"""Reading the tables of a rulebook by key, with an error that names the file, the key and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import NoReturn

from tular.engines.rulebook.errors import RulebookError
from tular.engines.rulebook.exact import exact
from tular.engines.rulebook.model import Value

MOST = 1_000_000
"""Of anything that is counted: people, words, places."""

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Of dates; beyond them calendars cannot be computed."""


@dataclass(frozen=True, slots=True)
class Keys:
    """One table of a file. `path` is where it stands, such as `criteria.umum.items[2]`."""

    table: Mapping[str, Value]
    file: str
    path: str

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def wrong(self, key: str, message: str) -> NoReturn:
        """Refuse the file because of a key."""
        raise RulebookError(self.file, f"{self.path}.{key}" if key and self.path else key or self.path, message)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; an error without one, unless there is a default."""
        value = self.table.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, "harus berisi teks")
        return value

    def number(self, key: str) -> Fraction | None:
        """A number as it was written, `None` when the key is absent: unknown, not zero."""
        value = self.table.get(key)
        if value is None:
            return None
        try:
            return exact(value)
        except ValueError:
            said = f', bukan teks "{value}"; hapus tanda kutipnya' if isinstance(value, str) else ""
            self.wrong(key, f"harus angka{said}")

    def count(self, key: str, least: int = 0, most: int = MOST) -> int | None:
        """A whole number, `None` when absent."""
        value = self.number(key)
        if value is None:
            return None
        if value.denominator != 1 or value < least:
            self.wrong(key, f"harus bilangan bulat mulai {least}")
        if value > most:
            self.wrong(key, f"paling besar {most}")
        return value.numerator

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            self.wrong(key, "harus true atau false, tanpa tanda kutip")
        return value

    def choice(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        """One of a closed set; the error offers the nearest."""
        value = self.text(key, default)
        if value not in choices:
            near = difflib.get_close_matches(value, choices, 1)
            hint = f'; maksud Anda "{near[0]}"?' if near else ""
            self.wrong(key, f'"{value}" tidak dikenal; pilih salah satu dari {", ".join(sorted(choices))}{hint}')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when absent."""
        value = self.table.get(key, ())
        if not isinstance(value, tuple) or not all(isinstance(one, str) and one.strip() for one in value):
            self.wrong(key, "harus daftar teks")
        return tuple(str(one) for one in value)

    def years(self, key: str) -> frozenset[int] | None:
        """A list of years, `None` when absent: any year."""
        value = self.table.get(key)
        if value is None:
            return None
        whole = isinstance(value, tuple) and all(isinstance(one, int) and not isinstance(one, bool) for one in value)
        if not isinstance(value, tuple) or not whole:
            self.wrong(key, "harus daftar tahun, misalnya [2019, 2020]")
        return frozenset(one for one in value if isinstance(one, int))

    def moment(self, key: str) -> datetime | date | None:
        """A date, or a date with time and zone, as TOML's own or as text; `None` when absent."""
        value = self.table.get(key)
        if value is None:
            return None
        try:
            if isinstance(value, str):
                value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        except ValueError:
            value = None
        if not isinstance(value, date):
            self.wrong(key, "harus tanggal (2025-06-03) atau tanggal, jam, dan zona (2025-06-03T23:59+07:00)")
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            self.wrong(key, f"tahunnya harus di antara {FIRST_YEAR} dan {LAST_YEAR}")
        if isinstance(value, datetime) and value.tzinfo is None:
            self.wrong(key, "jamnya harus disertai zona, misalnya +07:00 untuk WIB")
        return value

    def inner(self, key: str) -> Keys:
        """The table under a key, empty when absent."""
        value = self.table.get(key, {})
        if not isinstance(value, Mapping):
            self.wrong(key, "harus berupa tabel")
        return Keys(value, self.file, f"{self.path}.{key}" if self.path else key)

    def each(self, key: str) -> Iterator[Keys]:
        """The tables of a list."""
        value = self.table.get(key, ())
        if not isinstance(value, tuple) or not all(isinstance(one, Mapping) for one in value):
            self.wrong(key, 'harus daftar tabel, misalnya [{ id = "ringkasan", weight = 5 }]')
        path = f"{self.path}.{key}" if self.path else key
        for place, one in enumerate(value, start=1):
            if isinstance(one, Mapping):
                yield Keys(one, self.file, f"{path}[{place}]")
