"""Pandoc's tree of blocks in plain Python: walking, changing, and making its elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tular.foundation.documents.writing.escaping import cleaned

Element = dict[str, Any]

SPACE: Element = {"t": "Space"}


def text_of(node: Any) -> str:
    """The words of a part of the tree, with single spaces; notes are left out."""
    return " ".join("".join(_words(node)).split())


def elements(node: Any, *kinds: str) -> Iterator[Element]:
    """Every element of these kinds, in the order of reading."""
    if isinstance(node, list):
        for item in node:
            yield from elements(item, *kinds)
    elif isinstance(node, dict):
        if node.get("t") in kinds:
            yield node
        for value in node.values():
            if isinstance(value, list | dict):
                yield from elements(value, *kinds)


def changed(node: Any, act: Callable[[Element], Sequence[Element] | None]) -> Any:
    """The tree with elements replaced: `act` gives what stands instead, None where its inside is to be looked at."""
    if isinstance(node, list):
        found: list[Any] = []
        for item in node:
            if isinstance(item, dict) and "t" in item:
                instead = act(item)
                if instead is None:
                    found.append({**item, "c": changed(item["c"], act)} if "c" in item else item)
                else:
                    found.extend(instead)
            else:
                found.append(changed(item, act))
        return found
    return node


def words(text: str) -> list[Element]:
    """A line of text as inlines, without marks that show nothing."""
    found: list[Element] = []
    for word in cleaned(text).split():
        found += [{"t": "Str", "c": word}, SPACE]
    return found[:-1]


def strong(inlines: list[Element]) -> Element:
    """Told with weight."""
    return {"t": "Strong", "c": inlines}


def para(inlines: list[Element]) -> Element:
    """A paragraph."""
    return {"t": "Para", "c": inlines}


def heading(level: int, id: str, inlines: list[Element], *classes: str) -> Element:
    """A heading."""
    return {"t": "Header", "c": [level, [id, list(classes), []], inlines]}


def link(inlines: list[Element], target: str) -> Element:
    """A link; `#id` within the book."""
    return {"t": "Link", "c": [["", [], []], inlines, [target, ""]]}


def div(blocks: list[Element], id: str = "", *classes: str) -> Element:
    """Blocks that belong together."""
    return {"t": "Div", "c": [[id, list(classes), []], blocks]}


def span(inlines: list[Element], id: str = "", *classes: str) -> Element:
    """Words that belong together."""
    return {"t": "Span", "c": [[id, list(classes), []], inlines]}


def bullets(items: list[list[Element]]) -> Element:
    """A list; each item is a list of inlines."""
    return {"t": "BulletList", "c": [[{"t": "Plain", "c": item}] for item in items]}


def is_tasks(one: Element) -> bool:
    """A list of things to tick: each item begins with an empty or a filled box."""
    if one["t"] != "BulletList":
        return False
    first = [item[0]["c"][0] for item in one["c"] if item and item[0]["t"] in ("Plain", "Para") and item[0]["c"]]
    return len(first) == len(one["c"]) and all(begin["t"] == "Str" and begin["c"] in "☐☒" for begin in first)


def boxed(tasks: Element, empty: str, filled: str) -> Element:
    """A list of things to tick with other boxes, which the word behind them follows without a break."""
    items = []
    for first, *others in tasks["c"]:
        box, *words_behind = first["c"]
        behind = words_behind[1:] if words_behind and words_behind[0]["t"] == "Space" else words_behind
        shown = {"t": "Str", "c": (filled if box["c"] == "☒" else empty) + "\u00a0"}
        items.append([{**first, "c": [shown, *behind]}, *others])
    return {**tasks, "c": items}


def raw(target: str, text: str) -> Element:
    """Something that only one format reads, as a block."""
    return {"t": "RawBlock", "c": [target, text]}


def raw_inline(target: str, text: str) -> Element:
    """The same within a line."""
    return {"t": "RawInline", "c": [target, text]}


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _words(item)
        return
    if not isinstance(node, dict):
        return
    match node.get("t"):
        case "Str":
            yield node["c"]
        case "Space" | "SoftBreak" | "LineBreak":
            yield " "
        case "Code" | "Math":
            yield str(node["c"][1])
        case "CodeBlock":
            yield f" {node['c'][1]} "
        case "Note" | "RawInline" | "RawBlock":
            return
        case "Link" | "Image":
            yield from _words(node["c"][1])
        case "Cite":
            yield from _words(node["c"][1])
        case _:
            yield from _words(node.get("c", []))
            if node.get("t") in ("Para", "Plain", "Header", "BulletList", "Table"):
                yield " "
