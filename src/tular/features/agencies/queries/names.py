"""Recognises an agency by any of the ways in which people write its name. Never guesses: two candidates are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency, AgencyAlias

EXPANSIONS = {
    "kab": ("kabupaten",),
    "prov": ("provinsi",),
    "propinsi": ("provinsi",),
    "kep": ("kepulauan",),
    "pemkab": ("pemerintah", "kabupaten"),
    "pemkot": ("pemerintah", "kota"),
    "pemprov": ("pemerintah", "provinsi"),
    "pemda": ("pemerintah", "daerah"),
}
REGIONAL = {"provinsi", "kabupaten", "kota"}
COMPANY_ENDINGS = {"persero", "perseroda", "tbk"}


@dataclass(frozen=True)
class AgencyNames:
    """What recognising an agency needs to know of it."""

    id: int
    slug: str
    name: str
    kind: str
    abbreviation: str
    region_code: str | None
    ended: bool
    aliases: tuple[str, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name in their plain form.

    Case, accents and punctuation do not count; short forms are written out ("Pemkab" is "Pemerintah Kabupaten");
    "Pemerintah (Daerah)" before provinsi, kabupaten or kota, a closing "Republik Indonesia", and the legal form of a
    company ("PT … (Persero) Tbk") are dropped.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("&", " dan ")
    words: list[str] = []
    for word in re.findall(r"[a-z0-9]+", plain):
        words.extend(EXPANSIONS.get(word, (word,)))
    for opening in (("pemerintah", "daerah"), ("pemerintah",)):
        after = words[len(opening) : len(opening) + 1]
        if tuple(words[: len(opening)]) == opening and after and after[0] in REGIONAL:
            words = words[len(opening) :]
    for closing in (["republik", "indonesia"], ["ri"]):
        if len(words) > len(closing) and words[-len(closing) :] == closing:
            words = words[: -len(closing)]
    if len(words) > 1 and words[0] == "pt":
        words = words[1:]
    while len(words) > 1 and words[-1] in COMPANY_ENDINGS:
        words = words[:-1]
    return tuple(words)


def key_of(words: Iterable[str]) -> str:
    """One spelling of "Gunungkidul", "Gunung Kidul" and "gunung-kidul"."""
    return "".join(words)


def name_key(text: str) -> str:
    """The key under which a name is looked up; empty when it has no letter or digit."""
    return key_of(words_of(text))


class NameIndex:
    """Names of agencies by key, in three ranks: official name; alias, abbreviation and slug; computed short forms.

    A key that belongs to several agencies within the highest rank that knows it names none of them.
    """

    def __init__(self, agencies: tuple[AgencyNames, ...]) -> None:
        self.agencies = {agency.id: agency for agency in agencies}
        self._ranks: tuple[dict[str, set[int]], ...] = ({}, {}, {})
        self._spellings: dict[str, int] = {}
        for agency in agencies:
            for rank, names in enumerate(_names_by_rank(agency)):
                for key in names:
                    self._ranks[rank].setdefault(key, set()).add(agency.id)
            for spelling in (agency.name, agency.abbreviation, *agency.aliases):
                if spelling:
                    self._spellings[spelling] = agency.id

    def find(self, name: str) -> AgencyNames | None:
        """The one agency that goes by this name, or None."""
        key = name_key(name)
        for rank in self._ranks:
            if ids := rank.get(key):
                return self.agencies[next(iter(ids))] if len(ids) == 1 else None
        return None

    def nearest(self, name: str, limit: int = 3) -> list[str]:
        """Official names of the agencies whose names look most like this one, best first; of nothing, none."""
        plain = " ".join(words_of(name))
        if not plain:
            return []
        found = process.extract(plain, self._plain_spellings, scorer=fuzz.WRatio, limit=limit * 4)
        ids = dict.fromkeys(self._spellings[spelling] for _plain, _score, spelling in found)
        return [self.agencies[id].name for id in list(ids)[:limit]]

    @cached_property
    def _plain_spellings(self) -> dict[str, str]:
        return {spelling: " ".join(words_of(spelling)) for spelling in self._spellings}


def _names_by_rank(agency: AgencyNames) -> tuple[set[str], set[str], set[str]]:
    names = [agency.name, agency.abbreviation, *agency.aliases]
    computed: set[str] = set()
    for name in names:
        words = words_of(name)
        computed.add(key_of(word for word in words if word != "administrasi"))
        if agency.kind == AgencyKind.MINISTRY and words[:1] == ("kementerian",):
            computed.add(key_of(("kemen", *words[1:])))
        if "/" in name:
            computed.update(name_key(part) for part in name.split("/"))
    second = {name_key(name) for name in [agency.slug, agency.abbreviation, *agency.aliases]}
    return {name_key(agency.name)} - {""}, second - {""}, computed - {""}


@lru_cache(maxsize=4)
def _index(rows: tuple[tuple[Any, ...], ...], aliases: tuple[tuple[int, str], ...]) -> NameIndex:
    """Keyed by the rows as they come from the database, so that an unchanged table costs no objects."""
    names: dict[int, list[str]] = {}
    for agency_id, name in aliases:
        names.setdefault(agency_id, []).append(name)
    return NameIndex(
        tuple(
            AgencyNames(id, slug, name, kind, abbreviation, region, bool(until), tuple(names.get(id, ())))
            for id, slug, name, kind, abbreviation, region, until in rows
        )
    )


def name_index() -> NameIndex:
    """The index over all agencies as they are now; two queries, and built anew only when a name changed."""
    rows = Agency.objects.order_by("id").values_list("id", "slug", "name", "kind", "abbreviation", "region_id", "until")
    return _index(tuple(rows), tuple(AgencyAlias.objects.order_by("id").values_list("agency_id", "name")))


class AgencyLookup:
    """All agencies by any of their names, for imports of many rows; as they were when it was made."""

    def __init__(self) -> None:
        self._index = name_index()
        self._agencies = Agency.objects.in_bulk()

    def find(self, name: str) -> Agency | None:
        """The one agency that goes by this name, or None."""
        found = self._index.find(name)
        return self._agencies[found.id] if found else None

    def nearest(self, name: str, limit: int = 3) -> list[str]:
        """Official names that look most like this one, best first; empty when nothing does."""
        return self._index.nearest(name, limit)


def agency_lookup() -> AgencyLookup:
    """A lookup over all agencies; three queries now, none later."""
    return AgencyLookup()


def find_agency(name: str) -> Agency | None:
    """The one agency that goes by this name: official name, alias, abbreviation, slug or a common short form."""
    found = name_index().find(name)
    return Agency.objects.get(pk=found.id) if found else None
