"""How well an evaluator fits a proposal: shared fields, and likeness of what both say.

Likeness of text is the cosine of term frequencies weighted by rarity (tf-idf; Salton & Buckley 1988), the measure with
which assignment of papers to reviewers began (Charlin & Zemel 2013, "The Toronto Paper Matching System"). It explains
itself: the words that both share, the rarest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import scipy
from numpy.typing import NDArray

FIELDS = 0.5
"""Share of the fit that shared fields make; the rest is text."""

DIGITS = 3
"""Digits that are kept: finer differences say nothing, and the assignment is the same on every machine."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Described:
    """A proposal or an evaluator: ids of its fields, and the terms (stems) of its text in any order."""

    id: str
    fields: frozenset[str]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """Fit of every proposal (rows) with every evaluator (columns), from 0 to 1, in the order in which they came."""

    values: Matrix
    fields: Matrix
    text: Matrix


def fit(proposals: Sequence[Described], evaluators: Sequence[Described]) -> Fit:
    """The fit of all pairs.

    Fields: the share of the proposal's fields that the evaluator has. Text: cosine of tf-idf, divided by the greatest
    of all pairs, so that the best pair has 1. Who says nothing of themselves fits nobody by text. Rarity is counted
    over the proposals. O(proposals × evaluators) memory: 8 bytes each, three times.
    """
    words = sorted({term for one in (*proposals, *evaluators) for term in one.terms})
    place = {word: number for number, word in enumerate(words)}
    frequency = Counter(term for one in proposals for term in set(one.terms))
    rarity = np.array([log((1 + len(proposals)) / (1 + frequency[word])) + 1 for word in words])
    text = (_weighed(proposals, place, rarity) @ _weighed(evaluators, place, rarity).T).toarray()
    most = text.max(initial=0.0)
    text = text / most if most > 0 else text
    fields = _shared_fields(proposals, evaluators)
    return Fit(np.round(FIELDS * fields + (1 - FIELDS) * text, DIGITS), fields, text)


def shared_terms(proposal: Described, evaluator: Described, everyone: Iterable[Described]) -> tuple[str, ...]:
    """The terms that both use, the rarest among the proposals first: why they fit."""
    frequency = Counter(term for one in everyone for term in set(one.terms))
    return tuple(sorted(set(proposal.terms) & set(evaluator.terms), key=lambda term: (frequency[term], term)))


def _weighed(several: Sequence[Described], place: dict[str, int], rarity: Matrix) -> scipy.sparse.csr_array:
    """Rows of length one (or nothing): 1 + log of the term's frequency, times its rarity."""
    rows, columns, values = [], [], []
    for row, one in enumerate(several):
        for term, times in sorted(Counter(one.terms).items()):
            rows.append(row)
            columns.append(place[term])
            values.append((1 + log(times)) * rarity[place[term]])
    shape = (len(several), max(1, len(place)))
    table = scipy.sparse.csr_array((values, (rows, columns)), shape=shape, dtype=np.float64)
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    scale = scipy.sparse.diags_array(1 / np.where(lengths > 0, lengths, 1))
    return scipy.sparse.csr_array(scale @ table)


def _shared_fields(proposals: Sequence[Described], evaluators: Sequence[Described]) -> Matrix:
    names = sorted({name for one in (*proposals, *evaluators) for name in one.fields})
    place = {name: number for number, name in enumerate(names)}

    def marked(several: Sequence[Described]) -> Matrix:
        table = np.zeros((len(several), max(1, len(names))))
        for row, one in enumerate(several):
            table[row, [place[name] for name in sorted(one.fields)]] = 1
        return table

    of_proposals = marked(proposals)
    counts = np.maximum(of_proposals.sum(axis=1, keepdims=True), 1)
    shared: Matrix = (of_proposals @ marked(evaluators).T) / counts
    return shared
