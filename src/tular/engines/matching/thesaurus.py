"""Concept groups of public-service Indonesian: everyday words, official terms, acronyms, regional words.

People write "kurang darah", the record says "anemia". A concept joins both; broader and narrower concepts reach
further at lower weight. The groups are data (TOML), so they explain themselves and can be extended.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tular.engines.matching.analysis import Token, tokens

KINDS = ("official", "everyday", "acronyms", "regional")


class ThesaurusError(ValueError):
    """A concept group is wrong. The message names file, concept and what would be right."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Terms that say the same thing. `terms` maps each term to its kind; the label comes first as "label"."""

    id: str
    label: str
    terms: dict[str, str]
    broader: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named in a text: which term, and which tokens (half-open range) say it."""

    concept: Concept
    term: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """Terms to search besides what was said. `relation` is same, narrower or broader."""

    said: str
    concept: Concept
    relation: str
    terms: tuple[str, ...]


@dataclass(slots=True)
class Thesaurus:
    """All concept groups, ready to find and expand. Immutable once built."""

    concepts: dict[str, Concept]
    _by_phrase: dict[tuple[str, ...], list[tuple[Concept, str]]] = field(init=False, repr=False)
    _narrower: dict[str, list[str]] = field(init=False, repr=False)
    _terms: list[tuple[str, str]] = field(init=False, repr=False)
    _longest: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_phrase = defaultdict(list)
        self._narrower = defaultdict(list)
        for concept in self.concepts.values():
            for term in concept.terms:
                self._by_phrase[phrase_stems(term)].append((concept, term))
            for broader in concept.broader:
                self._narrower[broader].append(concept.id)
        self._by_phrase.pop((), None)
        self._longest = max(map(len, self._by_phrase), default=0)
        self._terms = sorted((term.lower(), concept.id) for concept in self.concepts.values() for term in concept.terms)

    def mentions(self, text_tokens: Sequence[Token]) -> list[Mention]:
        """Concepts named in the text, longest term first at each place; terms do not overlap.

        An ambiguous term gives one mention for each of its concepts.
        """
        found = []
        at = 0
        stem_row = [token.stem for token in text_tokens]
        while at < len(stem_row):
            for size in range(min(self._longest, len(stem_row) - at), 0, -1):
                hits = self._by_phrase.get(tuple(stem_row[at : at + size]), [])
                if size == 1:
                    hits = [hit for hit in hits if _same_word(hit[1], text_tokens[at])]
                if hits:
                    found += [Mention(concept, term, at, at + size) for concept, term in _one_per_concept(hits)]
                    at += size
                    break
            else:
                at += 1
        return found

    def expansions(self, text_tokens: Sequence[Token]) -> list[Expansion]:
        """What else to search for a need: the other terms of each mentioned concept, then narrower, then broader."""
        result: list[Expansion] = []
        seen: set[str] = set()
        for mention in self.mentions(text_tokens):
            concept = mention.concept
            if concept.id in seen:
                continue
            seen.add(concept.id)
            said = " ".join(token.word for token in text_tokens[mention.first : mention.last])
            said_stems = phrase_stems(said)
            others = tuple(term for term in concept.terms if phrase_stems(term) != said_stems)
            if others:
                result.append(Expansion(said, concept, "same", others))
            for narrower in self._narrower.get(concept.id, []):
                result.append(
                    Expansion(said, self.concepts[narrower], "narrower", tuple(self.concepts[narrower].terms))
                )
            for broader in concept.broader:
                if broader in self.concepts:
                    result.append(Expansion(said, self.concepts[broader], "broader", (self.concepts[broader].label,)))
        return result

    def completions(self, prefix: str, limit: int) -> list[str]:
        """Terms that begin with `prefix`, shortest first."""
        prefix = prefix.lower().strip()
        if not prefix:
            return []
        first = bisect_left(self._terms, (prefix, ""))
        found = []
        for term, _ in self._terms[first : first + 200]:
            if not term.startswith(prefix):
                break
            if term not in found:
                found.append(term)
        return sorted(found, key=lambda term: (len(term), term))[:limit]


@lru_cache(maxsize=32_768)
def phrase_stems(term: str) -> tuple[str, ...]:
    """The stems of every word of a term, stop words included, so that "tidak sekolah" stays two words."""
    return tuple(token.stem for token in tokens(term))


@lru_cache(maxsize=32_768)
def indexed_stems(term: str) -> tuple[str, ...]:
    """The stems of a term as the word index keeps them: without stop words.

    Empty when dropping them leaves a single word that would say something else ("tidak ada dana" is not "dana").
    """
    row = tokens(term)
    kept = tuple(token.stem for token in row if not token.is_stop and len(token.word) > 1)
    return kept if len(kept) > 1 or len(kept) == len(row) else ()


def parse(source: bytes, file_name: str) -> list[Concept]:
    """Read one TOML file of concept groups.

    Raises `ThesaurusError` when the file is not TOML or has no group, and when a group lacks id or label, has fewer
    than two terms, carries an unknown key, or writes one text where a list of texts belongs. References between
    groups are checked by `build`, over all files.
    """
    try:
        document = tomllib.loads(source.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ThesaurusError(f"{file_name}: bukan TOML dalam UTF-8 ({error}).") from error
    service = str(document.get("title") or document.get("field") or "")
    groups = document.get("concept")
    if not isinstance(groups, list) or not groups or not all(isinstance(group, dict) for group in groups):
        raise ThesaurusError(f"{file_name}: belum ada kelompok; setiap kelompok dimulai dengan [[concept]].")
    concepts = []
    for position, group in enumerate(groups, start=1):
        name = str(group.get("id") or f"kelompok ke-{position}")
        unknown = set(group) - {"id", "label", "broader", *KINDS}
        if unknown:
            raise ThesaurusError(f"{file_name}, {name}: kunci '{min(unknown)}' tidak dikenal.")
        if not group.get("id") or not group.get("label"):
            raise ThesaurusError(f"{file_name}, {name}: id dan label wajib diisi.")
        for key in ("broader", *KINDS):
            if not _is_list_of_texts(group.get(key, [])):
                raise ThesaurusError(f'{file_name}, {name}: {key} harus daftar teks, misalnya {key} = ["contoh"].')
        terms = {str(group["label"]): "label"}
        for kind in KINDS:
            for term in group.get(kind, []):
                terms.setdefault(str(term), kind)
        if len(terms) < 2:
            raise ThesaurusError(f"{file_name}, {name}: perlu sedikitnya satu istilah lain di samping label.")
        concepts.append(Concept(name, str(group["label"]), terms, tuple(group.get("broader", [])), service))
    return concepts


def build(concepts: Iterable[Concept]) -> Thesaurus:
    """Join groups of all files. A later group with a known id adds its terms to the earlier one."""
    joined: dict[str, Concept] = {}
    for concept in concepts:
        if known := joined.get(concept.id):
            added = {term: "official" if kind == "label" else kind for term, kind in concept.terms.items()}
            concept = Concept(
                known.id,
                known.label,
                {**known.terms, **{term: kind for term, kind in added.items() if term not in known.terms}},
                tuple(dict.fromkeys(known.broader + concept.broader)),
                known.field,
            )
        joined[concept.id] = concept
    for concept in joined.values():
        for broader in concept.broader:
            if broader not in joined:
                raise ThesaurusError(f"{concept.field}, {concept.id}: konsep lebih luas '{broader}' tidak ada.")
    return Thesaurus(joined)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)


def _same_word(term: str, token: Token) -> bool:
    """Whether a single-word term really is the word: short stems are too often another word's ("are" of "diare")."""
    return not token.is_stop and (len(token.stem) >= 5 or tokens(term)[0].word == token.word)


def _one_per_concept(hits: list[tuple[Concept, str]]) -> list[tuple[Concept, str]]:
    return list({concept.id: (concept, term) for concept, term in reversed(hits)}.values())
