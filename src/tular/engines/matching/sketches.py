"""Texts as sets of numbers, so that thousands can be compared with tens of thousands.

A sketch holds one number for each run of three topic words. Those of long texts that are only compared with are
thinned to a quarter: enough to find candidates, which are then compared word by word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tular.engines.matching.analysis import STOP_WORDS, stem

type Numbers = NDArray[np.uint64]
type Places = NDArray[np.int64]

THINNED_FROM = 400
"""Runs of a text from which on a quarter of them is enough."""

FREQUENT = 100
"""Texts that share a run before it counts as a set phrase; it then ties each of them to the first one only."""

_WORD = re.compile(r"[^\W_]+")
_QUARTER = np.uint64(3)
_FIRST, _SECOND, _THIRD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9)


class Vocabulary(dict[str, int]):
    """Word → number of its stem, 0 for words that carry no topic; the same in every process."""

    def __missing__(self, word: str) -> int:
        topic = len(word) > 1 and word not in STOP_WORDS
        digest = hashlib.blake2b(stem(word).encode(), digest_size=8).digest() if topic else b""
        found = self[word] = int.from_bytes(digest)
        return found


@dataclass(frozen=True, slots=True)
class Sketch:
    """The runs of one text: all of them (`whole`) or a quarter. `quarter` counts those that any thinning keeps."""

    runs: Numbers
    quarter: int
    whole: bool


def sketch(text: str, words: Vocabulary, *, whole: bool) -> Sketch:
    """The sketch of a text; with `whole` it keeps all runs however long it is."""
    numbers = np.fromiter(map(words.__getitem__, _WORD.findall(text.lower())), dtype=np.uint64)
    numbers = numbers[numbers != 0]
    if len(numbers) > 1:  # "anak-anak" counts once
        numbers = numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))]
    if len(numbers) < 3:
        return Sketch(np.empty(0, np.uint64), 0, True)
    mixed = (numbers[:-2] * _FIRST + numbers[1:-1]) * _SECOND + numbers[2:]
    mixed = (mixed ^ (mixed >> np.uint64(31))) * _THIRD
    mixed ^= mixed >> np.uint64(29)
    kept = mixed & _QUARTER == 0
    if whole or len(mixed) < THINNED_FROM:
        return Sketch(np.unique(mixed), len(np.unique(mixed[kept])), True)
    thinned = np.unique(mixed[kept])
    return Sketch(thinned, len(thinned), False)


class Comparing:
    """The sketches of new texts, to which others are added one by one; then `pairs` tells which share how much."""

    def __init__(self, new: Sequence[Sketch]) -> None:
        self.new = new
        runs = [one.runs for one in new]
        self.known, where = np.unique(np.concatenate(runs or [np.empty(0, np.uint64)]), return_inverse=True)
        owners = np.repeat(np.arange(len(new)), [len(one) for one in runs])
        order = np.argsort(where, kind="stable")
        self._owners = owners[order]  # by run, then by text
        self._holders = np.bincount(where, minlength=len(self.known))
        self._starts = np.concatenate(([0], np.cumsum(self._holders)))
        self._hits: list[Places] = [np.searchsorted(self.known, one) for one in runs]
        self._sizes = [(len(one.runs), one.quarter, True) for one in new]

    def add(self, other: Sketch) -> None:
        """One more text to compare with; it is numbered after those before it."""
        if len(self.known) and len(other.runs):
            at = np.minimum(np.searchsorted(self.known, other.runs), len(self.known) - 1)
            self._hits.append(at[self.known[at] == other.runs])
        else:
            self._hits.append(np.empty(0, np.int64))
        self._sizes.append((len(other.runs), other.quarter, other.whole))

    def pairs(self, least: float, fewest: int) -> Iterator[tuple[int, int]]:
        """Numbers of a new text and of another one that share about `least` of the smaller one's runs, or more.

        Texts of fewer than `fewest` runs are left out: they share as much by chance.
        """
        frequent = self._texts_per_run() > FREQUENT
        sizes, quarters = np.array([size for size, *_ in self._sizes]), np.array([one for _, one, _ in self._sizes])
        for number, hits in enumerate(self._hits):
            size, quarter, whole = self._sizes[number]
            rare, often = hits[~frequent[hits]], hits[frequent[hits]]
            counts = self._holders[rare]
            before = np.repeat(self._starts[rare] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
            holders = self._owners[before + np.arange(counts.sum())]
            common = np.bincount(np.concatenate((holders, self._owners[self._starts[often]])), minlength=1)
            partners = np.flatnonzero(common[:number])  # those after it will name it themselves
            smaller = np.minimum(sizes[partners], size) if whole else np.minimum(quarters[partners], quarter)
            enough = smaller >= (fewest if whole else max(2, fewest // 4))
            for partner in partners[enough & (common[partners] >= least * smaller)].tolist():
                yield partner, number

    def _texts_per_run(self) -> Places:
        everywhere = np.concatenate(self._hits) if self._hits else np.empty(0, np.int64)
        return np.bincount(everywhere, minlength=len(self.known))
