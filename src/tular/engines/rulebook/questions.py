"""What the public is asked about a service in a stage of kind `public_rating`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tular.engines.rulebook.keys import Keys

LEVELS = 5
"""Every question has five levels, from the least to the most."""

MOST = 10


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the words of its levels, the lowest first."""

    id: str
    asks: str
    levels: tuple[str, ...]


def questions(keys: Keys) -> tuple[Question, ...]:
    """The questions of a stage, empty where the rulebook does not tell. Raises RulebookError."""
    found = tuple(_each(keys))
    if len({one.id for one in found}) < len(found):
        keys.wrong("questions", "setiap pertanyaan harus punya id sendiri")
    if len(found) > MOST:
        keys.wrong("questions", f"paling banyak {MOST} pertanyaan")
    return found


def _each(keys: Keys) -> Iterator[Question]:
    for one in keys.each("questions"):
        levels = one.texts("levels")
        if len(levels) != LEVELS:
            one.wrong("levels", f"harus berisi {LEVELS} tingkat, dari yang paling rendah")
        yield Question(one.text("id"), one.text("asks"), levels)
