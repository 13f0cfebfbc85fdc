"""Hides in a text whose it is: agency, unit, region, people, and everything by which they can be reached.

Pure: no database, no settings. What is hidden is replaced by `MASK`; everything else stays as it was written.

Names are found whatever their case, spacing and punctuation between words, and as parts of hashtags. Names of regions
other than the entry's own are hidden where their kind stands before them ("Kab. Gresik"): bare they are often common
words (batu, serang, metro).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

MASK = "▇▇▇ (disamarkan)"

KINDS = (
    r"pemerintah\s+(?:daerah\s+)?(?:provinsi|kabupaten|kota)", "pemerintah", "pemprov", "pemkab", "pemkot", "pemda",
    "provinsi", "propinsi", "prov", "kabupaten", r"kota\s+administrasi", "kab", "kota", "kotamadya",
)  # fmt: skip
"""What stands before the name of a region."""

PLACES = ("puskesmas", "rsud", "rsu", "kecamatan", "kelurahan", "desa", "nagari", "gampong", "upt", "uptd", "blud")
"""Kinds of units after which a name of their own follows."""

TITLES = frozenset(
    "dr drs dra ir hj kh prof bapak ibu bpk sdr skm sh se st mm mt mh msi spd mpd skom mkom sip msc phd amd sst "
    "mkes skep ners apt drg sp pd si hum kes kom".split()
)
"""Parts of names that are no names."""

SHORTEST = 3
"""Letters of the shortest part of a person's name that is hidden alone, where it is written with a capital."""

_REACH = (
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+",  # mail
    r"(?:https?://|www\.)[^\s<>\"']+",
    r"(?<![\w.])(?:[a-z0-9-]+\.)+(?:id|com|org|net|info|io|app|me|be|ly|gl|link)\b(?:/[^\s<>\"']*)?",
    r"(?<![\w@])@[A-Za-z0-9_](?:[\w.]*\w)?",  # handle
    r"(?<!\w)(?:ig|instagram|twitter|x|tiktok|facebook|fb|youtube|telegram|wa|whatsapp)\s?:\s?@?[\w.]{3,}",
    r"(?<![\w.,-])(?:\+62|62|0)[\s.-]?8\d{1,3}[\s.-]?\d{3,4}[\s.-]?\d{2,5}(?!\w)",  # mobile telephone
    r"(?<![\w.,-])(?:\(0\d{2,3}\)|0\d{2,3}|\+62[\s.-]?\d{2,3})[\s.-]?\d{3,4}[\s.-]?\d{3,4}(?!\w)",  # and fixed
)

_REACHED = re.compile("|".join(_REACH), re.IGNORECASE)
_DISTRICTS = re.compile(r"(?<!\w)(?:[Kk]ecamatan|[Kk]ec\.|[Kk]elurahan|[Kk]el\.)\s+[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?")
"""Parts of a region are known by their kind; their names are in no list of ours."""


@dataclass(frozen=True, slots=True)
class Identities:
    """Who must not be known. `regions` are those of the entry, `elsewhere` all others (hidden with their kind only)."""

    people: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = field(default=(), repr=False)


def redacted(text: str, who: Identities) -> str:
    """The text without them. Several that follow each other become one mark."""
    if not text:
        return text
    for pattern in (*_patterns(who.people, who.agencies, who.units, who.regions), *_elsewhere(who.elsewhere)):
        text = pattern.sub(MASK, text)
    mask = re.escape(MASK)
    return re.sub(rf"{mask}(?:[\s,/&-]{{0,2}}{mask})+", MASK, text)


@lru_cache(maxsize=512)
def _patterns(
    people: tuple[str, ...], agencies: tuple[str, ...], units: tuple[str, ...], regions: tuple[str, ...]
) -> tuple[re.Pattern[str], ...]:
    """What to look for, the longest first: a name within a longer one must not leave the rest of it."""
    kinds = "|".join(KINDS)
    found = [_REACHED]
    if tags := _either_within((*regions, *agencies, *people)):
        found.append(re.compile(rf"#\w*(?:{tags})\w*", re.IGNORECASE))
    if names := _either((*agencies, *units, *_unit_names(units), *people, *map(_without_titles, people))):
        found.append(re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE))
    if own := _either(map(_bare, regions)):
        found.append(re.compile(rf"(?<!\w)(?:(?:{kinds})\W+)?(?:{own})(?!\w)", re.IGNORECASE))
    if parts := _either(sorted({part for name in people for part in _name_parts(name)})):
        found.append(re.compile(rf"(?<!\w)(?:{parts})(?!\w)"))
    if people or agencies or regions:
        found.append(_DISTRICTS)
    return tuple(found)


@lru_cache(maxsize=8)
def _elsewhere(regions: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Other regions, named with their kind."""
    names = _either(map(_bare, regions))
    kinds = "|".join(KINDS)
    return (re.compile(rf"(?<!\w)(?:{kinds})\W{{1,3}}(?:{names})(?!\w)", re.IGNORECASE),) if names else ()


def _bare(region: str) -> str:
    """The name of a region without its kind."""
    return re.sub(rf"^(?:{'|'.join(KINDS)})\W+", "", region.strip(), flags=re.IGNORECASE)


def _either(names: Iterable[str]) -> str:
    """One of the names, the longest first, whatever stands between their words."""
    spelled = {r"\W{1,3}".join(map(re.escape, words)) for name in names if (words := re.findall(r"\w+", name))}
    return "|".join(sorted(spelled, key=lambda one: (-len(one), one)))


def _either_within(names: Iterable[str]) -> str:
    """The names as they stand within a hashtag: without blanks."""
    joined = {"".join(re.findall(r"\w+", _bare(name))) for name in names}
    return "|".join(sorted((re.escape(one) for one in joined if len(one) >= 4), key=lambda one: (-len(one), one)))


def _unit_names(units: Iterable[str]) -> Iterator[str]:
    """Of "Puskesmas Taman" also "Taman": units of these kinds are called so."""
    for unit in units:
        words = unit.split()
        while words and words[0].strip(".").casefold() in PLACES:
            words = words[1:]
            if rest := " ".join(words):
                yield rest


def _without_titles(name: str) -> str:
    """The words of a person's name alone."""
    words = re.findall(r"[^\W\d_]+", name.partition(",")[0])
    return " ".join(word for word in words if word.casefold() not in TITLES)


def _name_parts(name: str) -> Iterator[str]:
    """Given name and surname of a person as they stand alone in a text, with a capital or in capitals."""
    for part in _without_titles(name).split():
        if len(part) >= SHORTEST:
            yield part[:1].upper() + part[1:].lower()
            yield part.upper()
