"""Which comments say nearly the same, so that their authors may be asked to answer them together. Pure.

Only a suggestion: people decide, and every comment goes on counting.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from tular.engines.matching.duplicates import plain, runs, shared

WORDS_ALIKE = 88.0
"""Likeness (0-100) of the words of two comments, whatever their order."""

RUNS_ALIKE = 0.6
"""Share of three-word runs of the shorter one that the longer one has too."""

FEWEST_RUNS = 6
"""Runs that both have to have: shorter texts share some by chance."""

ABOUT_AS_LONG = 0.5
"""Of two comments the shorter has at least this share of the other's letters: who says more says something else."""

TURNS = frozenset({"tidak", "bukan", "jangan", "belum", "tanpa", "kurang", "lebih", "hapus", "tambah", "not", "no"})
"""Words that turn a sentence round: comments that do not have the same ones never say the same."""


@dataclass(frozen=True, slots=True)
class Said:
    """A comment: where it is tied to, and its words. `head` is the comment on which it hangs already, or itself."""

    pk: int
    chapter: int
    start: int
    exact: str
    text: str
    head: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two comments, the earlier first, and how alike they are, 0-100."""

    first: int
    second: int
    likeness: float


def pairs_of(comments: Sequence[Said]) -> list[Pair]:
    """The likeliest pairs first. Only comments on the same chapter, of which none is grouped with the other yet."""
    chapters: dict[int, list[Said]] = defaultdict(list)
    for one in comments:
        chapters[one.chapter].append(one)
    found = [pair for rows in chapters.values() for pair in _within(rows)]
    return sorted(found, key=lambda one: (-one.likeness, one.first, one.second))


def clusters_of(comments: Sequence[Said]) -> list[tuple[int, ...]]:
    """Comments to answer together: each with those that are like the first of them. No comment is in two."""
    order = {one.pk: place for place, one in enumerate(comments)}
    near: dict[int, set[int]] = defaultdict(set)
    for pair in pairs_of(comments):
        near[pair.first].add(pair.second)
        near[pair.second].add(pair.first)
    taken: set[int] = set()
    found = []
    for first in sorted(near, key=order.__getitem__):
        if first not in taken and (others := sorted(near[first] - taken, key=order.__getitem__)):
            found.append((first, *others))
            taken |= {first, *others}
    return found


def _within(rows: list[Said]) -> Iterator[Pair]:
    texts = [plain(one.text) for one in rows]
    scores = process.cdist(texts, texts, scorer=fuzz.token_sort_ratio, score_cutoff=WORDS_ALIKE)
    traits = [_traits(one) for one in texts]
    heard = [runs(one) for one in texts]
    for place, first in enumerate(rows):
        for other in range(place + 1, len(rows)):
            second = rows[other]
            if first.head == second.head or traits[place] != traits[other]:
                continue
            likeness = float(scores[place][other])
            if not likeness and min(len(heard[place]), len(heard[other])) >= FEWEST_RUNS:
                share = shared(heard[place], heard[other])
                lengths = sorted((len(texts[place]), len(texts[other])))
                if share >= RUNS_ALIKE and lengths[0] >= ABOUT_AS_LONG * lengths[1]:
                    likeness = 100 * share
            if likeness:
                yield Pair(first.pk, second.pk, round(likeness, 1))


def _traits(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """What must be the same in both: words that turn the sense, and numbers."""
    words = text.split()
    return TURNS & set(words), tuple(sorted(re.findall(r"\d+", text)))
