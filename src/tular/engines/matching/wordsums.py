"""A need put together from its single words, for encoders that would keep its writer waiting by the word.

The words of the catalogue are encoded when the index is built. A need is then the sum of its words' vectors, each
without what all words share and weighted by its rarity (after Arora, Liang and Ma 2017, "A simple but tough-to-beat
baseline for sentence embeddings"). On our judged needs this finds as much as encoding the need itself, in no time.

Layout of the folder: `words.json`; `<encoder>-words.npy` (float16, one weighted row per word).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tular.engines.matching.analysis import topics

MOST = 8_000
"""Words that are encoded, the most frequent first; rarer ones are found by the word index."""


def choose(frequency: Mapping[str, int]) -> list[str]:
    """The words worth encoding of those in the catalogue, given with the number of records that have them."""
    by_frequency = sorted(frequency, key=lambda word: (-frequency[word], word))
    return [word for word in by_frequency if [token.word for token in topics(word)] == [word]][:MOST]


def build(folder: Path, frequency: Mapping[str, int], records: int, rows: Mapping[str, np.ndarray]) -> None:
    """Write the vectors of the words of `choose`; `rows` has one array per encoder, a row per word."""
    words = choose(frequency)
    (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False))
    counts = np.array([frequency[word] for word in words], np.float64)
    rarity = np.log1p(records / (1 + counts))
    for name, vectors in rows.items():
        shared = (vectors * counts[:, None]).sum(axis=0) / max(counts.sum(), 1.0)
        np.save(folder / f"{name}-words.npy", ((vectors - shared) * rarity[:, None]).astype(np.float16))


class WordSums:
    """The vectors of single words, opened for reading. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open what `build` wrote. Raises FileNotFoundError when it is missing."""
        words = json.loads((folder / "words.json").read_text())
        self._places = {word: place for place, word in enumerate(words)}
        self._rows = {path.name.removesuffix("-words.npy"): np.load(path) for path in folder.glob("*-words.npy")}

    def need(self, encoder: str, text: str) -> np.ndarray | None:
        """The vector of a need, centred and of unit length; None where no word of it is known to this encoder."""
        if encoder not in self._rows:
            return None
        times = Counter(self._places[token.word] for token in topics(text) if token.word in self._places)
        rows = self._rows[encoder][list(times)].astype(np.float32)
        total = np.array(list(times.values()), np.float32) @ rows
        length = float(np.linalg.norm(total))
        return total / np.float32(length) if length else None
