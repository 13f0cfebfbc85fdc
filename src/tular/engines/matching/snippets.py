"""The passage of a text that answers a need, with the matching words marked by their places in the original."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from tular.engines.matching.analysis import Token, tokens


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `hit` says whether it matches."""

    text: str
    hit: bool


def snippet(text: str, wanted: Set[str], length: int = 240) -> list[Piece]:
    """The stretch of about `length` characters with most different `wanted` stems, cut at words, hits marked.

    A short text comes back whole. Neighbouring hits join into one piece.
    """
    row = tokens(text)
    if not text.strip():
        return []
    if len(text) <= length:
        return _mark(text, 0, len(text), row, wanted)
    first = _best_start(row, wanted, length)
    start = row[first].start if row and first else 0
    inside = [token for token in row if token.start >= start and token.end <= start + length]
    end = inside[-1].end if inside else min(len(text), start + length)
    pieces = _mark(text, start, end, inside, wanted)
    if start > 0:
        pieces.insert(0, Piece("… ", False))
    if end < len(text.rstrip(" .")):
        pieces.append(Piece(" …", False))
    elif end < len(text):
        pieces.append(Piece(text[end:], False))
    return pieces


def marked(text: str, wanted: Set[str]) -> list[Piece]:
    """The whole text with the hits marked."""
    return _mark(text, 0, len(text), tokens(text), wanted)


def _best_start(row: Sequence[Token], wanted: Set[str], length: int) -> int:
    best, best_start = 0, 0
    starts = [0] + [i for i in range(1, len(row)) if row[i].stem in wanted]
    for i in starts:
        # a sentence or clause may begin a little before its hit: step back over up to four words
        at = max(0, i - 4) if i else 0
        seen = {
            token.stem
            for token in row[at:]
            if token.end <= row[at].start + length and token.stem in wanted and not token.is_stop
        }
        if len(seen) > best:
            best, best_start = len(seen), at
    return best_start


def _mark(text: str, start: int, end: int, row: Sequence[Token], wanted: Set[str]) -> list[Piece]:
    hits: list[list[int]] = []
    for token in row:
        if token.stem in wanted and not token.is_stop:
            if hits and text[hits[-1][1] : token.start].strip(" ") == "":
                hits[-1][1] = token.end
            else:
                hits.append([token.start, token.end])
    pieces, at = [], start
    for hit_start, hit_end in hits:
        if hit_start > at:
            pieces.append(Piece(text[at:hit_start], False))
        pieces.append(Piece(text[hit_start:hit_end], True))
        at = hit_end
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return pieces
