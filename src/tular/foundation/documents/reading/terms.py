"""Official terms that a text spells otherwise. They stand in `data/terms/official.csv`, each with its source."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

MOST = 200
"""Places that are told of one text; nobody reads more."""

NOT_PROSE = re.compile(r"`[^`\n]*`|https?://\S+|\]\([^)\n]*\)|\{#[^}\n]*\}|\[?@[\w:-]+|[\w.+-]+@[\w.-]+", re.IGNORECASE)
"""Code, addresses, keys and citations: what is not read as words."""


@dataclass(frozen=True, slots=True)
class Term:
    """A place in a text: `start` counts letters from 0, `line` lines from 1. `right` is how the term is spelled."""

    start: int
    line: int
    found: str
    right: str
    note: str


@dataclass(frozen=True, slots=True)
class OfficialTerm:
    """A spelling that people use, and the official one; the same words: only capitals are minded."""

    wrong: str
    right: str
    note: str
    source: str


def terms_of(text: str) -> tuple[Term, ...]:
    """Where the text spells official terms otherwise, in the order of reading, at most `MOST`."""
    prose = NOT_PROSE.sub(lambda found: "\0" * len(found[0]), text)
    pattern, terms = _known()
    told = []
    for found in pattern.finditer(prose):
        term = terms[" ".join(found[0].split()).casefold()]
        is_right = text.startswith(term.right, found.start()) or _begins_a_sentence(found[0], term)
        if not is_right:
            line = text.count("\n", 0, found.start()) + 1
            told.append(Term(found.start(), line, found[0], _like(found[0], term), term.note))
            if len(told) == MOST:
                break
    return tuple(told)


@lru_cache(maxsize=1)
def official_terms() -> tuple[OfficialTerm, ...]:
    """The rows of the file."""
    path = settings.DATA_DIR / "terms" / "official.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(OfficialTerm(**row) for row in csv.DictReader(stream))


@lru_cache(maxsize=1)
def _known() -> tuple[re.Pattern[str], dict[str, OfficialTerm]]:
    terms = {one.wrong.casefold(): one for one in official_terms()}
    longest_first = sorted(terms, key=len, reverse=True)
    words = "|".join(r"[ \t]+".join(map(re.escape, one.split())) for one in longest_first)
    return re.compile(rf"(?<![\w/.@-])(?:{words})(?![\w@/]|-\w)", re.IGNORECASE), terms


def _begins_a_sentence(found: str, term: OfficialTerm) -> bool:
    """A common word may begin a sentence with a capital."""
    return term.right.islower() and found[:1].upper() + term.right[1:] == found


def _like(found: str, term: OfficialTerm) -> str:
    """The right spelling, with a capital where a common word had one."""
    return term.right[:1].upper() + term.right[1:] if term.right.islower() and found[:1].isupper() else term.right
