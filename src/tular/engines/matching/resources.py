"""What a need says is lacking, and what a description says it uses.

Only mentions are found, never amounts: "kader posyandu sedikit" lacks kader; a description that names kader uses
them. Both are shown with the words that were read, so that a wrong reading can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tular.engines.matching.analysis import Token, stem, tokens


@dataclass(frozen=True, slots=True)
class Resource:
    """Something an innovation may need: people, money, connection, … with the words that name it."""

    id: str
    name: str
    name_en: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A resource named in a text: which one, and the characters that name it."""

    resource: Resource
    start: int
    end: int


@dataclass(slots=True)
class ResourceReader:
    """Finds resources in texts. `cues` are the words of lack ("sedikit", "terbatas", "tidak punya")."""

    resources: Sequence[Resource]
    cues: Iterable[str]
    window: int = 3
    _phrases: dict[tuple[str, ...], Resource] = field(init=False, repr=False)
    _firsts: set[str] = field(init=False, repr=False)
    _cues: set[tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._phrases = {_stems(word): resource for resource in self.resources for word in resource.words}
        self._firsts = {phrase[0] for phrase in self._phrases if phrase}
        self._cues = {tuple(token.word for token in tokens(cue)) for cue in self.cues}

    def mentioned(self, text: str) -> list[Found]:
        """Every mention of a resource, in order, longest name first, without overlap."""
        return self._mentioned(tokens(text))

    def lacking(self, text: str) -> list[Found]:
        """Resources that the text says are lacking: a cue stands within `window` words, with no comma between."""
        row = tokens(text)
        cue_places = self._cue_places(row)
        found: dict[str, Found] = {}
        for hit in self._mentioned(row):
            first = next(i for i, token in enumerate(row) if token.start == hit.start)
            last = next(i for i, token in enumerate(row) if token.end == hit.end)
            for cue_first, cue_last in cue_places:
                gap = cue_first - last if cue_first > last else first - cue_last
                if 0 < gap <= self.window:
                    start = min(hit.start, row[cue_first].start)
                    end = max(hit.end, row[cue_last].end)
                    if not any(sign in text[start:end] for sign in ",.;:\n"):
                        found.setdefault(hit.resource.id, Found(hit.resource, start, end))
        return list(found.values())

    def _mentioned(self, row: Sequence[Token]) -> list[Found]:
        found = []
        longest = max(map(len, self._phrases), default=0)
        at = 0
        while at < len(row):
            for size in range(min(longest, len(row) - at) if row[at].stem in self._firsts else 0, 0, -1):
                resource = self._phrases.get(tuple(token.stem for token in row[at : at + size]))
                if resource:
                    found.append(Found(resource, row[at].start, row[at + size - 1].end))
                    at += size - 1
                    break
            at += 1
        return found

    def _cue_places(self, row: Sequence[Token]) -> list[tuple[int, int]]:
        sizes = sorted({len(cue) for cue in self._cues}, reverse=True)
        return [
            (at, at + size - 1)
            for at in range(len(row))
            for size in sizes
            if at + size <= len(row) and tuple(token.word for token in row[at : at + size]) in self._cues
        ]


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(token.word) for token in tokens(phrase))
