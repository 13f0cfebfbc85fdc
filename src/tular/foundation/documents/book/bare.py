"""A chapter by itself as it is talked about: every word stands where its authors wrote it.

Citations and references keep their keys instead of numbers, which would change with every source that is added: those
who discuss a draft quote its words, and the words are looked for again in later ones.
"""

from __future__ import annotations

import html
from collections.abc import Callable

from tular.foundation.documents.book.pandoc import blocks_of, written
from tular.foundation.documents.book.parts import Chapter
from tular.foundation.documents.book.settling import CALLOUTS, LINKS
from tular.foundation.documents.book.tree import SPACE, Element, changed, div, link, words
from tular.foundation.documents.book.web import NO_MOMENT, clean, drawn
from tular.foundation.documents.writing.convert import Unwritable


def bare_html(text: str) -> str:
    """The chapter as safe "html5"; its pictures have the address `gambar:<key>`. Never fails.

    What cannot be read as a manuscript is shown as it was typed.
    """
    try:
        version, (blocks,) = blocks_of([Chapter("rancangan", "", "", text)])
        shown = drawn(changed(blocks, _bare), lambda key: f"gambar:{key}")
        return clean(written(version, shown, "html5", NO_MOMENT).decode())
    except Unwritable:
        parts = (part.strip() for part in text.split("\n\n"))
        return "\n".join(f"<p>{html.escape(part)}</p>" for part in parts if part)


def _bare(one: Element) -> list[Element] | None:
    """Without ids, classes and addresses that somebody wrote."""
    make = MADE.get(one["t"])
    return make(one) if make else None


def _inside(one: Element, place: int = 1) -> list[Element]:
    found: list[Element] = changed(one["c"][place], _bare)
    return found


def _link(one: Element) -> list[Element]:
    inside, target = _inside(one), one["c"][2][0]
    return [link(inside, target)] if LINKS.fullmatch(target) else inside


def _image(one: Element) -> list[Element]:
    prefix, _colon, key = one["c"][2][0].partition(":")
    if prefix != "gambar" or not key:
        return [*words("[gambar:"), SPACE, *_inside(one), {"t": "Str", "c": "]"}]
    return [{"t": "Image", "c": [["", [], []], _inside(one), [f"gambar:{key}", ""]]}]


def _div(one: Element) -> list[Element]:
    kind = next((name for name in one["c"][0][1] if name in CALLOUTS), "")
    return [div(_inside(one), "", "catatan", kind)] if kind else _inside(one)


def _plain_code(one: Element) -> list[Element]:
    return [{"t": one["t"], "c": [["", [], []], one["c"][1]]}]


MADE: dict[str, Callable[[Element], list[Element]]] = {
    "Header": lambda one: [{"t": "Header", "c": [max(2, one["c"][0]), ["", [], []], _inside(one, 2)]}],
    "Cite": lambda one: [{"t": "Span", "c": [["", ["t-cite"], []], _inside(one)]}],
    "Link": _link,
    "Image": _image,
    "Div": _div,
    "Span": _inside,
    "Figure": lambda one: [{"t": "Figure", "c": [["", [], []], *changed(one["c"][1:], _bare)]}],
    "Code": _plain_code,
    "CodeBlock": _plain_code,
    "RawBlock": lambda one: [],
    "RawInline": lambda one: [],
}
"""What becomes of elements that can carry more than words."""
