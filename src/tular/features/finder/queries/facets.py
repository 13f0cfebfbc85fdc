"""Filters with counts: what may be narrowed, computed over the candidates in memory.

The counts of a group are those the list would have if only that group were open, so an option's count is what the
visitor gets by choosing it. Unknown always has its own option.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tular.engines.matching.facts import UNKNOWN, Facts
from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.queries import provinces
from tular.features.catalogue.choices import AwardLevel, Sustainability, ThemeKind
from tular.features.catalogue.models import Theme

NONE = "tidak-disebut"
"""Option for records that do not tell."""

Filters = Mapping[str, tuple[str, ...]]
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a group with its count."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices; `options` hold the most frequent and all chosen ones, `more` the rest."""

    name: str
    label: str | Promise
    options: list[Option]
    more: list[Option]


@dataclass(frozen=True, slots=True)
class Group:
    """A filter: its parameter, its heading, and which records each of its options holds (over given numbers)."""

    name: str
    label: str | Promise
    options: Callable[[Facts, np.ndarray], dict[str, np.ndarray]]
    by_count: bool = True
    shown: int = 6


def option_names() -> Names:
    """What the options of each group are called, in the language of the page; two queries."""
    english = (get_language() or "").startswith("en")
    themes = {theme.slug: theme.name_en if english else theme.name for theme in Theme.objects.all()}
    awards = {str(value): str(label) for value, label in AwardLevel.choices}
    return {
        "tema": themes,
        "bidang": themes,
        "tpb": {str(number): str(name) for number, name in enumerate(SDG_NAMES, start=1)},
        "jenis": {str(value): str(label) for value, label in AgencyKind.choices},
        "provinsi": {province.code: province.name for province in provinces()},
        "pengakuan": {**awards, NONE: str(_("belum tercatat"))},
        "status": {str(value): str(label) for value, label in Sustainability.choices},
        "replikasi": {"pernah": str(_("pernah tercatat")), "belum": str(_("belum tercatat"))},
        "hasil": {
            "angka": str(_("menyebut hasil dengan angka")),
            "tanpa-angka": str(_("menyebut hasil tanpa angka")),
            "belum": str(_("belum menyebut hasil")),
        },
        "uraian": {
            "lengkap": str(_("masalah, cara, dan hasil ada")),
            "sebagian": str(_("sebagian ada")),
            "judul": str(_("hanya judul")),
        },
    }


def theme_kinds() -> dict[str, str]:
    """Which kind each theme is; one query."""
    return dict(Theme.objects.values_list("slug", "kind"))


def apply(filters: Filters, facts: Facts, numbers: np.ndarray, kinds: Mapping[str, str], but: str = "") -> np.ndarray:
    """Which of the candidates pass all filters (but one group): any option within a group, every group."""
    mask = np.ones(len(numbers), bool)
    for group in groups(kinds):
        wanted = filters.get(group.name, ())
        if wanted and group.name != but:
            options = group.options(facts, numbers)
            hits = [options[value] for value in wanted if value in options]
            mask &= np.any(hits, axis=0) if hits else np.zeros(len(numbers), bool)
    if owners := filters.get("instansi", ()):
        codes = [facts.code("agency", slug) for slug in owners]
        mask &= np.isin(facts.codes["agency"][numbers], [code for code in codes if code != UNKNOWN])
    return mask


def facets(filters: Filters, facts: Facts, numbers: np.ndarray, kinds: Mapping[str, str], names: Names) -> list[Facet]:
    """All groups with the counts of their options over the candidates."""
    result = []
    all_pass = apply(filters, facts, numbers, kinds)
    for group in groups(kinds):
        chosen = filters.get(group.name, ())
        passing = apply(filters, facts, numbers, kinds, but=group.name) if chosen else all_pass
        options = []
        for value, holds in group.options(facts, numbers).items():
            count = int((holds & passing).sum())
            if count or value in chosen:
                label = names.get(group.name, {}).get(value, str(_("tidak disebut")) if value == NONE else value)
                options.append(Option(value, label, count, value in chosen))
        if group.by_count:
            options.sort(key=lambda option: (not option.chosen, option.value == NONE, -option.count, option.label))
        if options:
            cut = max(group.shown, sum(option.chosen for option in options))
            result.append(Facet(group.name, group.label, options[:cut], options[cut:]))
    return result


def groups(kinds: Mapping[str, str]) -> list[Group]:
    """The filters in the order of the page."""
    return [
        Group("hasil", _("Hasil"), _results, by_count=False),
        Group("replikasi", _("Replikasi"), _replicated, by_count=False),
        Group("status", _("Masih berjalan?"), _coded("status", Sustainability.UNKNOWN), by_count=False),
        Group("tema", _("Tema"), _themes(kinds, ThemeKind.THEME)),
        Group("bidang", _("Bidang layanan"), _themes(kinds, ThemeKind.SECTOR)),
        Group("jenis", _("Jenis instansi"), _coded("kind", NONE)),
        Group("provinsi", _("Provinsi pemilik"), _coded("province", NONE)),
        Group("pengakuan", _("Pengakuan"), _set_of("awards")),
        Group("tahun", _("Tahun"), _years),
        Group("tpb", _("Tujuan Pembangunan Berkelanjutan"), _set_of("sdgs")),
        Group("uraian", _("Uraian"), _description, by_count=False),
    ]


def _coded(column: str, unknown: str) -> Callable[[Facts, np.ndarray], dict[str, np.ndarray]]:
    def options(facts: Facts, numbers: np.ndarray) -> dict[str, np.ndarray]:
        codes = facts.codes[column][numbers]
        found = {facts.names[column][code]: codes == code for code in np.unique(codes) if code != UNKNOWN}
        if (codes == UNKNOWN).any():
            found[unknown] = found.get(unknown, np.zeros(len(numbers), bool)) | (codes == UNKNOWN)
        return found

    return options


def _set_of(column: str) -> Callable[[Facts, np.ndarray], dict[str, np.ndarray]]:
    def options(facts: Facts, numbers: np.ndarray) -> dict[str, np.ndarray]:
        bits = facts.bits[column][numbers]
        found = {
            name: (bits >> np.uint64(place) & np.uint64(1)).astype(bool)
            for place, name in enumerate(facts.names[column])
        }
        return {**found, NONE: bits == 0}

    return options


def _themes(kinds: Mapping[str, str], kind: str) -> Callable[[Facts, np.ndarray], dict[str, np.ndarray]]:
    def options(facts: Facts, numbers: np.ndarray) -> dict[str, np.ndarray]:
        found = _set_of("themes")(facts, numbers)
        mine = {name: holds for name, holds in found.items() if kinds.get(name) == kind}
        any_of_mine = np.any(list(mine.values()), axis=0) if mine else np.zeros(len(numbers), bool)
        return {**mine, NONE: ~any_of_mine}

    return options


def _years(facts: Facts, numbers: np.ndarray) -> dict[str, np.ndarray]:
    years = facts.numbers["year"][numbers]
    found = {str(year): years == year for year in sorted(set(years.tolist()), reverse=True) if year != UNKNOWN}
    return {**found, NONE: years == UNKNOWN}


def _replicated(facts: Facts, numbers: np.ndarray) -> dict[str, np.ndarray]:
    counts = np.sum([row[numbers] for row in facts.replications.values()], axis=0)
    return {"pernah": counts > 0, "belum": counts == 0}


def _results(facts: Facts, numbers: np.ndarray) -> dict[str, np.ndarray]:
    stated, measured = facts.flags["has_results"][numbers], facts.flags["measured"][numbers]
    return {"angka": measured, "tanpa-angka": stated & ~measured, "belum": ~stated}


def _description(facts: Facts, numbers: np.ndarray) -> dict[str, np.ndarray]:
    told = [facts.flags[name][numbers] for name in ("has_problem", "has_solution", "has_results")]
    every, some = np.all(told, axis=0), np.any(told, axis=0)
    return {"lengkap": every, "sebagian": some & ~every, "judul": ~some}


SDG_NAMES = (
    _("Tanpa Kemiskinan"),
    _("Tanpa Kelaparan"),
    _("Kehidupan Sehat dan Sejahtera"),
    _("Pendidikan Berkualitas"),
    _("Kesetaraan Gender"),
    _("Air Bersih dan Sanitasi Layak"),
    _("Energi Bersih dan Terjangkau"),
    _("Pekerjaan Layak dan Pertumbuhan Ekonomi"),
    _("Industri, Inovasi dan Infrastruktur"),
    _("Berkurangnya Kesenjangan"),
    _("Kota dan Permukiman yang Berkelanjutan"),
    _("Konsumsi dan Produksi yang Bertanggung Jawab"),
    _("Penanganan Perubahan Iklim"),
    _("Ekosistem Lautan"),
    _("Ekosistem Daratan"),
    _("Perdamaian, Keadilan dan Kelembagaan yang Tangguh"),
    _("Kemitraan untuk Mencapai Tujuan"),
)
