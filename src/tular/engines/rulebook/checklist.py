"""What is looked at where an entry is verified: questions, how each is answered, and who reads the minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tular.engines.rulebook.keys import Keys

ITEM_KINDS = ("yes_no", "number", "text", "level")
"""How a question is answered besides what was found."""

READERS = ("facts", "all", "after_release")
"""What the agency reads once everybody has signed: facts alone, everything, or nothing until it is released."""

MOST_ITEMS = 60
LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `evidence` names what has to be shown for it, `help` how to look; both "" where not told."""

    id: str
    question: str
    kind: str
    evidence: str
    help: str
    levels: tuple[str, ...]


def checklist_of(keys: Keys) -> tuple[Item, ...]:
    """The checklist of a stage in its order, () where it tells none. Raises `RulebookError` for one named twice."""
    found = tuple(_items(keys))
    if len(found) > MOST_ITEMS:
        keys.wrong("checklist", f"paling banyak {MOST_ITEMS} butir")
    seen: set[str] = set()
    for one in found:
        if one.id in seen:
            keys.wrong("checklist", f'"{one.id}" disebut dua kali; beri id yang lain')
        seen.add(one.id)
    return found


def _items(keys: Keys) -> Iterator[Item]:
    for one in keys.each("checklist"):
        identity = one.text("id")
        if identity.startswith("_") or len(identity) > LONGEST_ID:
            one.wrong("id", "tidak boleh diawali garis bawah, dan paling panjang 80 huruf")
        kind = one.choice("kind", ITEM_KINDS, "text")
        levels = one.texts("levels")
        if bool(levels) != (kind == "level"):
            one.wrong("levels", 'hanya untuk kind = "level", dan wajib di sana')
        yield Item(identity, one.text("question"), kind, one.text("evidence", ""), one.text("help", ""), levels)
