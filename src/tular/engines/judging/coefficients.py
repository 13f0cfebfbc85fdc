"""A coefficient of agreement as a page shows it: the figure, its interval, what it means, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tular.engines.judging.writing import percent, steady, written


class Missing(StrEnum):
    """Why a coefficient cannot be computed."""

    NO_MARKS = "no_marks"
    ONE_READER = "one_reader"
    NO_OVERLAP = "no_overlap"
    ONE_PROPOSAL = "one_proposal"
    ALL_EQUAL = "all_equal"
    PROPOSALS_EQUAL = "proposals_equal"
    TOO_FEW = "too_few"


REASONS = {
    Missing.NO_MARKS: "Belum ada nilai. Hitung lagi setelah lembar nilai masuk.",
    Missing.ONE_READER: "Baru satu penilai yang menilai. Kesepakatan baru terlihat bila ada penilai kedua yang"
    " membaca proposal yang sama.",
    Missing.NO_OVERLAP: "Belum ada proposal yang dibaca dua penilai. Mintalah pembacaan kedua untuk beberapa"
    " proposal, lalu hitung lagi.",
    Missing.ONE_PROPOSAL: "Baru satu proposal yang dinilai. Perlu paling sedikit dua proposal untuk membandingkan"
    " perbedaan antarpembaca dengan perbedaan antarproposal.",
    Missing.ALL_EQUAL: "Semua nilai sama, jadi tidak terlihat apakah penilai membedakan mutu proposal. Periksa"
    " apakah skala nilai dipakai sebagaimana dimaksud.",
    Missing.PROPOSALS_EQUAL: "Setelah keketatan penilai diperhitungkan, semua proposal bernilai sama, jadi tidak ada"
    " perbedaan mutu yang dapat disepakati. Periksa apakah skala nilai dipakai sebagaimana dimaksud.",
    Missing.TOO_FEW: "Pembacaan bersama masih terlalu sedikit untuk memisahkan perbedaan antarpenilai dari galat."
    " Tambahkan proposal yang dibaca oleh penilai yang sama.",
}
"""What is said to people, and what they can do."""


@dataclass(frozen=True, slots=True)
class Band:
    """An interval of values with a customary name: from `least` upwards."""

    code: str
    least: float
    words: str


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient. `value` is None exactly when `missing` tells why."""

    name: str
    """How the field calls it: "ICC(1)", "alpha (interval)"."""
    about: str
    """What it answers, in Indonesian."""
    value: float | None
    """At most 1 (full agreement). 0 is what chance gives; less than 0 is possible and means: no agreement at all."""
    low: float | None
    """Lower end of the interval; None where there is none."""
    high: float | None
    """Upper end of the interval."""
    confidence: float
    """Of the interval, e.g. 0.95."""
    band: str
    """Code of the band of the value; "" without a value."""
    words: str
    """Value, interval and band in an Indonesian sentence; where there is no value, why not and what to do."""
    missing: Missing | None
    """Why there is no value."""
    proposals: int
    """Proposals that the value rests on."""
    evaluators: int
    """Evaluators that the value rests on."""
    readings: int
    """Readings that the value rests on."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all coefficients of one computation share."""

    bands: Sequence[Band]
    """From the best to the worst; the last begins at minus infinity."""
    confidence: float
    proposals: int
    evaluators: int
    readings: int

    def coefficient(
        self, name: str, about: str, value: float, interval: tuple[float, float] | None, note: str = ""
    ) -> Coefficient:
        """A coefficient that could be computed; `note` is a further sentence."""
        value = steady(value)
        band = band_of(value, self.bands)
        said = f"{written(value)}: {band.words}."
        low, high = (steady(interval[0]), steady(interval[1])) if interval else (None, None)
        if low is not None and high is not None:
            said += f" Selang {percent(self.confidence)}: {written(low)} sampai {written(high)}"
            least, most = band_of(low, self.bands), band_of(high, self.bands)
            said += f" ({least.words} sampai {most.words})." if least.code != most.code else "."
        said += f" {note}" if note else ""
        return Coefficient(
            name,
            about,
            value,
            low,
            high,
            self.confidence,
            band.code,
            said,
            None,
            self.proposals,
            self.evaluators,
            self.readings,
        )

    def without(self, name: str, about: str, why: Missing) -> Coefficient:
        """A coefficient that cannot be computed."""
        counts = (self.proposals, self.evaluators, self.readings)
        return Coefficient(name, about, None, None, None, self.confidence, "", REASONS[why], why, *counts)


def band_of(value: float, bands: Sequence[Band]) -> Band:
    """The first band that the value reaches."""
    return next((band for band in bands if value >= band.least), bands[-1])
