"""The book as HTML: one file to keep and print, chapters for pages of the product, and a preview while writing."""

from __future__ import annotations

import base64
import html
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nh3

from tular.foundation.documents.book.matter import back, bibliography, chapter_heading, title_page
from tular.foundation.documents.book.pandoc import written
from tular.foundation.documents.book.parts import Book, running_mark
from tular.foundation.documents.book.settling import Settled, SettledChapter, settle
from tular.foundation.documents.book.tree import (
    Element,
    boxed,
    changed,
    div,
    elements,
    heading,
    is_tasks,
    link,
    text_of,
    words,
)

STYLE = Path(__file__).with_name("book.css")
COUNTED = re.compile(r"\s*(\||:\s|!\[)")
"""Lines of tables, of their captions, and of figures."""

NO_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
"""A fragment holds no date."""

TAGS = {
    "a", "aside", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "section", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"id", "class", "role", "aria-label", "tabindex", "lang"},
    "a": {"href"}, "img": {"src", "alt", "width", "height"}, "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"}, "ol": {"start", "type"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a chapter, for a small table of contents."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class WebChapter:
    """A chapter as safe HTML without its title; `sources` are the numbers and HTML of what it cites."""

    id: str
    html: str
    headings: tuple[Heading, ...]


def html_of(book: Book, at: datetime) -> bytes:
    """One file without scripts that needs nothing else; the same book gives the same bytes. Raises `Unwritable`."""
    settled = settle(book)
    blocks = [div(title_page(settled), "", "judul"), *_contents(settled)]
    for chapter in settled.all:
        blocks += [chapter_heading(chapter), *chapter.blocks]
    for anchor, title, inside in back(settled):
        blocks += [heading(1, anchor, words(title)), *inside]
    pictures = {
        key: f"data:{one.mime};base64,{base64.b64encode(one.data).decode()}" for key, one in book.figures.items()
    }
    # The safe tags first: pictures of some megabytes need not be read by the cleaner.
    body = clean(written(settled.version, drawn(blocks, lambda key: f"gambar:{key}"), "html5", at).decode())
    for key, data in pictures.items():
        body = body.replace(f'src="gambar:{key}"', f'src="{data}"')
    mark = running_mark(book)
    head = (
        '<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(book.title)}</title><style>{STYLE.read_text()}</style></head><body>\n"
    )
    told = f'<p class="mark">{html.escape(mark)}</p>\n' if mark else ""
    return f"{head}{told}{body}</body></html>\n".encode()


def web_chapters(book: Book, picture: Callable[[str], str], page: Callable[[str], str]) -> dict[str, WebChapter]:
    """Every chapter and annex by its id, ready for a page. A call of Pandoc for each, since notes end with a chapter.

    `picture` gives the address of a figure; `page` that of a chapter, to which references into another one lead, and of
    the page of the whole book for "", where the bibliography is. Raises `Unwritable`.
    """
    settled = settle(book)
    homes = {target: one.chapter.id for one in settled.all for target in _ids(one.blocks, one.anchor)}

    def made(chapter: SettledChapter) -> WebChapter:
        inside = _elsewhere(_numbered(chapter.blocks, chapter.anchor), chapter.chapter.id, homes, page)
        text = written(settled.version, drawn(inside, picture), "html5", NO_MOMENT).decode()
        headings = tuple(
            Heading(one["c"][0], one["c"][1][0], text_of(one["c"][2])) for one in elements(chapter.blocks, "Header")
        )
        return WebChapter(chapter.chapter.id, clean(text), headings)

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return {one.id: one for one in pool.map(made, settled.all)}


def sources_html(book: Book) -> str:
    """The bibliography of the whole book as safe "html5", each entry at `#sumber-<key>`."""
    settled = settle(book)
    return clean(written(settled.version, bibliography(settled), "html5", NO_MOMENT).decode())


def preview_html(text: str, book: Book, chapter: str, picture: Callable[[str], str]) -> str:
    """A chapter (by its id) with another text, while it is being written. Raises `Unwritable`.

    Of the other chapters only tables and figures are read, so that references to them have their numbers.
    """
    known = tuple(replace(one, text=text if one.id == chapter else _counted(one.text)) for one in book.chapters)
    settled = settle(replace(book, chapters=known, annexes=(), changes="", index=()))
    shown = next((one.blocks for one in settled.chapters if one.chapter.id == chapter), [])
    return clean(written(settled.version, drawn(shown, picture), "html5", NO_MOMENT).decode())


def _counted(text: str) -> str:
    """The lines of a text that make tables and figures."""
    return "\n".join(line if COUNTED.match(line) else "" for line in text.split("\n"))


def _contents(settled: Settled) -> list[Element]:
    lines = [
        *((one.anchor, text_of(chapter_heading(one)["c"][2])) for one in settled.all),
        *((anchor, title) for anchor, title, _blocks in back(settled)),
    ]
    items = [[{"t": "Plain", "c": [link(words(title), f"#{anchor}")]}] for anchor, title in lines]
    return [heading(1, "daftar-isi", words("Daftar isi")), {"t": "BulletList", "c": items}]


def drawn(blocks: Sequence[Element], picture: Callable[[str], str], *, scrolls: bool = True) -> list[Element]:
    """Pictures with their addresses, tables in a region that scrolls, boxes to tick, no marks of the index."""

    def act(one: Element) -> list[Element] | None:
        match one["t"]:
            case "Image":
                return [{"t": "Image", "c": [["", [], []], one["c"][1], [picture(one["c"][2][0][7:]), ""]]}]
            case "Span" if "indeks" in one["c"][0][1]:
                return []
            case "Div" if "catatan" in one["c"][0][1]:
                kind = one["c"][0][1][1]
                return [div(changed(one["c"][1], act), "", "t-callout", f"t-callout--{kind}")]
            case "BulletList" if is_tasks(one):
                # On pages they are signs: fields to tick belong to a form.
                told = boxed(one, "☐", "☒") if scrolls else one
                return [div([{**told, "c": changed(told["c"], act)}], "", "t-book__tasks")]
            case "Table":
                return [_table(one, act, scrolls=scrolls)]
        return None

    found: list[Element] = changed(list(blocks), act)
    return found


def _table(one: Element, act: Callable[[Element], Sequence[Element] | None], *, scrolls: bool) -> Element:
    attributes, caption, columns, *rest = changed(one["c"], act)
    right = {place for place, (align, _width) in enumerate(columns) if align["t"] == "AlignRight"}
    plain = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _column in columns]
    for row in _rows(rest):
        for place, cell in enumerate(row[1]):
            cell[1] = {"t": "AlignDefault"}
            if place in right:
                cell[0] = ["", ["is-num"], []]
    table = {"t": "Table", "c": [[attributes[0], ["t-table", "t-table--tight"], []], caption, plain, *rest]}
    if not scrolls:
        return table
    told = [["role", "region"], ["tabindex", "0"], ["aria-label", text_of(caption)]]
    return {"t": "Div", "c": [["", ["t-scroll", "t-full"], told], [table]]}


def _rows(rest: list[Any]) -> list[Any]:
    head, bodies, foot = rest
    return [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]


def _numbered(blocks: Sequence[Element], anchor: str) -> list[Element]:
    """Each paragraph, list and table of a chapter in a block with an anchor, in the order of reading."""
    found, count = [], 0
    for one in blocks:
        if one["t"] == "Header":
            found.append(one)
            continue
        count += 1
        found.append(div([one], f"{anchor}-p{count}", "t-book__para"))
    return found


def _elsewhere(blocks: list[Element], here: str, homes: dict[str, str], page: Callable[[str], str]) -> list[Element]:
    def act(one: Element) -> list[Element] | None:
        if one["t"] != "Link" or not one["c"][2][0].startswith("#"):
            return None
        target = one["c"][2][0][1:]
        home = homes.get(target)
        if target.startswith("sumber-"):
            return [link(one["c"][1], f"{page('')}#{target}")]
        if home is None or home == here:
            return None
        return [link(one["c"][1], page(home) if target == f"bab-{home}" else f"{page(home)}#{target}")]

    found: list[Element] = changed(blocks, act)
    return found


def _ids(blocks: list[Element], anchor: str) -> list[str]:
    ids = [one["c"][1][0] for one in elements(blocks, "Header")]
    ids += [one["c"][0][0] for one in elements(blocks, "Table", "Figure")]
    return [anchor, *(id for id in ids if id)]


def clean(text: str) -> str:
    """Without what could run or fetch something, though the reader of Markdown lets nothing such pass."""
    safe = nh3.clean(
        text, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "gambar"}, link_rel=None,
        strip_comments=True,
    )  # fmt: skip
    return re.sub(r"<th(?=[ >])", '<th scope="col"', safe)
