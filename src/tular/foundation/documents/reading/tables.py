"""Tables of other programmes as the plain ones of manuscripts: one line a row, no joined cells, nothing nested."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tular.foundation.documents.book.tree import SPACE, Element, changed, elements, text_of

MOST_ROWS = 300

LABELS = ("tabel", "table", "gambar", "figure", "bagan", "grafik")
NUMBER = re.compile(r"(\d+|[IVX]+)([.–-]\d+)*[.:]?")


@dataclass(frozen=True, slots=True)
class PlainTable:
    """The table; `pictures` stood in its cells and come after it. `cut` rows, `nested` tables, joined cells `spans`."""

    block: Element
    pictures: tuple[Element, ...]
    cut: int
    nested: int
    spans: int


def plain_table(one: Element, anchor: str, act: Callable[[Element], Sequence[Element] | None]) -> PlainTable:
    """Flatten a table of Pandoc's tree. It keeps the `anchor` when it has a caption; `act` changes what cells hold."""
    _attributes, caption, _columns, head, bodies, foot = one["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    kept, cut = rows[: MOST_ROWS + 1], max(0, len(rows) - MOST_ROWS - 1)
    pictures: list[Element] = []
    nested = spans = 0
    lines: list[list[list[Element]]] = []
    below: dict[int, int] = {}
    for row in kept:
        line: list[list[Element]] = []
        for _attr, _align, down, across, blocks in row[1]:
            while below.get(len(line), 0):
                below[len(line)] -= 1
                line.append([])
            nested += sum(1 for _table in elements(blocks, "Table"))
            spans += down > 1 or across > 1
            inlines = _inlines(blocks, act, pictures)
            for extra in range(across):
                if down > 1:
                    below[len(line)] = down - 1
                line.append(inlines if extra == 0 else [])
        lines.append(line)
    told = unnumbered(_inlines(caption[1], act, pictures))
    lines[:1] = [[_unweighted(cell) for cell in line] for line in lines[:1]]
    width = max((len(line) for line in lines), default=1)
    cells = [_row([*line, *([[]] * (width - len(line)))]) for line in lines]
    identity = [anchor if text_of(told) else "", [], []]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * width
    block = {
        "t": "Table",
        "c": [
            identity, [None, [{"t": "Plain", "c": told}] if text_of(told) else []], columns,
            [["", [], []], cells[:1]], [[["", [], []], 0, [], cells[1:]]], [["", [], []], []],
        ],
    }  # fmt: skip
    return PlainTable(block, tuple(pictures), cut, nested, spans)


def unnumbered(inlines: Sequence[Element]) -> list[Element]:
    """A caption without the number that it had: "Tabel 3.1. Biaya" is "Biaya"; books number by themselves."""
    found = list(inlines)
    if found and found[0]["t"] in ("Strong", "Emph"):
        found[:1] = found[0]["c"]
    kinds = [one["t"] for one in found[:3]]
    if (
        kinds != ["Str", "Space", "Str"]
        or found[0]["c"].casefold() not in LABELS
        or not NUMBER.fullmatch(found[2]["c"])
    ):
        return list(inlines)
    rest = found[3:]
    while rest and (
        rest[0]["t"] in ("Space", "SoftBreak") or (rest[0]["t"] == "Str" and not rest[0]["c"].strip(".:–-"))
    ):
        rest = rest[1:]
    return rest


def _unweighted(cell: list[Element]) -> list[Element]:
    """A head is bold by itself."""
    return cell[0]["c"] if len(cell) == 1 and cell[0]["t"] == "Strong" else cell


def _row(cells: list[list[Element]]) -> Any:
    empty = ["", [], []]
    return [empty, [[empty, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": cell}]] for cell in cells]]


def _inlines(blocks: Any, act: Callable[[Element], Sequence[Element] | None], pictures: list[Element]) -> list[Element]:
    """What stands in a cell, in one line: paragraphs one after the other, lists and inner tables by their words."""
    found: list[Element] = []
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            pieces = changed(block["c"], act)
        elif block["t"] == "Figure":
            pieces = [kept for image in elements(block, "Image") for kept in act(image) or ()]
        else:
            pieces = [{"t": "Str", "c": text_of(changed([block], act))}]
        pictures += [piece for piece in pieces if piece["t"] == "Image"]
        line = [
            SPACE if piece["t"] in ("LineBreak", "SoftBreak") else piece for piece in pieces if piece["t"] != "Image"
        ]
        if text_of(line) or any(True for _note in elements(line, "Note")):
            found += [*([SPACE] if found else []), *line]
    return found
