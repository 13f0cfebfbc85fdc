"""What an alert says, in Indonesian: the figure, what it may mean, what to do. It asks; it does not accuse."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tular.engines.judging.writing import percent, written


class Kind(StrEnum):
    """What was noticed."""

    DRIFT = "drift"
    HALO = "halo"
    NARROW = "central_tendency"
    WIDE = "wide_spread"
    LONE = "lone_reading"
    LONE_OF_TWO = "two_readings_far_apart"
    FASTER_THAN_READING = "faster_than_reading"
    FASTER_THAN_OTHERS = "faster_than_others"
    REPEATED = "repeated_sheets"
    ALL_MAXIMUM = "all_maximum"


NAMES = {
    Kind.DRIFT: "Nilai bergeser sepanjang penilaian",
    Kind.HALO: "Nilai antarkriteria hampir sama",
    Kind.NARROW: "Nilai berkumpul di tengah",
    Kind.WIDE: "Nilai sangat menyebar",
    Kind.LONE: "Satu nilai jauh dari pembaca lain",
    Kind.LONE_OF_TWO: "Dua pembaca berselisih jauh",
    Kind.FASTER_THAN_READING: "Lebih cepat dari waktu baca",
    Kind.FASTER_THAN_OTHERS: "Jauh lebih cepat dari penilai lain",
    Kind.REPEATED: "Lembar nilai yang sama berulang",
    Kind.ALL_MAXIMUM: "Semua kriteria bernilai tertinggi",
}
"""Headings for a page."""


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of a sentence."""

    figure: float
    comparison: float | None
    margin: float = 0.0
    """Half the width of an interval."""
    sheets: int = 0
    """Sheets that the figure comes from."""
    pace: float = 0.0
    """Median words a minute."""


MAY_MEAN = {
    Kind.DRIFT: "Bisa karena penilai makin mengenal skala, urutan antrean kebetulan tidak acak, atau mulai lelah.",
    Kind.HALO: "Bisa karena proposalnya memang merata, uraian tingkat nilai kurang membedakan, atau kesan umum terbawa"
    " ke semua kriteria.",
    Kind.NARROW: "Bisa karena proposal yang dibaca memang setara, atau penilai ragu memakai ujung skala.",
    Kind.WIDE: "Bisa karena penilai memakai seluruh skala dengan sengaja. Kalibrasi memperhitungkan lebar pemakaian"
    " skala bila rancangan penilaian memungkinkan.",
    Kind.LONE: "Bisa karena penilai ini melihat hal yang terlewat oleh yang lain, salah ketik, atau membaca lampiran"
    " yang berbeda.",
    Kind.LONE_OF_TWO: "Dengan dua pembaca tidak dapat diketahui nilai siapa yang lebih tepat; keduanya dapat punya"
    " alasan.",
    Kind.FASTER_THAN_READING: "Bisa karena naskah dibaca dari cetakan, di layar lain, atau secara luring sebelum lembar"
    " dibuka; waktu itu tidak tercatat. Bisa juga karena waktunya terlalu sempit.",
    Kind.FASTER_THAN_OTHERS: "Bisa karena naskah sudah dibaca sebelumnya atau penilai sangat mengenal bidangnya; bisa"
    " juga karena beban atau tenggatnya terlalu berat.",
    Kind.REPEATED: "Bisa kebetulan bila skalanya kasar, atau proposalnya memang serupa; bisa juga lembar tersalin.",
    Kind.ALL_MAXIMUM: "Bisa karena proposal-proposal itu memang unggul; bandingkan dengan nilai pembaca lainnya.",
}
DO = {
    Kind.DRIFT: "Tawarkan membuka kembali beberapa lembar pertama dan terakhir berdampingan. Jangan ubah nilai tanpa"
    " penilainya.",
    Kind.HALO: "Minta penilai meninjau beberapa lembar kriteria demi kriteria, dengan uraian tingkat nilai di"
    " sampingnya.",
    Kind.NARROW: "Tunjukkan contoh untuk nilai tinggi dan rendah dari rapat kalibrasi, lalu tanyakan apakah ada nilai"
    " yang ingin ditinjau.",
    Kind.WIDE: "Tidak perlu tindakan bila urutannya sejalan dengan pembaca lain; tanyakan bila tidak.",
    Kind.LONE: "Minta penilai memeriksa lembar ini dan menulis alasannya; nilai tetap boleh dipertahankan.",
    Kind.LONE_OF_TWO: "Mintalah pembaca ketiga, atau diskusi bila aturan menghendaki.",
    Kind.FASTER_THAN_READING: "Tanyakan bagaimana naskah dibaca. Bila waktunya sempit, kurangi beban atau perpanjang"
    " tenggat.",
    Kind.FASTER_THAN_OTHERS: "Tanyakan apakah bebannya wajar; bila perlu, alihkan sebagian proposal.",
    Kind.REPEATED: "Minta penilai memeriksa lembar-lembar ini; perbaiki bila ada yang tersalin.",
    Kind.ALL_MAXIMUM: "Minta alasan singkat per kriteria untuk lembar-lembar ini, atau satu pembacaan tambahan.",
}


def tell(kind: Kind, told: Told) -> tuple[str, str, str]:
    """What is seen, what it may mean, and what to do."""
    return _says(kind, told), MAY_MEAN[kind], DO[kind]


def _says(kind: Kind, told: Told) -> str:
    figure, other = told.figure, told.comparison or 0.0
    if kind is Kind.DRIFT:
        way = "naik" if figure > 0 else "turun"
        low, high = abs(figure) - told.margin, abs(figure) + told.margin
        return (
            f"Dibanding pembaca lain, nilainya {way} {written(abs(figure), 1)} poin dari lembar pertama ke terakhir"
            f" (selang 95%: {written(low, 1)} sampai {written(high, 1)})."
        )
    if kind is Kind.HALO:
        return (
            f"Di dalam satu lembar, nilai antarkriteria biasanya berbeda {written(figure, 1)}% dari skala; penilai"
            f" lain {written(other, 1)}%."
        )
    if kind in (Kind.NARROW, Kind.WIDE):
        return (
            f"Sebaran nilainya {written(figure, 2)} kali sebaran pembaca lain untuk proposal yang sama (penilai lain:"
            f" {written(other, 2)} kali; dari {told.sheets} lembar)."
        )
    if kind in (Kind.LONE, Kind.LONE_OF_TWO):
        return (
            f"Nilai total {written(figure, 1)}; dari pembaca lain, dengan keketatannya diperhitungkan, diharapkan"
            f" sekitar {written(other, 1)} (selisih {written(abs(figure - other), 1)} poin)."
        )
    return _says_of_sheets(kind, told, other)


def _says_of_sheets(kind: Kind, told: Told, other: float) -> str:
    figure = told.figure
    if kind is Kind.FASTER_THAN_READING:
        return (
            f"{figure:.0f} dari {told.sheets} lembar ({percent(figure / told.sheets)}) selesai lebih cepat dari"
            f" {other:.0f} kata per menit; biasanya {told.pace:.0f} kata per menit. Orang dewasa membaca naskah"
            " nonfiksi sekitar 238 kata per menit."
        )
    if kind is Kind.FASTER_THAN_OTHERS:
        return (
            f"Satu lembar biasanya selesai dalam {_duration(figure)}; penilai lain {_duration(other)}"
            f" (dari {told.sheets} lembar, panjang naskah diperhitungkan)."
        )
    what = "sama persis satu sama lain" if kind is Kind.REPEATED else "bernilai tertinggi di semua kriteria"
    return f"{figure:.0f} dari {told.sheets} lembar {what}; pada penilai lain biasanya {other:.0f}."


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} detik"
    return f"{written(seconds / 60, 1)} menit"
