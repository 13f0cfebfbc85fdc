"""Passages of published model books that answer a need, beside the innovations."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

from django.db import connection

from tular.engines.matching import words
from tular.engines.matching.analysis import Token, stems
from tular.engines.matching.index import SearchIndex, clauses
from tular.engines.matching.needs import Need
from tular.engines.matching.thesaurus import indexed_stems
from tular.engines.matching.words import WordIndex
from tular.features.finder.queries.rules import ranking_rules
from tular.features.modelbooks.queries.marking import Piece, excerpt
from tular.features.modelbooks.queries.passages import Passage, digest_of_published, passages_of_published

MOST_SHOWN = 3
LOOKED_AT = 30
"""Best passages by words among which those that say enough of the need are chosen."""

ENOUGH = 0.6
"""Share of the need that a passage has to say, by words and by how rare they are; below, it is about something else."""

_making = threading.Lock()


@dataclass(frozen=True, slots=True)
class BookPassage:
    """A stretch of a book to be read on; `excerpt` is what it says about the need."""

    book: str
    edition: int
    chapter: str
    heading: str
    path: str
    excerpt: tuple[Piece, ...]
    made_up: bool

    @property
    def text(self) -> str:
        """The excerpt without marks."""
        return "".join(piece.text for piece in self.excerpt)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Everything published, ready to be searched; `digest` says of which editions it is."""

    digest: str
    passages: tuple[Passage, ...]
    said: tuple[frozenset[str], ...]
    """Stems of each passage."""
    index: WordIndex


def book_passages(need: Need, catalogue: SearchIndex) -> tuple[BookPassage, ...]:
    """The best passages, at most one of a chapter; none where no book says enough of the need.

    One query. Books are cut and indexed once per process and set of editions; others who ask meanwhile do not wait.
    """
    if need.is_empty:
        return ()
    shelf = _shelf(digest_of_published())
    if shelf is None or not shelf.passages:
        return ()
    asked = _asked(need, catalogue)
    numbers, _scores = shelf.index.search(clauses(need.topics, need.expansions, ranking_rules().text), LOOKED_AT)
    found: dict[tuple[str, str], BookPassage] = {}
    for number in numbers:
        passage, said = shelf.passages[number], shelf.said[number]
        key = (passage.book_path, passage.chapter)
        if key not in found and _answers(asked, said):
            found[key] = _shown(passage, asked, said)
        if len(found) == MOST_SHOWN:
            break
    return tuple(found.values())


def warm_shelf() -> None:
    """Cut and index what is published before somebody asks; for a thread of its own."""
    try:
        _shelf(digest_of_published())
    finally:
        connection.close()


@lru_cache(maxsize=1)
def _kept() -> dict[str, _Shelf]:
    """The one shelf of this process."""
    return {}


def _shelf(digest: str) -> _Shelf | None:
    kept = _kept()
    if digest not in kept:
        if not _making.acquire(blocking=False):
            return None
        try:
            shelf = _made(digest)
            kept.clear()
            kept[digest] = shelf
        finally:
            _making.release()
    return kept.get(digest)


def _made(digest: str) -> _Shelf:
    passages = tuple(passages_of_published()) if digest else ()
    said = tuple(frozenset(stems(f"{one.chapter_title} {one.heading} {one.text}")) for one in passages)
    index = words.in_memory((f"{one.chapter_title} {one.heading}", one.text, one.book) for one in passages)
    return _Shelf(digest, passages, said, index)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A topic word of the need, how much it weighs, and every way to say it as stems."""

    weight: float
    ways: tuple[tuple[str, ...], ...]
    written: tuple[str, ...]


def _asked(need: Need, catalogue: SearchIndex) -> list[_Asked]:
    """Words of the need; those of a concept are also said by its other names."""
    total = len(catalogue.keys) + 1
    found: dict[str, _Asked] = {}
    for token in need.topics:
        if token.stem not in found:
            terms = tuple(_terms(need, token))
            # "putus" of "putus sekolah" alone is also that of "keputusan": of a name, all words have to be there.
            names = [indexed_stems(one.said) for one in need.expansions if token.stem in stems(one.said)]
            whole = names if any(len(name) > 1 for name in names) else [(token.stem,)]
            ways = (*whole, *(indexed_stems(term) for term in terms))
            weight = math.log(total / (catalogue.words.frequency(token.stem) + 0.5))
            found[token.stem] = _Asked(max(weight, 0.1), ways, (token.word, token.stem, *terms))
    return list(found.values())


def _terms(need: Need, token: Token) -> Iterator[str]:
    for expansion in need.expansions:
        if expansion.relation == "same" and token.stem in stems(expansion.said):
            yield from expansion.terms


def _says(one: _Asked, said: frozenset[str]) -> bool:
    return any(way and said.issuperset(way) for way in one.ways)


def _answers(asked: Sequence[_Asked], said: frozenset[str]) -> bool:
    """Whether it says enough of the need, by its rare words and by their number."""
    there = [one.weight for one in asked if _says(one, said)]
    return sum(there) >= ENOUGH * sum(one.weight for one in asked) and len(there) >= ENOUGH * len(asked)


def _shown(passage: Passage, asked: Sequence[_Asked], said: frozenset[str]) -> BookPassage:
    rarest = sorted((one for one in asked if _says(one, said)), key=lambda one: -one.weight)
    marked = tuple(dict.fromkeys(word.lower() for one in rarest for word in one.written))
    page, _hash, anchor = passage.path.partition("#")
    return BookPassage(
        book=passage.book,
        edition=passage.edition,
        chapter=passage.chapter_title,
        heading=passage.heading,
        path=f"{page}?cari={quote_plus(' '.join(one.written[0] for one in rarest))}{f'#{anchor}' if anchor else ''}",
        excerpt=excerpt(passage.text, marked),
        made_up=passage.made_up,
    )
