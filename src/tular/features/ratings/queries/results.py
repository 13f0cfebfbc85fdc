"""What everybody reads after the release: results apart from expert marks, and the figures of the protection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tular.features.ratings.choices import Channel, Rule, Standing
from tular.features.ratings.models import BenefitComputation, BenefitScore, ClusterDecision, PublicRating
from tular.features.ratings.queries.benefit import SOME, sure_of
from tular.features.ratings.queries.listing import Card, base_of, card_of
from tular.features.ratings.queries.rules import stage_of
from tular.features.ratings.queries.standing_result import latest
from tular.foundation.files.streams import Cell
from tular.foundation.ui.shapes import Figure, Pages

PAGE = 50
FEW = "<5"
"""What stands for a count from 1 to 4: it could tell what a person said."""

SURE = {"cukup": "ok", "lemah": "part", "belum": "unknown"}


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One proposal. Figures from fewer than five ratings are not told."""

    card: Card
    row: BenefitScore
    counted: str
    aside: str
    enough: bool
    sure: str
    kind: str
    satisfied: float | None
    satisfied_low: float | None
    satisfied_high: float | None


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count with its name."""

    label: str
    value: str


@dataclass(frozen=True)
class ResultPage:
    """The announced result."""

    rating: PublicRating
    base: str
    stage: str
    computation: BenefitComputation
    rows: list[ResultRow]
    pages: Pages
    words: str
    by_score: bool
    figures: list[Figure]
    protection: list[CountRow]
    thresholds: list[CountRow]
    decisions: list[ClusterDecision]

    @property
    def call_path(self) -> str:
        """Address of the competition."""
        return f"/kompetisi/{self.rating.competition.slug}"


def result_page(rating: PublicRating, *, words: str, by_score: bool, asked: str) -> ResultPage | None:
    """The result of a rating that was announced; None where nothing was computed. A fixed number of queries."""
    computation = latest(rating)
    if computation is None:
        return None
    found = _scores(computation)
    if words:
        found = found.filter(entry__proposal__title__icontains=words) | found.filter(
            entry__proposal__agency__name__icontains=words
        )
    pages = Pages.read(asked, found.count(), PAGE)
    found = found.order_by("-score", "pk") if by_score else found.order_by("entry__proposal__title", "pk")
    decisions = ClusterDecision.objects.filter(cluster__entry__rating=rating, at__lte=computation.at)
    return ResultPage(
        rating, base_of(rating), stage_of(rating).label, computation,
        [_row(one) for one in found[pages.start : pages.start + pages.size]], pages, words, by_score,
        _figures(computation.figures), _protection(computation.figures), _thresholds(computation.figures),
        list(decisions.select_related("cluster__entry__proposal").order_by("at", "pk")[:200]),
    )  # fmt: skip


def _scores(computation: BenefitComputation) -> Any:
    return computation.scores.select_related(
        "entry__proposal__agency__region__parent", "entry__proposal__unit", "entry__proposal__category"
    )


def counted(number: int) -> str:
    """A count as it may be told."""
    return FEW if 0 < number < SOME else str(number)


def _row(one: BenefitScore) -> ResultRow:
    told, enough = one.told, one.counted >= SOME
    sure = sure_of(one.counted)
    return ResultRow(
        card_of(one.entry), one, counted(one.counted), counted(one.confirmed - one.counted), enough, sure, SURE[sure],
        *((told[name] * 100 if enough else None) for name in ("satisfied", "satisfied_low", "satisfied_high")),
    )  # fmt: skip


def _figures(told: dict[str, Any]) -> list[Figure]:
    apart = sum(told["apart"].values()) - told["held"]
    return [
        Figure(told["sent"], _("dikirim"), _("semua isian, termasuk yang diganti atau ditarik pengirimnya")),
        Figure(told["confirmed"], _("dikonfirmasi"), _("satu untuk setiap orang dan inovasi")),
        Figure(apart, _("dihitung terpisah"), _("menurut siapa pengirimnya, lihat di bawah")),
        Figure(told["held"], _("disisihkan"), _("sebagai kelompok, dengan aturan di bawah")),
        Figure(told["counted"], _("dihitung"), _("menjadi dasar semua angka di halaman ini")),
    ]


def _protection(told: dict[str, Any]) -> list[CountRow]:
    names = {one.value: str(one.label) for one in Standing if one.value}
    names |= {one.value: _("disisihkan: %(rule)s") % {"rule": one.label} for one in Rule}
    rows = [
        CountRow(_("tidak dikonfirmasi lewat surel"), counted(told["unconfirmed"])),
        CountRow(_("ditarik atau diganti pengirimnya"), counted(told["replaced"])),
    ]
    rows += [CountRow(label, counted(told["apart"].get(code, 0))) for code, label in names.items()]
    return [
        *rows,
        CountRow(_("kelompok yang diperiksa"), str(told["groups"])),
        CountRow(_("kelompok yang dicurigai sistem"), str(told["suspected"])),
        CountRow(_("kelompok yang disisihkan pada akhirnya"), str(told["groups_held"])),
        CountRow(_("kelompok yang diputus orang"), str(told["by_people"])),
    ]


def _thresholds(told: dict[str, Any]) -> list[CountRow]:
    watch, setting = told["watch"], told["setting"]
    return [
        CountRow(_("satu jaringan diperiksa mulai"), _("%(n)d penilaian") % {"n": watch["network"]}),
        CountRow(_("satu domain surel diperiksa mulai"), _("%(n)d penilaian") % {"n": watch["domain"]}),
        CountRow(
            _("lonjakan diperiksa mulai"),
            _("%(n)d penilaian dalam %(hours)s jam dan %(times)s kali kebiasaannya")
            % {
                "n": watch["burst"],
                "hours": _(" atau ").join(map(str, watch["hours"])),
                "times": number_format(watch["times"]),
            },
        ),
        CountRow(_("komentar yang sama disisihkan mulai"), _("%(n)d penilaian") % {"n": watch["copied"]}),
        CountRow(
            _("kesamaan disisihkan bila peluangnya paling banyak"),
            _("1 banding %(n)s") % {"n": number_format(round(1 / watch["rarest"]), force_grouping=True)},
        ),
        CountRow(_("bobot satu jaringan dalam satu bagian waktu"), _("paling banyak %(n)d") % {"n": setting["cap"]}),
        CountRow(_("bagian waktu yang sama bobotnya"), str(setting["slices"])),
        CountRow(_("penilaian semu per bagian waktu"), str(int(setting["pseudo"]))),
        CountRow(_("dipangkas di setiap ujung"), f"{setting['trim'] * 100:.0f} %"),
    ]


COLUMNS = (
    "kode", "judul", "instansi", "provinsi", "kategori", "dikonfirmasi", "dihitung", "tidak_dihitung", "rata_rata",
    "rata_rata_bawah95", "rata_rata_atas95", "puas_persen", "puas_bawah95", "puas_atas95", "skor", "skor_bawah90",
    "skor_atas90", "keyakinan", *(f"lewat_{one.value}" for one in Channel),
    *(f"terpisah_{one.value}" for one in Standing if one.value), *(f"disisihkan_{one.value}" for one in Rule),
)  # fmt: skip


def csv_rows(computation: BenefitComputation) -> Iterator[Sequence[Cell]]:
    """Aggregates of all proposals; counts from 1 to 4 as "<5", means from fewer than five ratings not at all."""
    for one in _scores(computation).order_by("entry__proposal__code").iterator(chunk_size=500):
        told, card, enough = one.told, card_of(one.entry), one.counted >= SOME
        plain = [told[name] if enough else None for name in ("mean", "mean_low", "mean_high")]
        shares = [
            round(told[name] * 100, 1) if enough else None for name in ("satisfied", "satisfied_low", "satisfied_high")
        ]
        yield (
            card.code, card.title, card.agency, card.province, card.category, counted(one.confirmed),
            counted(one.counted), counted(one.confirmed - one.counted), *plain, *shares,
            *((one.score, one.low, one.high) if enough else (None, None, None)), sure_of(one.counted),
            *(counted(told.get("channels", {}).get(way.value, 0)) for way in Channel),
            *(counted(told["aside"].get(way.value, 0)) for way in Standing if way.value),
            *(counted(told["aside"].get(way.value, 0)) for way in Rule),
        )  # fmt: skip
