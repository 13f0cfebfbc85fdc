"""Texts that people typed, put into Markdown without becoming any."""

from __future__ import annotations

import re
import unicodedata

ROOM = "\u00a0"
"""A paragraph of one hard space: room for stamp and signature."""

SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~^$@:\"'/=&%;])")
"""All ASCII punctuation may be escaped in Pandoc's Markdown; these are the ones that can mean something."""


def escaped(text: str) -> str:
    """One line: what was typed, letter by letter; spaces and line ends become single spaces, control marks go."""
    return SIGNS.sub(r"\\\1", " ".join(cleaned(text).split()))


def escaped_lines(text: str) -> str:
    """What was typed with its own lines: a line end stays one, an empty line begins a paragraph."""
    paragraphs = re.split(r"\n\s*\n", cleaned(text).strip())
    return "\n\n".join("\\\n".join(escaped(line) for line in one.split("\n") if line.strip()) for one in paragraphs)


def cleaned(text: str) -> str:
    """Without marks that show nothing or turn the direction of reading, and without what no file can hold."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        one for one in text if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
