"""A rendered chapter as paragraphs, each with its plain text; and finding there what somebody quotes. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from tular.features.modelbooks.queries.anchors import Passage, passage_at

BETWEEN = "\n"
"""Parts paragraphs in the plain text of a chapter."""

APART = frozenset({
    "p", "li", "td", "th", "tr", "div", "figure", "figcaption", "caption", "blockquote", "table", "ul", "ol", "pre",
    "aside", "dt", "dd", "br", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
VOID = frozenset({"br", "hr", "img", "input", "col", "wbr", "source"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list, table or figure. `start` is its first letter in the chapter's plain text."""

    number: int
    html: str
    text: str
    start: int
    is_heading: bool

    @property
    def end(self) -> int:
        """The letter after its last."""
        return self.start + len(self.text)


def blocks_of(html: str) -> tuple[Block, ...]:
    """The paragraphs of a chapter, numbered from 1."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    found: list[Block] = []
    start = 0
    for piece, text, is_heading in reader.finished():
        found.append(Block(len(found) + 1, piece, text, start, is_heading))
        start += len(text) + len(BETWEEN)
    return tuple(found)


def plain_text(blocks: tuple[Block, ...]) -> str:
    """The chapter as plain text: the letters by which passages are told."""
    return BETWEEN.join(one.text for one in blocks)


def block_at(blocks: tuple[Block, ...], start: int) -> int:
    """Number of the paragraph that holds a letter; 0 when there is none."""
    return next((one.number for one in reversed(blocks) if one.start <= start), 0)


def quoted(blocks: tuple[Block, ...], exact: str, number: int, offset: int = 0) -> Passage | None:
    """The passage that a reader marked: in paragraph `number`, else where it stands alone in the chapter.

    Blanks count for nothing: browsers tell them otherwise. `offset` is where in the paragraph they began, which decides
    between words that stand there twice. No words at all mean the whole paragraph; without one, the whole chapter.
    None when the chapter does not say so.
    """
    whole = plain_text(blocks)
    block = next((one for one in blocks if one.number == number), None)
    if not exact.strip():
        return passage_at(whole, block.start, block.end) if block else (Passage("") if not number else None)
    places = _found(exact, whole)
    if block is not None:
        inside = [one for one in places if block.start <= one[0] and one[1] <= block.end]
        places = [min(inside, key=lambda one: abs(one[0] - block.start - offset))] if inside else places
    if len(places) != 1:
        return None
    return passage_at(whole, *_whole_words(whole, *places[0]))


def _found(exact: str, whole: str) -> list[tuple[int, int]]:
    """Every place of these letters, blanks left out on both sides."""
    letters = [place for place, one in enumerate(whole) if not one.isspace()]
    dense = "".join(whole[place] for place in letters)
    wanted = "".join(exact.split())
    return [
        (letters[one.start()], letters[one.start() + len(wanted) - 1] + 1)
        for one in re.finditer(f"(?={re.escape(wanted)})", dense)
    ]


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


class _Blocks(HTMLParser):
    """Cuts at every element that stands directly in the chapter or in one of its sections."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.done: list[tuple[str, str, bool]] = []
        self.out: list[str] = []
        self.said: list[str] = []
        self.open: list[str] = []
        self.first = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.open and tag == "section":
            self._finish()
            return
        if not self.open and tag in APART | HEADINGS:
            self._finish()
            self.first = tag
        if tag in APART:
            self.said.append(" ")
        self.out.append(self.get_starttag_text() or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")
        if tag in APART:
            self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.open:
            return
        while self.open:
            last = self.open.pop()
            self.out.append(f"</{last}>")
            if last == tag:
                break
        if tag in APART:
            self.said.append(" ")
        if not self.open and tag in APART | HEADINGS:
            self._finish()

    def handle_data(self, data: str) -> None:
        self.out.append(data)
        self.said.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")
        self.said.append(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")
        self.said.append(unescape(f"&#{name};"))

    def finished(self) -> list[tuple[str, str, bool]]:
        """What was cut: HTML, its words, whether it is a heading."""
        while self.open:
            self.out.append(f"</{self.open.pop()}>")
        self._finish()
        return self.done

    def _finish(self) -> None:
        html, text = "".join(self.out).strip(), " ".join("".join(self.said).split())
        if html:
            self.done.append((html, text, self.first in HEADINGS))
        self.out, self.said, self.first = [], [], ""
