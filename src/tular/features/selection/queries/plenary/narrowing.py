"""Which lines of the ranking the address asks for, without telling a member more than they may read.

What a member has a conflict with stands at the end, in no order and under no filter: where it would stand, and in
which list it is found, is its rank. The ranks of the others close up. Where agencies are hidden, nothing finds or sorts
by them. That one of the hidden is in follows from counting the others: who may not know that must not sit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tular.features.judging.choices import Belongs
from tular.features.selection.choices import LineWhy
from tular.features.selection.queries.plenary.balance import value_of
from tular.features.selection.queries.plenary.settling import PASSED, Line

SHOWN = ("", "masuk", "luar", "beda", "garis", "seri")
"""Parts of the list: all, in, out, departing from the ranking, borderline, tied."""

NAMELESS = ("group", "category")
"""By what a list may be narrowed where agencies are hidden: the others say where they are."""


@dataclass(frozen=True, slots=True)
class Wished:
    """What the address asks: filters, order, and another line to look at without keeping it."""

    words: str = ""
    shown: str = ""
    pool: int = -1
    dimension: str = ""
    value: str = ""
    sort: str = ""
    page: str = ""
    counts: Mapping[int, int] = field(default_factory=dict)
    score: str = ""

    @property
    def any(self) -> bool:
        """Whether it is narrowed."""
        return bool(self.words or self.shown or self.pool >= 0 or self.value)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How the lines are narrowed for one reader. `hidden`: codes of what they have a conflict with."""

    wished: Wished
    settings: Mapping[str, Any]
    hidden: Collection[str]
    is_blind: bool

    def of(self, lines: Sequence[Line], facts: Mapping[str, Any]) -> list[Line]:
        """The lines that are asked for, in the order that is asked for, what is hidden last."""
        asked = [line for line in lines if self._is_asked(line, facts[line.code])]
        open_to_reader = [self._closed_up(line, lines) for line in asked if line.code not in self.hidden]
        key = {
            "instansi": lambda line: ("" if self.is_blind else facts[line.code]["agency"], line.place),
            "judul": lambda line: (facts[line.code]["title"].casefold(), line.place),
            "peluang": lambda line: (-self._chance(facts[line.code]), line.place),
        }.get(self.wished.sort)
        if key is not None:
            open_to_reader.sort(key=key)
        behind = [] if self.wished.shown else [line for line in asked if line.code in self.hidden]
        return [*open_to_reader, *sorted(behind, key=lambda line: line.code)]

    def _is_asked(self, line: Line, told: Mapping[str, Any]) -> bool:
        wished = self.wished
        sought = f"{line.code} {told['title']}{'' if self.is_blind else ' ' + told['agency']}".casefold()
        if wished.words.casefold() not in sought or wished.pool not in (-1, line.pool):
            return False
        by = "" if self.is_blind and wished.dimension not in NAMELESS else wished.dimension
        if by and wished.value and value_of(told, by) != wished.value:
            return False
        return self._is_shown(line, told)

    def _is_shown(self, line: Line, told: Mapping[str, Any]) -> bool:
        shown = self.wished.shown
        if shown == "masuk":
            return line.outcome == PASSED
        if shown == "luar":
            return line.outcome != PASSED
        if shown == "beda":
            return line.outcome != line.ranked or line.why in (LineWhy.TAKEN, LineWhy.LEFT)
        if shown == "garis":
            return bool((told["scores"].get(self.settings["decides"]) or {}).get("belongs") == Belongs.BORDERLINE)
        if shown == "seri":
            return line.why in (LineWhy.TIE, LineWhy.OPEN_TIE)
        return True

    def _chance(self, told: Mapping[str, Any]) -> float:
        return float((told["scores"].get(self.settings["decides"]) or {}).get("p_in") or 0)

    def _closed_up(self, line: Line, lines: Sequence[Line]) -> Line:
        """With its rank among what the reader may read."""
        if not self.hidden or line.rank is None:
            return line
        rank = line.rank
        before = sum(
            1 for one in lines
            if one.code in self.hidden and one.pool == line.pool and one.rank is not None and one.rank < rank
        )  # fmt: skip
        return replace(line, rank=rank - before)
