"""Understands who is asking, from one line of free text: an agency, a kind of agency, a province, or both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _

from tular.features.agencies.choices import AgencyKind, RegionLevel
from tular.features.agencies.models import Region
from tular.features.agencies.queries.names import AgencyNames, NameIndex, key_of, name_index, words_of

KIND_WORDS = {
    "kabupaten": AgencyKind.REGENCY,
    "kota": AgencyKind.CITY,
    "provinsi": AgencyKind.PROVINCE,
    "kementerian": AgencyKind.MINISTRY,
    "lembaga": AgencyKind.BODY,
    "bumn": AgencyKind.STATE_COMPANY,
    "bumd": AgencyKind.REGIONAL_COMPANY,
}
JOINING_WORDS = {"di", "se", "untuk", "wilayah", "provinsi"}
LONGEST_NAME = 200
"""Characters; what is longer is no name and not worth taking apart."""
REGION_KINDS = {AgencyKind.REGENCY, AgencyKind.CITY}


@dataclass(frozen=True)
class Asker:
    """Who is asking, as far as understood.

    `label` is how to say it back. `region_code` is the agency's own region (a province code for a province), and
    `province_code` its province; a kind or province alone leaves the rest None. Not `recognised`: all else is empty.
    """

    text: str
    agency_id: int | None = None
    agency_slug: str = ""
    label: str = ""
    kind: str | None = None
    province_code: str | None = None
    region_code: str | None = None
    recognised: bool = False


@dataclass(frozen=True)
class _ProvinceName:
    code: str
    name: str
    short_name: str


class AskerNames:
    """The names by which an asker can be understood, as they were when this was made.

    Whoever answers many askers keeps one, see `asker_names`.
    """

    def __init__(self, agencies: NameIndex, provinces: tuple[_ProvinceName, ...]) -> None:
        self._agencies = agencies
        self._provinces = provinces

    def resolve(self, text: str) -> Asker:
        """Understand "Pemkab Alor", "kabupaten", "NTT" or "Kabupaten di Nusa Tenggara Timur".

        A name that several regions share ("Bogor") is not recognised, nor a very long text.
        """
        text = " ".join(text.split())
        if len(text) > LONGEST_NAME or not words_of(text):
            return Asker(text)
        if agency := self._agencies.find(text):
            return _agency_asker(text, agency)
        words = words_of(text)
        place = _without_joining_words(words)
        if province := self._province_keys.get(key_of(place)):
            return Asker(text, label=province.name, province_code=province.code, recognised=True)
        if found := self._kind_asker(text, words):
            return found
        if agency := self._by_bare_name.get(key_of(place)):
            return _agency_asker(text, agency)
        return Asker(text)

    def suggestions(self, prefix: str, limit: int = 8) -> list[str]:
        """Names that `resolve` understands and of which a word begins with what was typed; best first."""
        words = words_of(prefix[:LONGEST_NAME])
        if not words:
            return []
        typed = key_of(words)
        ranked: list[tuple[int, int, str]] = []
        for label, spellings in self._spellings.items():
            if any(spelling[0].startswith(typed) for spelling in spellings):
                ranked.append((0, len(label), label))
            elif any(part.startswith(typed) for spelling in spellings for part in spelling[1:]):
                ranked.append((1, len(label), label))
        return [label for _rank, _length, label in sorted(ranked)[:limit]]

    @cached_property
    def _spellings(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """For each suggestion, its names; each as the keys of what is left from its first, second, … word on."""
        names: dict[str, list[str]] = {word.capitalize(): [word] for word in KIND_WORDS if word != AgencyKind.BODY}
        for province in self._provinces:
            names[province.name] = [province.name, province.short_name]
            for kind in (AgencyKind.REGENCY, AgencyKind.CITY):
                label = f"{kind.value.capitalize()} di {province.name}"
                # Only who typed the kind first is after this one.
                names[label] = [label]
        for agency in self._agencies.agencies.values():
            if not agency.ended:
                names[agency.name] = [agency.name, agency.abbreviation, *agency.aliases]
        return {
            label: tuple(
                tuple(key_of(its[start:]) for start in range(len(its) if " di " not in label else 1))
                for its in map(words_of, spellings)
                if its
            )
            for label, spellings in names.items()
        }

    @cached_property
    def _province_keys(self) -> dict[str, _ProvinceName]:
        """Provinces by name, short name, and what follows "Pemerintah Provinsi" in the names of their governments."""
        keys: dict[str, _ProvinceName] = {}
        by_code = {province.code: province for province in self._provinces}
        for agency in self._agencies.agencies.values():
            if agency.kind == AgencyKind.PROVINCE and agency.region_code in by_code:
                for name in (agency.name, agency.abbreviation, *agency.aliases):
                    words = words_of(name)
                    if words[:1] == ("provinsi",):
                        keys[key_of(words[1:])] = by_code[agency.region_code]
        for province in self._provinces:
            keys[key_of(words_of(province.name))] = keys[key_of(words_of(province.short_name))] = province
        keys.pop("", None)
        return keys

    @cached_property
    def _by_bare_name(self) -> dict[str, AgencyNames]:
        """Governments of regencies and cities by the name alone, where it can mean no other region."""
        found: dict[str, set[int]] = {}
        agencies = self._agencies.agencies
        for agency in agencies.values():
            if agency.kind not in REGION_KINDS:
                continue
            for name in (agency.name, *agency.aliases):
                words = words_of(name)
                if words and words[0] in KIND_WORDS:
                    found.setdefault(key_of(word for word in words[1:] if word != "administrasi"), set()).add(agency.id)
        # "Yogyakarta" may be the city or the special region.
        special = [province.name for province in self._provinces if province.name.split()[0] in {"DI", "DKI"}]
        taken = {key_of(words_of(name)[1:]) for name in special}
        return {key: agencies[next(iter(ids))] for key, ids in found.items() if len(ids) == 1 and key not in taken}

    def _kind_asker(self, text: str, words: tuple[str, ...]) -> Asker | None:
        """A kind ("kota") or a kind and a province ("kota di Jambi"); "kabupaten/kota" is of no one kind."""
        kinds: list[AgencyKind] = []
        rest = words[1:] if words[0] == "pemerintah" else words
        while rest and rest[0] in KIND_WORDS:
            kinds.append(KIND_WORDS[rest[0]])
            rest = rest[1:]
        if not kinds:
            return None
        kind = kinds[0] if len(set(kinds)) == 1 else None
        place = _without_joining_words(rest)
        if not place:
            return (
                Asker(text, label=str(kind.label).capitalize(), kind=kind.value, recognised=True)
                if kind and not rest
                else None
            )
        province = self._province_keys.get(key_of(place))
        if province is None:
            return None
        label = _kind_label(kind, province.name) if kind else province.name
        return Asker(text, label=label, kind=kind and kind.value, province_code=province.code, recognised=True)


def asker_names() -> AskerNames:
    """The names as they are now; three queries."""
    rows = Region.objects.filter(level=RegionLevel.PROVINCE).order_by("code")
    provinces = tuple(_ProvinceName(*row) for row in rows.values_list("code", "name", "short_name"))
    return _asker_names(name_index(), provinces)


@lru_cache(maxsize=4)
def _asker_names(agencies: NameIndex, provinces: tuple[_ProvinceName, ...]) -> AskerNames:
    """One object while no name changes: what it works out on first use takes longer than an answer should."""
    return AskerNames(agencies, provinces)


def _kind_label(kind: AgencyKind, province: str) -> str:
    return _("%(kind)s di %(province)s") % {"kind": str(kind.label).capitalize(), "province": province}


def _without_joining_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "di Provinsi Jambi" without what stands before the name; DI Yogyakarta keeps its DI when nothing else does."""
    while words and words[0] in JOINING_WORDS and words != ("di", "yogyakarta"):
        words = words[1:]
    return words


def _agency_asker(text: str, agency: AgencyNames) -> Asker:
    return Asker(
        text,
        agency_id=agency.id,
        agency_slug=agency.slug,
        label=agency.name,
        kind=agency.kind,
        province_code=agency.region_code[:2] if agency.region_code else None,
        region_code=agency.region_code,
        recognised=True,
    )
