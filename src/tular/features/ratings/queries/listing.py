"""What the public sees before the result: what is rated, and the form. No counts, no means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tular.features.agencies.choices import RegionLevel
from tular.features.agencies.models import Region
from tular.features.competitions.models import Category, Window
from tular.features.competitions.queries.moments import in_words, left_in_words
from tular.features.ratings.models import PublicRating, RatedEntry
from tular.features.ratings.queries.rules import stage_of, why_no_rating, window_for
from tular.features.ratings.queries.visibility import entries_rated
from tular.foundation.ui.shapes import Pages

PAGE = 30


@dataclass(frozen=True, slots=True)
class Card:
    """One innovation in the list."""

    code: str
    title: str
    agency: str
    unit: str
    province: str
    category: str


@dataclass(frozen=True, slots=True)
class Call:
    """What pages say of the time: `against` is why nothing can be sent now, "" when it can."""

    stage: str
    against: str
    opens: str
    closes: str
    left: str


@dataclass(frozen=True)
class ListPage:
    """The innovations that are rated, and how the list is narrowed."""

    rating: PublicRating
    call: Call
    path: str
    words: str
    province: str
    category: str
    provinces: list[tuple[str, str]]
    categories: list[tuple[str, str]]
    cards: list[Card]
    pages: Pages

    @property
    def call_path(self) -> str:
        """Address of the competition."""
        return f"/kompetisi/{self.rating.competition.slug}"

    @property
    def narrowed(self) -> bool:
        """Whether it is narrowed at all."""
        return bool(self.words or self.province or self.category)


def base_of(rating: PublicRating) -> str:
    """Address of the public rating; needs the competition."""
    return f"/kompetisi/{rating.competition.slug}/kebermanfaatan"


def call_of(rating: PublicRating, now: datetime, window: Window | None = None) -> Call:
    """The time; one query unless the window is given."""
    window = window or window_for(rating)
    against = why_no_rating(rating, window, now)
    if window is None:
        return Call(stage_of(rating).label, against, "", "", "")
    return Call(
        stage_of(rating).label, against, in_words(window.opens_at, window.zone),
        in_words(window.closes_at, window.zone), left_in_words(window.closes_at, now),
    )  # fmt: skip


def list_page(rating: PublicRating, *, words: str, province: str, category: str, asked: str, now: datetime) -> ListPage:
    """The list; a fixed number of queries, whatever came in."""
    found = entries_rated(rating)
    regions = Region.objects.filter(level=RegionLevel.PROVINCE)
    used = found.values("proposal__agency__region"), found.values("proposal__agency__region__parent")
    provinces = list(regions.filter(Q(pk__in=used[0]) | Q(pk__in=used[1])).order_by("name").values_list("pk", "name"))
    categories = list(
        Category.objects.filter(pk__in=found.values("proposal__category")).order_by("order").values_list("pk", "name")
    )
    if words:
        found = found.filter(
            Q(proposal__title__icontains=words) | Q(proposal__agency__name__icontains=words)
            | Q(proposal__unit__name__icontains=words)
        )  # fmt: skip
    if province:
        here = "proposal__agency__region"
        found = found.filter(Q(**{here: province}) | Q(**{f"{here}__parent": province}))
    if category.isascii() and category.isdigit() and len(category) < 18:
        found = found.filter(proposal__category=int(category))
    pages = Pages.read(asked, found.count(), PAGE)
    rows = found.select_related(*_RELATED).defer("proposal__content").order_by("proposal__title", "pk")
    return ListPage(
        rating, call_of(rating, now), base_of(rating), words, province, category, provinces,
        [(str(pk), name) for pk, name in categories],
        [card_of(one) for one in rows[pages.start : pages.start + pages.size]], pages,
    )  # fmt: skip


_RELATED = ("proposal__agency__region__parent", "proposal__unit", "proposal__category")


def entry_for(rating: PublicRating, code: str) -> RatedEntry | None:
    """An innovation that is or was rated."""
    rows = rating.entries.filter(proposal__code=code).select_related(
        *_RELATED, "rating__competition__rulebook", "rating__competition__organiser"
    )
    return rows.first()


def is_rated(entry: RatedEntry) -> bool:
    """Whether it still is; one query."""
    return entries_rated(entry.rating).filter(pk=entry.pk).exists()


def card_of(entry: RatedEntry) -> Card:
    """What the list shows of it; no query with what belongs to it loaded."""
    proposal = entry.proposal
    region = proposal.agency.region
    top = region.parent if region is not None and region.parent is not None else region
    return Card(
        proposal.code, proposal.title, proposal.agency.name, proposal.unit.name if proposal.unit else "",
        top.name if top is not None else "", proposal.category.name if proposal.category else "",
    )  # fmt: skip
