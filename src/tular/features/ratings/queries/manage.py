"""The organiser's view of a public rating while it runs and until it is announced."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import formats
from django.utils.translation import gettext as _

from tular.features.competitions.models import Competition
from tular.features.ratings.choices import Channel, Rule, Standing
from tular.features.ratings.models import (
    BenefitComputation,
    ClusterDecision,
    PublicRating,
    RatedEntry,
    RatingCluster,
    ServiceRating,
)
from tular.features.ratings.queries.listing import Call, Card, base_of, call_of, card_of
from tular.features.ratings.queries.rules import window_for
from tular.features.ratings.queries.standing_result import is_up_to_date, latest
from tular.foundation.ui.shapes import Bar, Figure, Pages

PAGE, COMMENTS = 50, 50

HOLDS = Q(confirmed_at__isnull=False, replaced_at__isnull=True)
"""Ratings that were confirmed and neither withdrawn nor replaced."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One proposal with what came in."""

    card: Card
    confirmed: int
    counted: int
    apart: int
    held: int
    suspected: int
    left: str


@dataclass(frozen=True)
class ManagePage:
    """Where the rating stands, figures of all, the proposals, and how groups were decided."""

    rating: PublicRating
    base: str
    call: Call
    figures: list[Figure]
    rows: list[EntryRow]
    pages: Pages
    words: str
    suspected: int
    computation: BenefitComputation | None
    up_to_date: bool
    may_close: bool
    may_reopen: bool


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A group as people read it."""

    cluster: RatingCluster
    found: str
    agrees: str
    chance: str
    decisions: list[ClusterDecision]


@dataclass(frozen=True)
class EntryPage:
    """One proposal: how its ratings spread, its groups, comments."""

    entry: RatedEntry
    card: Card
    base: str
    figures: list[Figure]
    days: list[Bar]
    provinces: list[Bar]
    channels: list[Bar]
    apart: list[Bar]
    clusters: list[ClusterRow]
    comments: list[ServiceRating]
    pages: Pages
    is_final: bool


def manage_page(rating: PublicRating, *, words: str, asked: str, now: datetime) -> ManagePage:
    """A fixed number of queries, however much came in."""
    window = window_for(rating)
    found = rating.entries.select_related(
        "proposal__agency__region__parent", "proposal__unit", "proposal__category"
    ).defer("proposal__content")  # fmt: skip
    if words:
        found = found.filter(Q(proposal__title__icontains=words) | Q(proposal__agency__name__icontains=words))
    pages = Pages.read(asked, found.count(), PAGE)
    entries = list(found.order_by("proposal__title", "pk")[pages.start : pages.start + pages.size])
    rows = ServiceRating.objects.filter(entry__rating=rating)
    sums = rows.aggregate(
        sent=Count("pk"), unconfirmed=Count("pk", filter=Q(confirmed_at__isnull=True)),
        confirmed=Count("pk", filter=HOLDS), apart=Count("pk", filter=HOLDS & ~Q(standing="")),
    )  # fmt: skip
    groups = list(RatingCluster.objects.filter(entry__rating=rating).values_list("entry", "members", "held", "block"))
    held = len({number for _entry, members, is_held, _block in groups if is_held for number in members})
    running = window is not None and window.opens_at <= now < window.closes_at
    return ManagePage(
        rating=rating, base=base_of(rating), call=call_of(rating, now, window),
        figures=_figures(sums, held), rows=_rows(entries, groups), pages=pages, words=words,
        suspected=sum(1 for one in groups if one[3]), computation=latest(rating), up_to_date=is_up_to_date(rating),
        may_close=window is None or now >= window.closes_at, may_reopen=running,
    )  # fmt: skip


def _figures(sums: dict[str, int], held: int) -> list[Figure]:
    counted = sums["confirmed"] - sums["apart"] - held
    return [
        Figure(sums["sent"], _("dikirim"), _("semua isian, termasuk yang diganti atau ditarik pengirimnya")),
        Figure(sums["unconfirmed"], _("belum dikonfirmasi"), _("tautan di surel belum dibuka; tidak dihitung")),
        Figure(sums["apart"], _("dihitung terpisah"), _("pegawai, alamat pemerintah, pesaing, penyelenggara")),
        Figure(held, _("disisihkan"), _("anggota kelompok yang mencurigakan, sejauh diperiksa terakhir")),
        Figure(max(0, counted), _("dihitung"), _("dikonfirmasi dan tidak disisihkan")),
    ]


def _rows(entries: list[RatedEntry], groups: list[Any]) -> list[EntryRow]:
    keys = [one.pk for one in entries]
    told = ServiceRating.objects.filter(HOLDS, entry__in=keys).order_by().values("entry")
    counts = {
        one["entry"]: one for one in told.annotate(n=Count("pk"), apart=Count("pk", filter=~Q(standing="")))
    }  # fmt: skip
    held: dict[int, set[int]] = defaultdict(set)
    suspected: Counter[int] = Counter()
    for entry, members, is_held, block in groups:
        held[entry] |= set(members) if is_held else set()
        suspected[entry] += bool(block)
    shown = []
    for one in entries:
        n, apart = (counts[one.pk]["n"], counts[one.pk]["apart"]) if one.pk in counts else (0, 0)
        aside = len(held[one.pk])
        shown.append(
            EntryRow(card_of(one), n, max(0, n - apart - aside), apart, aside, suspected[one.pk], one.left_reason)
        )
    return shown


def entry_page(rating: PublicRating, entry: RatedEntry, asked: str) -> EntryPage:
    """A fixed number of queries."""
    rows = ServiceRating.objects.filter(HOLDS, entry=entry)
    facts = list(rows.order_by("at", "pk").values_list("pk", "at", "region__name", "channel", "standing"))
    clusters = list(entry.clusters.prefetch_related("decisions__by"))
    held = {number for one in clusters if one.held for number in one.members}
    apart = Counter(str(Standing(one[4]).label) for one in facts if one[4])
    counted = sum(1 for one in facts if not one[4] and one[0] not in held)
    window = window_for(rating)
    zone = ZoneInfo(window.zone if window else "Asia/Jakarta")
    days = Counter(one[1].astimezone(zone).date() for one in facts)
    said = rows.exclude(comment="").order_by("-at", "-pk")
    pages = Pages.read(asked, said.count(), COMMENTS)
    if days:
        first, last = min(days), max(days)
        span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    else:
        span = []
    regions = Counter(one[2] or str(_("tidak disebut")) for one in facts)
    channels = Counter(str(Channel(one[3]).label) for one in facts)
    return EntryPage(
        entry=entry, card=card_of(entry), base=base_of(rating),
        figures=[
            Figure(len(facts), _("dikonfirmasi"), _("semua saluran")),
            Figure(sum(apart.values()), _("dihitung terpisah"), _("menurut siapa pengirimnya")),
            Figure(len(held), _("disisihkan"), _("anggota kelompok yang disisihkan")),
            Figure(counted, _("dihitung"), _("sisanya")),
        ],
        days=_bars([(formats.date_format(day, "j M"), days[day]) for day in span]),
        provinces=_bars(sorted(regions.items(), key=lambda one: (-one[1], one[0]))),
        channels=_bars(sorted(channels.items())), apart=_bars(sorted(apart.items())),
        clusters=[_told(one, rating) for one in clusters],
        comments=list(said[pages.start : pages.start + pages.size]), pages=pages,
        is_final=rating.state == "diumumkan",
    )  # fmt: skip


def _bars(rows: list[tuple[str, int]]) -> list[Bar]:
    most = max((value for _label, value in rows), default=1) or 1
    return [Bar(label, value, value / most) for label, value in rows]


def _told(cluster: RatingCluster, rating: PublicRating) -> ClusterRow:
    found = str(Rule(cluster.rule).label)
    if cluster.rule == Rule.BURST:
        window = window_for(rating)
        opens = window.opens_at if window else rating.opened_at
        hours, _dash, place = cluster.key.partition("-")
        zone = ZoneInfo(window.zone if window else "Asia/Jakarta")
        start = (opens + timedelta(hours=int(hours) * int(place))).astimezone(zone)
        found = _("lonjakan selama %(hours)d jam mulai %(when)s") % {
            "hours": int(hours), "when": formats.date_format(start, "j M H.i"),
        }  # fmt: skip
    agrees = {
        "top": _("hampir semuanya tingkat tertinggi"),
        "bottom": _("hampir semuanya tingkat terendah"),
        "words": _("isi komentarnya sama"),
        "": _("tidak ada yang mencurigakan"),
    }.get(cluster.block) or _("jawabannya sama persis: %(answers)s") % {"answers": cluster.block}
    chance = "–" if cluster.block in ("", "words") else _("kurang dari 1 banding 100.000")
    return ClusterRow(cluster, found, agrees, chance, list(cluster.decisions.all()))


def subjects_of(rating: PublicRating) -> list[Any]:
    """The rating and all that belongs to it, for its history."""
    clusters = RatingCluster.objects.filter(entry__rating=rating, decided_at__isnull=False)
    return [rating, *rating.computations.all(), *clusters]


def cluster_run(rating: PublicRating, pk: int) -> RatingCluster | None:
    """A group of this rating."""
    rows = RatingCluster.objects.filter(entry__rating=rating, pk=pk)
    return rows.select_related("entry__proposal", "entry__rating__competition").first()


def stands_for(competition: Competition) -> PublicRating | None:
    """The public rating of a competition, if it was opened."""
    return PublicRating.objects.filter(competition=competition).first()
