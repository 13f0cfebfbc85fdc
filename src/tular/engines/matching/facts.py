"""What the ranking and the filters know of every record, as columns: small enough to stay in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

UNKNOWN = -1
"""Code of an unknown category, and year of an unknown year."""

LASTING = "bertahan"
"""Beside the states of a replication: proven, and measured again after the months that the rulebook asks for."""


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One record's facts, by name. Empty text is unknown; `confirmed_day` counts days since 1970-01-01."""

    agency: str
    kind: str
    province: str
    island_group: str
    region: str
    year: int
    themes: tuple[str, ...]
    sdgs: tuple[str, ...]
    awards: tuple[str, ...]
    status: str
    confirmed_day: int
    replications: dict[str, int]
    taken: dict[tuple[str, str], int]
    """(kind of agency, state or `LASTING`) → how many took it over."""
    filled: int
    partly: int
    components: int
    has_problem: bool
    has_solution: bool
    has_results: bool
    measured: bool
    resources: tuple[str, ...]
    indicators: dict[str, tuple[float, bool]]
    """Indicator → value and whether it is the region's own (else its province's)."""


SINGLE = ("agency", "kind", "province", "island_group", "region", "status")
MANY = ("themes", "sdgs", "awards", "resources")
NUMBERS = ("year", "confirmed_day", "filled", "partly", "components")
FLAGS = ("has_problem", "has_solution", "has_results", "measured")


@dataclass(slots=True)
class Facts:
    """All records' facts. `codes[name]` are indices into `names[name]`; `bits[name]` are sets as bit masks."""

    names: dict[str, list[str]]
    codes: dict[str, np.ndarray]
    bits: dict[str, np.ndarray]
    numbers: dict[str, np.ndarray]
    flags: dict[str, np.ndarray]
    replications: dict[str, np.ndarray]
    taken: dict[str, np.ndarray]
    """"kind state" → takers of each record; absent where no record has any."""
    indicators: dict[str, np.ndarray]
    own_indicator: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.numbers["year"])

    def code(self, column: str, name: str) -> int:
        """The code of a category, UNKNOWN when no record has it."""
        return self.names[column].index(name) if name in self.names[column] else UNKNOWN

    def value(self, column: str, number: int) -> str:
        """A record's category by name, "" when unknown."""
        code = int(self.codes[column][number])
        return self.names[column][code] if code >= 0 else ""

    def members(self, column: str, number: int) -> list[str]:
        """A record's set by names."""
        mask = int(self.bits[column][number])
        return [name for place, name in enumerate(self.names[column]) if mask >> place & 1]

    def taken_by(self, kind: str, state: str) -> np.ndarray:
        """How many agencies of a kind took each record over, by state."""
        return self.taken.get(f"{kind} {state}", np.zeros(len(self), np.int32))

    def has(self, column: str, name: str) -> np.ndarray:
        """Which records have `name` in their set."""
        if name not in self.names[column]:
            return np.zeros(len(self), bool)
        return (self.bits[column] >> np.uint64(self.names[column].index(name)) & np.uint64(1)).astype(bool)

    def save(self, path: Path) -> None:
        """Write to one `.npz` file."""
        arrays = {
            f"{field.name}.{key}": array
            for field in fields(self)
            if field.name != "names"
            for key, array in getattr(self, field.name).items()
        }
        np.savez(path, names=np.array(json.dumps(self.names)), **arrays)

    @classmethod
    def load(cls, path: Path) -> Facts:
        """Read what `save` wrote."""
        groups: dict[str, dict[str, np.ndarray]] = {field.name: {} for field in fields(cls)}
        with np.load(path) as saved:
            for key in saved.files:
                group, _, name = key.partition(".")
                if name:
                    groups[group][name] = saved[key]
            names = json.loads(str(saved["names"]))
        return cls(names=names, **{key: value for key, value in groups.items() if key != "names"})


def gather(
    records: Iterable[RecordFacts], sets: dict[str, Sequence[str]], states: Sequence[str], indicators: Sequence[str]
) -> Facts:
    """Turn records into columns. `sets` gives the at most 64 names each set column may use, in order."""
    rows = list(records)
    names: dict[str, list[str]] = {column: list(sets[column]) for column in MANY}
    codes, bits = {}, {}
    for column in SINGLE:
        values = [getattr(row, column) for row in rows]
        names[column] = sorted({value for value in values if value})
        place = {name: code for code, name in enumerate(names[column])}
        codes[column] = np.array([place.get(value, UNKNOWN) for value in values], np.int32)
    for column in MANY:
        place = {name: code for code, name in enumerate(names[column])}
        bits[column] = np.array(
            [sum(1 << place[name] for name in set(getattr(row, column)) if name in place) for row in rows], np.uint64
        )
    return Facts(
        names=names,
        codes=codes,
        bits=bits,
        numbers={column: np.array([getattr(row, column) for row in rows], np.int32) for column in NUMBERS},
        flags={column: np.array([getattr(row, column) for row in rows], bool) for column in FLAGS},
        replications={state: np.array([row.replications.get(state, 0) for row in rows], np.int32) for state in states},
        taken={
            f"{kind} {state}": np.array([row.taken.get((kind, state), 0) for row in rows], np.int32)
            for kind, state in sorted({pair for row in rows for pair in row.taken})
        },
        indicators={
            name: np.array([row.indicators.get(name, (np.nan, False))[0] for row in rows], np.float32)
            for name in indicators
        },
        own_indicator={
            name: np.array([row.indicators.get(name, (np.nan, False))[1] for row in rows], bool) for name in indicators
        },
    )
