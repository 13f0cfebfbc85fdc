"""Spelling help: a word that neither the catalogue nor the thesaurus knows, and the known word it may mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from tular.engines.matching.analysis import Token


class Vocabulary(dict[str, int]):
    """The known words, each with how often it occurs."""

    @cached_property
    def _shelves(self) -> dict[tuple[str, int], list[str]]:
        shelves: dict[tuple[str, int], list[str]] = {}
        for word in self:
            shelves.setdefault((word[:1], len(word)), []).append(word)
        return shelves

    def like(self, word: str, slips: int) -> list[str]:
        """The words that begin alike, as few misspellings change the first letter, and are about as long."""
        lengths = range(len(word) - slips, len(word) + slips + 1)
        return [other for length in lengths for other in self._shelves.get((word[:1], length), ())]


def corrections(text_tokens: Sequence[Token], vocabulary: Vocabulary, known: Callable[[str], bool]) -> dict[str, str]:
    """For each misspelt word of the text, the known word it most likely means.

    `known(stem)` says whether the index knows a stem. Words under four letters, words with digits and words without
    a near neighbour are left alone.
    """
    found = {}
    for token in text_tokens:
        word = token.word
        if len(word) < 4 or not word.isalpha() or token.is_stop or word in vocabulary or known(token.stem):
            continue
        if better := _nearest(word, vocabulary):
            found[word] = better
    return found


def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    allowed = 1 if len(word) < 7 else 2
    near = vocabulary.like(word, allowed)
    hits = process.extract(word, near, scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=20)
    if not hits:
        return None
    return min(hits, key=lambda hit: (hit[1], -vocabulary[hit[0]], hit[0]))[0]
