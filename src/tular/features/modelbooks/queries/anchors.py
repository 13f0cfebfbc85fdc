"""Finding the passage of a comment again in a later text. Pure.

A passage is its own words, what stood before and after it, and where it began (selectors of the W3C Web Annotation
Data Model, 2017). A wrong place is worse than none: what is not certain is told as lost, with the old words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, ScoreAlignment

from tular.features.modelbooks.choices import AnchorState

CONTEXT = 80
"""Letters kept of what stands before and after a passage."""

TELLING = 24
"""Letters that two texts must share at a place before it is taken for the same place."""

ALIKE = 60.0
"""Likeness (0-100, share of letters kept in order) from which on a changed sentence is still the same one."""

ALIKE_ELSEWHERE = 85.0
"""The same for a sentence that stands where nobody expected it."""

CLEARLY = 8.0
"""By how much the best place must be more alike than any other."""

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Some letters of a chapter's plain text, from `start`; an empty `exact` is the whole chapter."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0

    @property
    def end(self) -> int:
        """The letter after the last."""
        return self.start + len(self.exact)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage is now. `chapter` is the key of the text that holds it, "" when it is lost."""

    state: AnchorState
    chapter: str = ""
    start: int = 0
    end: int = 0


LOST = Place(AnchorState.LOST)


def passage_at(text: str, start: int, end: int) -> Passage:
    """The passage between two letters of a text, with its surroundings."""
    return Passage(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)


class Later:
    """A chapter as it was, and all chapters as they are; compares once, then places any number of passages."""

    def __init__(self, before: str, chapter: str, now: Mapping[str, str]) -> None:
        self.before, self.chapter, self.now = before, chapter, now
        self.after = now.get(chapter, "")

    def place(self, passage: Passage) -> Place:
        """Where the passage is."""
        if not passage.exact.strip():
            return Place(AnchorState.SAME, self.chapter, 0, len(self.after)) if self.chapter in self.now else LOST
        return self._kept(passage) or self._exact(passage) or self._changed(passage) or self._elsewhere(passage) or LOST

    def _kept(self, passage: Passage) -> Place | None:
        """Inside a stretch that is the same in both texts, and long enough to be the same place."""
        for (start, end), (now, _end) in self._stretches:
            if start <= passage.start and passage.end <= end:
                telling = end - start >= TELLING or self.before == self.after
                found = now + passage.start - start
                if telling and self.after[found : found + len(passage.exact)] == passage.exact:
                    return Place(AnchorState.SAME, self.chapter, found, found + len(passage.exact))
        return None

    def _exact(self, passage: Passage) -> Place | None:
        """The same words in this chapter: by what stands around them, else only if they can be nowhere else."""
        starts = _occurrences(passage.exact, self.after)
        if not starts:
            return None
        size = len(passage.exact)
        ranked = sorted(((self._context(passage, one, one + size), one) for one in starts), reverse=True)
        (best, start), *others = ranked
        if best >= TELLING and (not others or best > others[0][0]):
            return Place(AnchorState.SAME, self.chapter, start, start + len(passage.exact))
        if len(starts) == 1 and len(passage.exact) >= TELLING:
            return Place(AnchorState.MOVED, self.chapter, start, start + len(passage.exact))
        return None

    def _context(self, passage: Passage, start: int, end: int) -> int:
        """Letters around a place that are as they were, on both sides together."""
        before = _shared(passage.prefix[::-1], self.after[max(0, start - CONTEXT) : start][::-1])
        after = _shared(passage.suffix, self.after[end : end + CONTEXT])
        return before + after

    def _changed(self, passage: Passage) -> Place | None:
        """What stands now between the words that stood around the passage, when it still says much the same."""
        kept = [
            (now + max(start, passage.start) - start, now + min(end, passage.end) - start)
            for (start, end), (now, _end) in self._stretches
            if start < passage.end and passage.start < end
        ]
        if not kept:
            return None
        first = max((now + end - start for (start, end), (now, _end) in self._before(passage)), default=0)
        last = min((now for _old, (now, _end) in self._after(passage)), default=len(self.after))
        candidates = {(kept[0][0], kept[-1][1])}
        if last - first <= 2 * len(passage.exact) + CONTEXT:
            candidates.add(_trimmed(self.after, first, last))
        likeness, start, end = max(
            (fuzz.ratio(passage.exact, self.after[start:end]), start, end) for start, end in candidates
        )
        inside = sum(end - start for start, end in kept)
        if likeness < ALIKE or inside + self._context(passage, start, end) < TELLING:
            return None
        return Place(AnchorState.CHANGED, self.chapter, start, end)

    def _elsewhere(self, passage: Passage) -> Place | None:
        """In another chapter word for word, or nearly so anywhere; only where no other place is as alike."""
        if len(passage.exact) < TELLING:
            return None
        found = [
            (key, start)
            for key, text in self.now.items()
            if key != self.chapter
            for start in _occurrences(passage.exact, text)
        ]
        if len(found) == 1:
            ((key, start),) = found
            return Place(AnchorState.MOVED, key, start, start + len(passage.exact))
        return None if found else self._nearly(passage)

    def _nearly(self, passage: Passage) -> Place | None:
        best: list[tuple[float, str, int, int]] = []
        for key, text in self.now.items():
            first = _alignment(passage.exact, text)
            if first is None:
                continue
            start, end = _whole_words(text, first.dest_start, first.dest_end)
            best.append((first.score, key, *_without_strangers(passage.exact, text, start, end)))
            rest = text[: first.dest_start] + "\n" * CONTEXT + text[first.dest_end :]
            if (second := _alignment(passage.exact, rest)) is not None:
                best.append((second.score, "", 0, 0))
        best.sort(reverse=True)
        if not best or not best[0][1] or (len(best) > 1 and best[0][0] - best[1][0] < CLEARLY):
            return None
        _score, key, start, end = best[0]
        return Place(AnchorState.CHANGED, key, start, end)

    def _before(self, passage: Passage) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Stretches kept up to the passage, the last of them cut where it begins."""
        return [((s, min(e, passage.start)), (n, m)) for (s, e), (n, m) in self._stretches if s < passage.start]

    def _after(self, passage: Passage) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Stretches kept from the end of the passage on, the first of them cut where it ends."""
        return [
            ((max(s, passage.end), e), (n + max(0, passage.end - s), m))
            for (s, e), (n, m) in self._stretches
            if e > passage.end
        ]

    @cached_property
    def _stretches(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """The runs of words that both texts have in the same order, by letters of each."""
        old, new = list(_WORD.finditer(self.before)), list(_WORD.finditer(self.after))
        steps = Indel.opcodes([one[0] for one in old], [one[0] for one in new])
        found = []
        for step in steps:
            if step.tag == "equal":
                pairs = list(zip(old[step.src_start : step.src_end], new[step.dest_start : step.dest_end], strict=True))
                found += _runs(pairs)
        return found


def _runs(pairs: list[tuple[re.Match[str], re.Match[str]]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Cut where the blanks between two words are not the same in both texts."""
    cuts = [0]
    for place, ((a, b), (c, d)) in enumerate(pairwise(pairs), start=1):
        if c.start() - a.end() != d.start() - b.end():
            cuts.append(place)
    return [
        ((pairs[one][0].start(), pairs[other - 1][0].end()), (pairs[one][1].start(), pairs[other - 1][1].end()))
        for one, other in pairwise([*cuts, len(pairs)])
    ]


def _occurrences(exact: str, text: str) -> list[int]:
    """Where the words stand as whole words."""
    left = r"(?<!\w)" if exact[:1].isalnum() else ""
    right = r"(?!\w)" if exact[-1:].isalnum() else ""
    return [one.start() for one in re.finditer(f"(?={left}{re.escape(exact)}{right})", text)]


def _shared(first: str, second: str) -> int:
    """Letters with which both begin."""
    return next(
        (place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )


def _alignment(exact: str, text: str) -> ScoreAlignment | None:
    """The stretch of a text that is most like the passage."""
    if len(text) < len(exact) // 2:
        return None
    return fuzz.partial_ratio_alignment(exact, text, score_cutoff=ALIKE_ELSEWHERE - CLEARLY)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widened so that no word is cut."""
    while start and text[start - 1].isalnum() and start < len(text) and text[start].isalnum():
        start -= 1
    while end < len(text) and end and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _without_strangers(exact: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Without words at its ends that the passage does not have."""
    words = set(_WORD.findall(exact))
    known = [one for one in _WORD.finditer(text, start, end) if one[0] in words and one[0].isalnum()]
    if not known:
        return start, end
    return known[0].start(), end if text[end - 1 : end] in ".?!" else known[-1].end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks at its ends."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
