"""Spelling help: a word that neither the catalogue nor the thesaurus knows, and the known word it may mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from tular.engines.matching.analysis import Token


def corrections(
    text_tokens: Sequence[Token], vocabulary: Mapping[str, int], known: Callable[[str], bool]
) -> dict[str, str]:
    """For each misspelt word of the text, the known word it most likely means.

    `vocabulary` maps known words to how often they occur; `known(stem)` says whether the index knows a stem. Words
    under four letters, words with digits and words without a near neighbour are left alone.
    """
    found = {}
    for token in text_tokens:
        word = token.word
        if len(word) < 4 or not word.isalpha() or token.is_stop or word in vocabulary or known(token.stem):
            continue
        if better := _nearest(word, vocabulary):
            found[word] = better
    return found


def _nearest(word: str, vocabulary: Mapping[str, int]) -> str | None:
    allowed = 1 if len(word) < 7 else 2
    hits = process.extract(
        word,
        [known for known in vocabulary if abs(len(known) - len(word)) <= allowed and known[0] == word[0]],
        scorer=DamerauLevenshtein.distance,
        score_cutoff=allowed,
        limit=20,
    )
    if not hits:
        return None
    return min(hits, key=lambda hit: (hit[1], -vocabulary[hit[0]], hit[0]))[0]
