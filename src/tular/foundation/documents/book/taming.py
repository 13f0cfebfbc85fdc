"""What no printed page can show is made plain before anything else is done: nesting without end, words without end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tular.foundation.documents.book.tree import SPACE, Element, changed, para, text_of

DEEPEST = 8
"""Quotes, lists, callouts and emphasis within each other; Typst gives up at some 16."""

LONGEST_WORD = 300
"""Letters; Pandoc takes minutes to print a word of 100,000. The longest address of the catalogue has 240."""

LONGEST_ADDRESS = 2_000
"""Letters of a link; a PDF holds no longer ones."""

_INSIDE = {
    "BlockQuote": 0, "Div": 1, "BulletList": 0, "OrderedList": 1, "Emph": 0, "Strong": 0, "Underline": 0,
    "Strikeout": 0, "Superscript": 0, "Subscript": 0, "SmallCaps": 0, "Quoted": 1, "Span": 1, "Link": 1,
}  # fmt: skip
"""What holds others → where in its content they are; 0: they are all of it."""


def tamed(blocks: Sequence[Element]) -> tuple[list[Element], list[tuple[str, str, bool]]]:
    """The blocks, and what had to be changed: code, sentence, whether it must be mended by hand."""
    taming = _Taming()
    found: list[Element] = taming.all(list(blocks), 0)
    return found, list(taming.told)


class _Taming:
    def __init__(self) -> None:
        self.told: dict[tuple[str, str, bool], None] = {}

    def all(self, node: Any, depth: int) -> Any:
        return changed(node, lambda one: self._one(one, depth))

    def _one(self, one: Element, depth: int) -> list[Element] | None:
        kind = one["t"]
        if kind == "Str" and len(one["c"]) > LONGEST_WORD:
            return self._cut(one["c"])
        if kind == "Header" and not text_of(one["c"][2]).strip():
            self.told["empty-heading", "Ada judul tanpa kata; dihilangkan.", False] = None
            return []
        if kind not in _INSIDE:
            return None
        place = _INSIDE[kind]
        inside = one["c"][place] if place else one["c"]
        if depth < DEEPEST:
            made = self.all(inside, depth + 1)
            content = [*one["c"][:place], made, *one["c"][place + 1 :]] if place else made
            return [{**one, "c": content}]
        sentence = f"Ada kutipan, daftar, atau catatan yang bersarang lebih dari {DEEPEST} tingkat. Sederhanakan."
        self.told["too-deep", sentence, True] = None
        if kind in ("BulletList", "OrderedList"):
            inside = [para(block["c"]) if block["t"] == "Plain" else block for item in inside for block in item]
        found: list[Element] = self.all(inside, depth)
        return found

    def _cut(self, word: str) -> list[Element]:
        sentence = f"Ada kata yang lebih panjang dari {LONGEST_WORD} huruf; dipenggal: “{word[:30]}…”."
        self.told["long-word", sentence, False] = None
        found: list[Element] = []
        for start in range(0, len(word), LONGEST_WORD):
            found += [{"t": "Str", "c": word[start : start + LONGEST_WORD]}, SPACE]
        return found[:-1]
