"""What becomes of a text that two people saved at once. Pure: no request, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """Both texts together: of fields that only one side changed that side's, of disputed ones mine.

    `taken` are the fields that came from them, `disputed` those that both changed and that differ.
    """

    union: dict[str, Any]
    taken: tuple[str, ...]
    disputed: tuple[str, ...]


def merge(former: Mapping[str, Any] | None, theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    """Merge field by field; `former` is what mine was written on, None when nobody knows it any more.

    Without it every difference is disputed: nothing is taken over or dropped on a guess.
    """
    union, taken, disputed = dict(mine), [], []
    for name in {*theirs, *mine}:
        ours, other = mine.get(name), theirs.get(name)
        if ours == other:
            continue
        if former is not None and ours == former.get(name):
            union[name] = other
            taken.append(name)
        elif former is None or other != former.get(name):
            disputed.append(name)
    return Merged(union, tuple(sorted(taken)), tuple(sorted(disputed)))
