"""One thing that speaks against somebody reading a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from tular.features.judging.choices import ConflictKind, ConflictSource


@dataclass(frozen=True, slots=True)
class Clue:
    """Why, as the row of a conflict keeps it; `hint` only speaks up, where the rulebook asks for no more."""

    entry: int
    evaluator: int
    kind: ConflictKind
    note: str
    source: ConflictSource = ConflictSource.MACHINE
    doubtful: bool = False
    by: int | None = None
    hint: bool = False
