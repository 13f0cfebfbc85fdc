"""Measures of retrieval quality over graded judgements.

nDCG with gains 2^grade − 1 and log2 discount (Järvelin & Kekäläinen 2002; Burges et al. 2005), recall and mean
reciprocal rank over documents graded above zero.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `depth` places, 0–1; 0 when nothing is graded above 0."""
    ideal = sorted(grades.values(), reverse=True)[:depth]
    best = sum(_gain(grade, place) for place, grade in enumerate(ideal))
    if best <= 0:
        return 0.0
    return sum(_gain(grades.get(key, 0), place) for place, key in enumerate(list(ranked)[:depth])) / best


def recall(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 100, at_least: int = 1) -> float:
    """Share of the documents graded `at_least` or more that stand in the first `depth` places, 0–1."""
    good = {key for key, grade in grades.items() if grade >= at_least}
    return len(good & set(list(ranked)[:depth])) / len(good) if good else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """1 / place of the first document graded above 0 within `depth`, else 0."""
    for place, key in enumerate(list(ranked)[:depth], start=1):
        if grades.get(key, 0) > 0:
            return 1 / place
    return 0.0


def _gain(grade: int, place: int) -> float:
    """What a document of this grade is worth at a place counted from 0."""
    return float(2**grade - 1) / math.log2(place + 2)
