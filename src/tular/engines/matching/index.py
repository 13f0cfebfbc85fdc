"""The search index: one immutable folder per generation, words and meaning behind one port.

A generation is written aside and switched to in one rename, so a reader never sees half an index and a killed
build costs nothing but time. `SearchIndex` is the port: an adapter for another engine has to answer `fit`, `around`,
`keys` and `vocabulary` alike (tests/engines/matching/test_index_contract.py is its contract).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tular.engines.matching import meaning, words, wordsums
from tular.engines.matching.analysis import Token, tokens
from tular.engines.matching.encoders import Encoder
from tular.engines.matching.spelling import Vocabulary
from tular.engines.matching.thesaurus import Expansion, indexed_stems, phrase_stems

FORMAT = 4
"""Raise when analyser or layout change: an index of another format is rebuilt, never read."""

PASSAGE = 600
"""Characters per encoded passage: short passages are both better and faster."""

LONGEST_WAIT = 60
"""Letters of a need that a slow encoder reads when it knows none of its words."""

Encode = Callable[[Encoder, str, Sequence[str]], np.ndarray]
"""(encoder, "need" or "record", texts) → vectors; the caller may keep a cache behind it."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the index knows of one innovation: its key, title, narrative fields (empty ones left out) and owner."""

    key: str
    title: str
    fields: tuple[str, ...]
    owner: str = ""


@dataclass(frozen=True, slots=True)
class TextRules:
    """How words and meaning are weighed; the values come from the ranking rulebook."""

    words_share: float = 0.25
    same: float = 0.5
    narrower: float = 0.3
    broader: float = 0.15
    depth: int = 300
    scale_depth: int = 100
    thin_record: float = 0.6


@dataclass(frozen=True, slots=True)
class Fit:
    """How well each candidate fits a text. All arrays run over the same candidates.

    `words`, `meaning` and `fused` lie in 0–1 relative to the best candidate of this very text: they order, they do
    not measure. `closeness` is the raw centred cosine of the best candidate with the text (0 without encoders).
    """

    numbers: np.ndarray
    words: np.ndarray
    meaning: np.ndarray
    fused: np.ndarray
    closeness: float


def build(
    folder: Path,
    records: Sequence[Record],
    encoders: Sequence[Encoder],
    encode: Encode,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Write an index of `records` into the empty `folder`; without encoders it knows words only."""
    progress(f"Indeks kata: {len(records)} catatan")
    words.build(folder / "words", ((record.title, " ".join(record.fields), record.owner) for record in records))
    frequency: Counter[str] = Counter()
    for record in records:
        frequency.update({token.word for token in tokens(f"{record.title} {' '.join(record.fields)}")})
    (folder / "vocabulary.json").write_text(json.dumps(frequency, ensure_ascii=False))
    (folder / "keys.json").write_text(json.dumps([record.key for record in records]))
    np.save(folder / "thin.npy", np.array([not record.fields for record in records], bool))
    names = []
    if records and encoders:
        parts = [passages(record) for record in records]
        starts = np.cumsum([0, *map(len, parts)])
        needs = [record.fields[0][:PASSAGE] for record in records if record.fields][:300] or [records[0].title]
        layers, of_words = [], {}
        known = wordsums.choose(frequency)
        for encoder in encoders:
            progress(f"Indeks makna {encoder.name}: {len(records)} catatan, {starts[-1]} bagian")
            layers.append(
                meaning.Vectors(
                    encoder.name,
                    encoder.weight,
                    encode(encoder, "record", [whole(record) for record in records]),
                    encode(encoder, "record", [text for row in parts for text in row]).reshape(-1, encoder.dim),
                    encode(encoder, "need", needs).mean(axis=0),
                )
            )
            if encoder.slow:
                of_words[encoder.name] = encode(encoder, "need", known)
            names.append(encoder.name)
        meaning.build(folder / "meaning", layers, starts)
        wordsums.build(folder / "meaning", frequency, len(records), of_words)
    manifest = {"format": FORMAT, "records": len(records), "encoders": names}
    (folder / "manifest.json").write_text(json.dumps(manifest))


class SearchIndex:
    """One generation, opened for reading. Safe to share between threads."""

    def __init__(self, folder: Path, encoders: Sequence[Encoder]) -> None:
        """Open what `build` wrote. Raises ValueError or OSError when the folder is not a whole index."""
        manifest = json.loads((folder / "manifest.json").read_text())
        if manifest["format"] != FORMAT:
            raise ValueError(f"index of format {manifest['format']}, not {FORMAT}")
        self.keys: list[str] = json.loads((folder / "keys.json").read_text())
        self.vocabulary = Vocabulary(json.loads((folder / "vocabulary.json").read_text()))
        self.words = words.WordIndex(folder / "words")
        self._thin = np.load(folder / "thin.npy")
        self._encoders = {encoder.name: encoder for encoder in encoders}
        usable = manifest["encoders"] and all(name in self._encoders for name in manifest["encoders"])
        self.meaning = meaning.MeaningIndex(folder / "meaning") if usable else None
        self._word_sums = wordsums.WordSums(folder / "meaning") if usable else None

    def __len__(self) -> int:
        return len(self.keys)

    def encode_need(self, text: str) -> dict[str, np.ndarray]:
        """The need's centred vector per encoder; of slow encoders the sum of its words. Empty without encoders."""
        if self.meaning is None or self._word_sums is None:
            return {}
        vectors = {}
        for name in self.meaning.names:
            vector = self._word_sums.need(name, text)
            if vector is None:
                encoder = self._encoders[name]
                read = text[:LONGEST_WAIT] if encoder.slow else text
                vector = self.meaning.centred_need(name, encoder.needs([read])[0])
            vectors[name] = vector
        return vectors

    def fit(
        self,
        topic_tokens: Sequence[Token],
        expansions: Sequence[Expansion],
        vectors: dict[str, np.ndarray],
        rules: TextRules,
    ) -> Fit:
        """How well the records fit: the best `rules.depth` by words joined with the nearest by meaning."""
        asked = clauses(topic_tokens, expansions, rules, lambda said: not any(map(self.words.frequency, said)))
        numbers, scores = self.words.search(asked, rules.depth)
        return self._fuse(numbers, scores, vectors, rules)

    def around(self, number: int, topic_tokens: Sequence[Token], rules: TextRules) -> Fit:
        """How well the other records fit the record `number`: its neighbours. The record itself is among them."""
        numbers, scores = self.words.search(clauses(topic_tokens, (), rules), rules.scale_depth)
        vectors = (
            {name: self.meaning.record_vector(name, number) for name in self.meaning.names} if self.meaning else {}
        )
        return self._fuse(numbers, scores, vectors, rules)

    def _fuse(
        self, hit_numbers: np.ndarray, hit_scores: np.ndarray, vectors: dict[str, np.ndarray], rules: TextRules
    ) -> Fit:
        numbers = np.sort(hit_numbers)
        if self.meaning and vectors:
            numbers = np.union1d(hit_numbers, self.meaning.nearest(vectors[self.meaning.names[0]], rules.depth))
        word_fit = np.zeros(len(numbers))
        if len(hit_numbers):
            word_fit[np.searchsorted(numbers, np.sort(hit_numbers))] = hit_scores[np.argsort(hit_numbers)]
            word_fit /= max(float(word_fit.max()), 1e-9)
        if not (self.meaning and vectors and len(numbers)):
            return Fit(numbers, word_fit, np.zeros(len(numbers)), word_fit, 0.0)
        similar = {name: self.meaning.similarity(name, vectors[name], numbers) for name in self.meaning.names}
        scale = _best(word_fit, rules.scale_depth)
        for row in similar.values():
            scale |= _best(row, rules.scale_depth)
        meaning_fit = np.zeros(len(numbers))
        closeness = 0.0
        for weight, row in zip(self.meaning.weights, similar.values(), strict=True):
            meaning_fit += weight * _rescale(row, scale)
            closeness += float(weight) * float(row.max())
        meaning_fit[self._thin[numbers]] *= rules.thin_record
        share = rules.words_share if len(hit_numbers) else 0.0
        return Fit(numbers, word_fit, meaning_fit, share * word_fit + (1 - share) * meaning_fit, closeness)


def clauses(
    topic_tokens: Sequence[Token],
    expansions: Sequence[Expansion],
    rules: TextRules,
    is_foreign: Callable[[tuple[str, ...]], bool] = lambda _: False,
) -> list[words.Clause]:
    """What to ask the word index: every topic word, and for each concept the best of its other names.

    Where the catalogue does not know what was said at all (`is_foreign`), the other names count in full. A name that
    several concepts share is asked once.
    """
    asked = [
        words.Clause((((word_stem,), float(count)),))
        for word_stem, count in Counter(token.stem for token in topic_tokens).items()
    ]
    seen: set[tuple[str, ...]] = {(token.stem,) for token in topic_tokens}
    weight = {"same": rules.same, "narrower": rules.narrower, "broader": rules.broader}
    for expansion in expansions:
        full = expansion.relation == "same" and is_foreign(phrase_stems(expansion.said))
        ways = {}
        for term in expansion.terms:
            way = indexed_stems(term)
            if way and way not in seen:
                seen.add(way)
                ways[way] = 1.0 if full else weight[expansion.relation]
        if ways:
            asked.append(words.Clause(tuple(ways.items())))
    return asked


def whole(record: Record) -> str:
    """The text that stands for the whole record when it is encoded."""
    return f"{record.title}. {' '.join(record.fields)}"[: PASSAGE + PASSAGE // 2]


def passages(record: Record) -> list[str]:
    """The record's fields cut at word ends into passages; none when the whole record says the same."""
    if len(record.fields) < 2 and len(" ".join(record.fields)) <= PASSAGE:
        return []
    found = []
    for text in record.fields:
        while text:
            cut = len(text) if len(text) <= PASSAGE else max(text.rfind(" ", 0, PASSAGE), PASSAGE // 2)
            found.append(text[:cut])
            text = text[cut:].lstrip()
    return found


def _best(scores: np.ndarray, count: int) -> np.ndarray:
    chosen = np.zeros(len(scores), bool)
    if len(scores) <= count:
        chosen[:] = True
    else:
        chosen[np.argpartition(-scores, count)[:count]] = True
    return chosen


def _rescale(row: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Min-max over the `scale` set, clipped to 0–1; a single or flat set gives everyone its due of one."""
    low, high = float(row[scale].min()), float(row[scale].max())
    if high - low < 1e-6:
        return np.ones(len(row))
    return np.clip((row - low) / (high - low), 0.0, 1.0)
