"""What changed from one rulebook to another: rule by rule, never line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tular.engines.rulebook.model import Rulebook, Value

NAMES = ("id", "rule", "number", "label")
"""Keys that say which rule of a list an item is, best first."""

TOLD_APART = frozenset({"source", "confidence"})
"""Where a rule comes from differs with every edition; a rule is the same wherever it is written."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule that differs. `path` leads to it by keys and names of items; None is where a book does not have it."""

    path: tuple[str, ...]
    before: Value | None
    after: Value | None


def differences(before: Rulebook, after: Rulebook) -> Iterator[Difference]:
    """What `after` says otherwise, more or less than `before`, in the order of `after`."""
    blocks = dict.fromkeys([block.key for block in after.blocks] + [block.key for block in before.blocks])
    for key in ("theme", "organiser"):
        yield from _between(before.facts.get(key), after.facts.get(key), (key,))
    for key in blocks:
        yield from _between(_whole(before, key), _whole(after, key), (key,))


def _whole(book: Rulebook, key: str) -> Value | None:
    block = next((block for block in book.blocks if block.key == key), None)
    if block is None:
        return None
    return block.items if block.is_list else block.items[0]


def _between(before: Value | None, after: Value | None, path: tuple[str, ...]) -> Iterator[Difference]:
    if before == after:
        return
    left, right = _named(before), _named(after)
    if isinstance(before if after is None else after, tuple) and (before is None or after is None):
        left, right = left or {}, right or {}  # each rule of a list that only one has is told by itself
    if left is None or right is None:
        yield Difference(path, before, after)
        return
    for name in dict.fromkeys([*right, *left]):
        if name not in TOLD_APART:
            yield from _between(left.get(name), right.get(name), (*path, name))


def _named(value: Value | None) -> Mapping[str, Value] | None:
    """A table, or a list of tables by their names; None for anything that is compared as a whole."""
    if isinstance(value, Mapping):
        return value
    if not isinstance(value, tuple) or not value or not all(isinstance(one, Mapping) for one in value):
        return None
    found: dict[str, Value] = {}
    for one in value:
        if isinstance(one, Mapping):
            name = next((str(one[key]) for key in NAMES if isinstance(one.get(key), str)), "")
            again, count = name, 1
            while not again or again in found:  # two rules of one kind: told apart by their order
                count += 1
                again = f"{name} {count}".strip()
            found[again] = one
    return found
