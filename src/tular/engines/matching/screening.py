"""Which of many new texts look like one another or like older ones: the same work under another title or name.

Candidates come from what texts or titles have in common, cheaply; only those are compared word by word. What is
flagged is for a person to look at, so that a title decides only where it says something: two agencies may well call
different things by one acronym.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from tular.engines.matching.analysis import stems
from tular.engines.matching.duplicates import TEXT_ALIKE, TITLE_ALIKE, plain, text_likeness, title_likeness
from tular.engines.matching.sketches import Comparing, Numbers, Vocabulary, sketch

CANDIDATE = 0.2
"""Share of runs from which on two texts are compared word by word."""

FEWEST_RUNS = 8
"""Runs of three words that a text needs to be compared as a text."""

HARDLY = 0.05
"""Below this share two long texts have nothing in common."""

LONG_RUNS = 60
"""Runs from which on a text tells what it is about, whatever its title."""

SHORT_TITLE = 12
"""Characters below which a title has to be the same, not nearly the same: SIMPATI is not SIMPATIK."""

RARE = 50
"""Titles that may hold a word before it stops leading from one to the other."""

TELLING = 9.0
"""Information (natural logarithm of how rare the words are) from which on shared words of titles say something."""

SEEN = 20_000
"""Titles that are taken to have been seen at least: among few, every word would seem common."""

_YEAR = re.compile(r"\b(?:tahun\s+)?(?:19|20)\d\d\b", re.IGNORECASE)
_BATCH = 400
_SKETCHED, _PAIRED = 0.75, 0.9
"""Share of the work that is done when all texts are read, and when candidates are known."""

Progress = Callable[[float], None]
"""Told how far it is, 0 to 1; may raise to stop."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text to be screened. `place` is who it comes from.

    `is_` are the works that it is, `names` those that it says it is about or rests on: that it looks like these is no
    news, so such pairs are left out.
    """

    key: str
    title: str
    text: str
    place: str = ""
    is_: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that look alike: a new one and another. `by_title` and `by_text` say which of both tells so."""

    first: str
    second: str
    title_likeness: float
    """0–100"""
    text_likeness: float
    """0–1"""
    by_title: bool
    by_text: bool


def screen(
    new: Iterable[Text],
    old: Iterable[Text],
    texts_of: Callable[[Collection[str]], Mapping[str, str]],
    *,
    total: int,
    progress: Progress = lambda _: None,
) -> list[Pair]:
    """All pairs of a new text with another new one or an old one that a person should look at, in a fixed order.

    `total` is how many texts come in all, for the progress. Texts are read once and not kept: `texts_of` gives those
    of some keys again. With the new texts in memory as numbers, it takes some 40 bytes for each of their words.
    """
    words = Vocabulary()
    heads: list[Text] = []

    def told(one: Text) -> None:
        heads.append(_head(one))
        if len(heads) % 50 == 0:
            progress(_SKETCHED * min(1.0, len(heads) / max(1, total)))

    first = []
    for one in new:
        first.append(sketch(one.text, words, whole=True))
        told(one)
    comparing = Comparing(first)
    for one in old:
        comparing.add(sketch(one.text, words, whole=False))
        told(one)
    titles = _Titles([one.title for one in heads], len(first))
    candidates = {pair for pair in comparing.pairs(CANDIDATE, FEWEST_RUNS) if _is_news(heads, pair)}
    progress((_SKETCHED + _PAIRED) / 2)
    candidates |= {pair for pair in titles.pairs(progress) if _is_news(heads, pair)}
    progress(_PAIRED)
    return list(_judged(sorted(candidates), heads, titles, texts_of, progress))


def clusters(pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Key → number of the group of all that hang together by pairs; groups are numbered from 1 as they come."""
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        leader.setdefault(key, key)
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for first, second in pairs:
        one, other = find(first), find(second)
        if one != other:
            leader[other] = one
    numbers: dict[str, int] = {}
    return {key: numbers.setdefault(find(key), len(numbers) + 1) for key in list(leader)}


def _head(one: Text) -> Text:
    return Text(one.key, " ".join(_YEAR.sub(" ", one.title).split()) or one.title, "", one.place, one.is_, one.names)


def _is_news(heads: Sequence[Text], pair: tuple[int, int]) -> bool:
    one, other = heads[pair[0]], heads[pair[1]]
    return not (one.is_ & (other.names | other.is_) or one.names & other.is_)


class _Titles:
    """Titles without their years, the first `count` of them new: which may be the same, and how much they share."""

    def __init__(self, titles: Sequence[str], count: int) -> None:
        self.count = count
        self.sorted = [" ".join(sorted(plain(title).split())) for title in titles]
        self.stems = [frozenset(stems(title)) for title in titles]
        holders = Counter(word for one in self.stems for word in one)
        self.telling = {word: math.log(max(SEEN, len(titles)) / number) for word, number in holders.items()}
        self._rare = {word for word, number in holders.items() if number <= RARE}

    def nearly_same(self, first: int, second: int) -> bool:
        """Whether both are the same title but for order, year or a slip of the pen."""
        one, other = self.sorted[first], self.sorted[second]
        if one == other:
            return bool(one)
        return min(len(one), len(other)) >= SHORT_TITLE and fuzz.ratio(one, other) >= TITLE_ALIKE

    def one_in_the_other(self, first: int, second: int) -> bool:
        """Whether the words of one are found in the other, and say something."""
        told = sum(self.telling[word] for word in self.stems[first] & self.stems[second])
        return told >= TELLING and fuzz.token_set_ratio(self.sorted[first], self.sorted[second]) >= TITLE_ALIKE

    def pairs(self, progress: Progress) -> Iterator[tuple[int, int]]:
        """Candidates: nearly the same letters, or words in common that say something."""
        for start in range(0, self.count, _BATCH):
            rows = self.sorted[start : min(start + _BATCH, self.count)]
            alike = process.cdist(rows, self.sorted, scorer=fuzz.ratio, score_cutoff=TITLE_ALIKE, dtype=np.uint8)
            for row, column in np.argwhere(alike > 0).tolist():
                first = start + row
                if first < column:
                    yield first, column
            progress(_SKETCHED + (_PAIRED - _SKETCHED) * (0.5 + 0.5 * start / self.count))
        having: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.stems):
            for word in one & self._rare:
                having[word].append(number)
        for first in range(self.count):
            partners = {other for word in self.stems[first] & self._rare for other in having[word] if other > first}
            yield from ((first, other) for other in sorted(partners) if self.one_in_the_other(first, other))


def _judged(
    candidates: Sequence[tuple[int, int]],
    heads: Sequence[Text],
    titles: _Titles,
    texts_of: Callable[[Collection[str]], Mapping[str, str]],
    progress: Progress,
) -> Iterator[Pair]:
    words = Vocabulary()
    for start in range(0, len(candidates), _BATCH):
        progress(_PAIRED + (1 - _PAIRED) * start / len(candidates))
        some = candidates[start : start + _BATCH]
        texts = texts_of({heads[number].key for pair in some for number in pair})
        known = {
            number: sketch(texts.get(heads[number].key, ""), words, whole=True).runs
            for number in sorted({number for pair in some for number in pair})
        }
        for pair in some:
            one, other = heads[pair[0]], heads[pair[1]]
            by_title, by_text = _judge(pair, heads, titles, known)
            if by_title or by_text:
                text = text_likeness(texts.get(one.key, ""), texts.get(other.key, ""))
                yield Pair(one.key, other.key, title_likeness(one.title, other.title), text, by_title, by_text)


def _judge(
    pair: tuple[int, int], heads: Sequence[Text], titles: _Titles, known: Mapping[int, Numbers]
) -> tuple[bool, bool]:
    """Whether the titles, and whether the texts, ask for somebody to look at both."""
    one, other = heads[pair[0]], heads[pair[1]]
    first, second = known[pair[0]], known[pair[1]]
    shorter = min(len(first), len(second))
    common = len(np.intersect1d(first, second, assume_unique=True)) / shorter if shorter >= FEWEST_RUNS else 0.0
    by_title = titles.nearly_same(*pair)
    if not by_title and titles.one_in_the_other(*pair):
        # An acronym spelled out, or another work of the same name: between strangers the texts decide.
        by_title = one.place == other.place or shorter < LONG_RUNS or common >= HARDLY
    return by_title, common >= TEXT_ALIKE
