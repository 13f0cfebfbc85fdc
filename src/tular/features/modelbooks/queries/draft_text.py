"""Chapters of drafts and of the text of now as paragraphs, rendered once each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from tular.features.modelbooks.queries.anchors import Later
from tular.features.modelbooks.queries.blocks import Block, blocks_of, plain_text
from tular.foundation.documents.book import bare_html

KEPT = 400
"""Rendered chapters that a process keeps: those of a dozen books."""


@lru_cache(maxsize=KEPT)
def blocks_of_text(text: str) -> tuple[Block, ...]:
    """The paragraphs of a manuscript's text. The first time takes a moment."""
    return blocks_of(bare_html(text)) if text.strip() else ()


def plain_of(text: str) -> str:
    """What a reader of this chapter reads, as plain text."""
    return plain_text(blocks_of_text(text))


class _Rendered(Mapping[str, str]):
    """Chapters as plain text, rendered when somebody looks at them."""

    def __init__(self, chapters: Mapping[str, str]) -> None:
        self.chapters = chapters

    def __getitem__(self, key: str) -> str:
        return plain_of(self.chapters[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.chapters)

    def __len__(self) -> int:
        return len(self.chapters)


def later(before: str, code: str, chapters: Mapping[str, str]) -> Later:
    """What became of passages of chapter `code`, which was `before`, among `chapters` (code → manuscript's text)."""
    return Later(plain_of(before), code, _Rendered(chapters))
