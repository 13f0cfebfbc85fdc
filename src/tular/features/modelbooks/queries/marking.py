"""Looking for words in rendered text: its passages by heading, and the same HTML with what was found marked. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

HEADINGS = ("h2", "h3", "h4")
BLOCKS = frozenset({
    "p", "li", "td", "th", "tr", "div", "section", "figure", "figcaption", "caption", "blockquote", "table", "ul", "ol",
    "pre", "aside", "dt", "dd", *HEADINGS,
})  # fmt: skip
LONGEST_QUESTION, MOST_WORDS = 200, 12
EITHER_SIDE = 120
"""Letters shown before and after what was found."""


@dataclass(frozen=True, slots=True)
class Part:
    """The text below one heading of a chapter; `anchor` is the id of the heading, "" before the first one."""

    heading: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an excerpt, and whether it is what was looked for."""

    text: str
    is_hit: bool


def words_of(question: str) -> tuple[str, ...]:
    """The words that are looked for, in lower case."""
    found = re.findall(r"\w+", question[:LONGEST_QUESTION].casefold())
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def parts_of(html: str) -> tuple[Part, ...]:
    """The passages of a chapter, each from one heading to the next."""
    reader = _Parts()
    reader.feed(html)
    reader.close()
    return reader.finished()


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether every word begins some word of the text."""
    return bool(words) and all(_pattern((word,)).search(text) for word in words)


def excerpt(text: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """The surroundings of the first find, in pieces."""
    first = _pattern(words).search(text)
    if first is None:
        return (Piece(text[: 2 * EITHER_SIDE], is_hit=False),)
    start, end = max(0, first.start() - EITHER_SIDE), min(len(text), first.end() + EITHER_SIDE)
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    shown = ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
    return tuple(_pieces(shown, words))


def marked(html: str, words: tuple[str, ...]) -> tuple[str, int]:
    """The HTML with every find inside `<mark>`, the first one with the id `temuan`; and how many there are."""
    if not words:
        return html, 0
    marker = _Marker(words)
    marker.feed(html)
    marker.close()
    return "".join(marker.out), marker.count


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """The words wherever a word begins with one of them: "gizi" finds "gizinya"."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\w*", re.IGNORECASE)


def _pieces(text: str, words: tuple[str, ...]) -> list[Piece]:
    found, last = [], 0
    for hit in _pattern(words).finditer(text):
        found += [Piece(text[last : hit.start()], is_hit=False), Piece(hit[0], is_hit=True)]
        last = hit.end()
    return [one for one in [*found, Piece(text[last:], is_hit=False)] if one.text]


@dataclass(slots=True)
class _Open:
    heading: str = ""
    anchor: str = ""
    text: list[str] = field(default_factory=list)


class _Parts(HTMLParser):
    """Gathers the text below each heading; blocks are parted by blanks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts = [_Open()]
        self.in_heading = False
        self.section = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "section" and told.get("id"):
            self.section = told["id"] or ""
        if tag in HEADINGS:
            self.parts.append(_Open(anchor=told.get("id") or self.section))
            self.in_heading = True
        elif tag in BLOCKS or tag == "br":
            self.parts[-1].text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS:
            self.in_heading = False
        elif tag in BLOCKS:
            self.parts[-1].text.append(" ")

    def handle_data(self, data: str) -> None:
        if self.in_heading:
            self.parts[-1].heading += data
        else:
            self.parts[-1].text.append(data)

    def finished(self) -> tuple[Part, ...]:
        """The passages that say something."""
        found = [
            Part(" ".join(one.heading.split()), one.anchor, " ".join("".join(one.text).split())) for one in self.parts
        ]
        return tuple(one for one in found if one.text or one.heading)


class _Marker(HTMLParser):
    """Writes everything as it was, with marks inside of texts."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(convert_charrefs=True)
        self.words = words
        self.out: list[str] = []
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        for piece in _pieces(data, self.words):
            text = escape(piece.text, quote=False)
            if not piece.is_hit:
                self.out.append(text)
                continue
            self.count += 1
            self.out.append(f'<mark id="temuan">{text}</mark>' if self.count == 1 else f"<mark>{text}</mark>")
