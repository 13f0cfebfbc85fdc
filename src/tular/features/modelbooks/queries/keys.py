"""The words by which chapters cite sources and show pictures: which are taken, and where they are used."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.text import slugify

from tular.features.modelbooks.models import ModelBook, Section

LONGEST_KEY = 60

PICTURE = re.compile(r"\]\(gambar:([\w-]+)")
CITED = re.compile(r"(?<![\w@/.\\])@([a-zA-Z0-9][\w-]*)(?![\w-]*[:@])")
"""A citation; not a reference such as `@tabel:biaya`, nor an address of mail, nor an escaped sign."""

Used = dict[str, tuple[Section, ...]]


def keys_of_citations(book: ModelBook) -> set[str]:
    """Keys of references and of sources: citations know no difference between them. Two queries."""
    return {
        *book.references.filter(dropped_at__isnull=True).values_list("key", flat=True),
        *book.sources.filter(removed_at__isnull=True).values_list("key", flat=True),
    }


def keys_of_figures(book: ModelBook) -> set[str]:
    """Keys of the pictures that the book has. One query."""
    return set(book.figures.filter(removed_at__isnull=True).values_list("key", flat=True))


def free_key(words: str, taken: Iterable[str], otherwise: str) -> str:
    """A key made of these words that is not among `taken`; of `otherwise` where they have no letters."""
    base = slugify(words)[: LONGEST_KEY - 4].strip("-") or otherwise
    held = set(taken)
    return base if base not in held else next(key for n in range(2, 10_000) if (key := f"{base}-{n}") not in held)


def key_of_source(who: str, year: str, title: str) -> str:
    """The words of which a source's key is made: who it is by and when, as "bps2023"; else its title."""
    first = re.split(r"[,;(]| dan | & ", who.strip(), maxsplit=1)[0].strip()
    short = "".join(word[0] for word in first.split()) if len(first.split()) > 2 else first
    when = re.search(r"\d{4}", year)
    return f"{slugify(short)}{when[0] if when else ''}" if short else " ".join(title.split()[:5])


def uses(book: ModelBook) -> tuple[Used, Used]:
    """Which chapters show which picture, and cite which key. One query."""
    shown: dict[str, dict[int, Section]] = {}
    cited: dict[str, dict[int, Section]] = {}
    for section in book.sections.order_by("number"):
        for pattern, found in ((PICTURE, shown), (CITED, cited)):
            for key in pattern.findall(section.text):
                found.setdefault(key, {})[section.number] = section
    return _plain(shown), _plain(cited)


def _plain(found: dict[str, dict[int, Section]]) -> Used:
    return {key: tuple(sections.values()) for key, sections in found.items()}
