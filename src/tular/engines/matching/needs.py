"""What a need says: its topic words, the concepts it names, what is lacking, what may be misspelt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tular.engines.matching.analysis import Token, tokens
from tular.engines.matching.index import SearchIndex
from tular.engines.matching.resources import Found, ResourceReader
from tular.engines.matching.spelling import corrections
from tular.engines.matching.thesaurus import Expansion, Thesaurus, phrase_stems

LONGEST = 300
"""Words that are read; the rest of a longer text is kept but not searched, and the page says so."""

ENCODED_LETTERS = 2_000
"""How much of a need is encoded."""

ENGLISH = frozenset("the for and of to at in is are with no not we our there have has from on who how a".split())
"""Function words of English, none of them Indonesian: two of them, and more than Indonesian ones, tell English."""

SHORTEST = 3
"""Letters below which a text is no need."""


@dataclass(frozen=True, slots=True)
class Need:
    """A need as it was understood. `text` is the part that was read."""

    text: str
    words_given: int
    words_read: int
    topics: tuple[Token, ...]
    expansions: tuple[Expansion, ...]
    lacking: tuple[Found, ...]
    known_share: float
    """Share of the topic words that catalogue or thesaurus know: near 0 means another language or a slip."""
    corrections: Mapping[str, str]
    looks_english: bool
    """Whether it seems to be written in English: words then tell little, meaning still finds."""

    @property
    def is_empty(self) -> bool:
        """Nothing that could be searched: no topic word of some length."""
        return sum(len(token.word) for token in self.topics) < SHORTEST

    @property
    def named(self) -> str:
        """The text with the official names of what it says in other words, so that meaning profits as words do."""
        said = self.text[:ENCODED_LETTERS]
        names = dict.fromkeys(
            expansion.concept.label
            for expansion in self.expansions
            if expansion.relation == "same" and phrase_stems(expansion.concept.label) != phrase_stems(expansion.said)
        )
        return f"{said} ({', '.join(names)})" if names else said

    @property
    def corrected(self) -> str:
        """The text with each misspelt word replaced."""
        result, at = [], 0
        for token in self.topics:
            if better := self.corrections.get(token.word):
                result += [self.text[at : token.start], better]
                at = token.end
        return "".join(result) + self.text[at:]


def read(text: str, index: SearchIndex, thesaurus: Thesaurus, resources: ResourceReader) -> Need:
    """Read a need. Never fails: markup, emoji and empty text give a need without topics."""
    every = tokens(text)
    if len(every) > LONGEST:
        text = text[: every[LONGEST - 1].end]
    row = every[:LONGEST]
    topics = tuple(token for token in row if not token.is_stop and len(token.word) > 1)
    mentions = thesaurus.mentions(row)
    named = {place for mention in mentions for place in range(mention.first, mention.last)}
    known = [token for place, token in enumerate(row) if token in topics and (place in named or _known(token, index))]
    unnamed = [token for place, token in enumerate(row) if place not in named]
    return Need(
        text=text,
        words_given=len(every),
        words_read=len(row),
        topics=topics,
        expansions=tuple(thesaurus.expansions(row)),
        lacking=tuple(resources.lacking(text)),
        known_share=len(known) / len(topics) if topics else 0.0,
        corrections=_corrections(unnamed, index),
        looks_english=_looks_english(row),
    )


def _looks_english(row: Sequence[Token]) -> bool:
    english = sum(token.word in ENGLISH for token in row)
    return english >= 2 and english > sum(token.is_stop for token in row)


def _known(token: Token, index: SearchIndex) -> bool:
    return token.word in index.vocabulary or index.words.frequency(token.stem) > 0


def _corrections(row: Sequence[Token], index: SearchIndex) -> dict[str, str]:
    return corrections(row, index.vocabulary, lambda stem: index.words.frequency(stem) > 0)
