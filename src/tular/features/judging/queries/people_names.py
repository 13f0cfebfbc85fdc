"""Whether two names are likely the same person's. Pure: no database, no clock.

Names are compared as words without titles, case, accents and punctuation; variants of old spelling and of "Muhammad"
count as one. Indonesian names often have no family name, so that the order of words says little, and one word alone
says too little to be sure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum

from rapidfuzz import fuzz, process

ALIKE = 90
"""Likeness of two names, 0 to 100, from which one may be a misspelling of the other."""

INSTITUTIONS_ALIKE = 88

SURE_WORDS = 2
"""Words that a name needs so that equality alone says who is meant."""

BEFORE = frozenset(
    "prof dr drs dra ir apt ns bdn h hj haji hajah kh ust bapak bpk ibu sdr sdri saudara saudari tuan nyonya ny".split()
)
"""Titles and forms of address that stand before a name."""

AFTER = frozenset(
    "sh se st sp si skom ssos spd sip sstp ss skep skm ssi ssn sag mm msi mkom mpd mh mt mkes mph map mpp msc mba ma"
    " mec phd ak ca cpa spog sppd spa dea amd amk mmsi mpa meng mkep".split()
)
"""Degrees that stand after a name, also where the comma before them was forgotten."""

ONE_OF_MANY = {"moh": "muhammad", "muh": "muhammad", "moch": "muhammad", "mohammad": "muhammad",
               "mohamad": "muhammad", "mochamad": "muhammad", "mochammad": "muhammad", "muhamad": "muhammad",
               "mohammed": "muhammad", "muhammed": "muhammad", "abd": "abdul", "ach": "achmad", "ahmad": "achmad",
               "akhmad": "achmad"}  # fmt: skip
OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"))


class Likeness(IntEnum):
    """How sure it is that two names are the same person's."""

    NONE = 0
    LIKELY = 1
    CERTAIN = 2


def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a person's name in their plain form, without titles; () when nothing is left."""
    # "S.T." is one word, "Siti A." two: dots within degrees join, others part.
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    head = plain.partition(",")[0] if _plain_words(plain.partition(",")[0]) else plain.replace(",", " ")
    return tuple(_spelled(word) for word in _plain_words(head))


def likeness(
    first: tuple[str, ...], second: tuple[str, ...], institution: str = "", other_institution: str = ""
) -> Likeness:
    """How sure it is that two people, by the words of their names and where they work, are one.

    Equal names of two words or more are certain unless both say where they work and the places differ. A name that
    could be the other, shortened or misspelt, is likely, unless the places differ.
    """
    if not first or not second:
        return Likeness.NONE
    told = bool(institution.strip() and other_institution.strip())
    together = told and same_place(institution, other_institution)
    if sorted(first) == sorted(second):
        if together or (not told and sum(len(word) > 1 for word in first) >= SURE_WORDS):
            return Likeness.CERTAIN
        return Likeness.LIKELY
    if told and not together:
        return Likeness.NONE
    return Likeness.LIKELY if may_be(first, second) else Likeness.NONE


def may_be(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether one name may be the other, shortened to initials or fewer words, or misspelt."""
    short, long = sorted((first, second), key=len)
    if len(short) >= SURE_WORDS and _covers(list(short), list(long)):
        return True
    return fuzz.token_sort_ratio(" ".join(first), " ".join(second)) >= ALIKE


def same_place(first: str, second: str) -> bool:
    """Whether two names of institutions are likely the same; a faculty is its university."""
    return fuzz.token_set_ratio(_plain_place(first), _plain_place(second)) >= INSTITUTIONS_ALIKE


class NameList:
    """Many names, by their words, among which the likely ones are found without comparing each with care."""

    def __init__(self, names: Sequence[tuple[str, ...]]) -> None:
        self._sorted = [" ".join(sorted(words)) for words in names]
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for place, words in enumerate(names):
            for word in words:
                self._by_word[word].add(place)

    def near(self, words: tuple[str, ...]) -> list[int]:
        """Places in the list of all names that `likeness` may find like this one, and some more."""
        if not words:
            return []
        shared = set().union(*(self._by_word.get(word, set()) for word in words))
        spelled = process.extract(
            " ".join(sorted(words)), self._sorted, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
        )
        return sorted(shared | {place for _name, _score, place in spelled})


def _covers(short: list[str], long: list[str]) -> bool:
    """Whether each word of the short name is a word of the long one, or the initial of one; at least one word whole."""
    left, whole = list(long), 0
    for word in sorted(short, key=len, reverse=True):
        match = next((one for one in left if one == word), None)
        if match is None and len(word) == 1:
            match = next((one for one in left if one.startswith(word)), None)
        if match is None:
            # The long name may be the one with initials: "M. Aminah Siti" beside "Muhammad Aminah".
            match = next((one for one in left if len(one) == 1 and word.startswith(one)), None)
        if match is None:
            return False
        whole += match == word and len(word) > 1
        left.remove(match)
    return whole >= 1


def _plain_words(text: str) -> list[str]:
    # Degrees with dots inside ("s.kom", "m.si") become one word; a dot after a single letter parts ("a. rahman").
    joined = re.sub(r"\b([a-z]{1,2})\.(?=[a-z]{1,4}\b)", r"\1", text)
    words = re.findall(r"[a-z0-9']+", joined.replace("’", "'"))
    plain = [word.replace("'", "") for word in words]
    kept = [word for word in plain if word and word not in AFTER]
    while kept and kept[0] in BEFORE:
        kept = kept[1:]
    return kept


def _spelled(word: str) -> str:
    for old, new in OLD_SPELLING:
        word = word.replace(old, new)
    return ONE_OF_MANY.get(word, word)


def _plain_place(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"\buniv\b\.?", "universitas", plain)))
