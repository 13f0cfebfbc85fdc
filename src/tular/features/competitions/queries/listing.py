"""All competitions: running, coming, past, and those that the reader prepares; for the page and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from tular.features.competitions.choices import CompetitionLevel, CompetitionState, WindowKind
from tular.features.competitions.models import Category, Competition, Window
from tular.features.competitions.queries.admission import kinds_admitted
from tular.features.competitions.queries.call import STATE_KINDS
from tular.features.competitions.queries.moments import in_words, left_in_words
from tular.features.competitions.queries.rulebook import label_of
from tular.features.competitions.queries.visibility import (
    agencies_to_organise_for,
    competitions_visible_to,
    public_competitions,
)
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.shapes import Kind, Pages

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class CompetitionLine:
    """A competition in a list. `when` says in words what its submission is up to; "" where the calendar is empty."""

    slug: str
    title: str
    organiser: str
    level: str
    year: int
    state: str
    kind: Kind
    when: str
    left: str
    fed_by: int
    is_demo: bool


@dataclass(frozen=True, slots=True)
class CompetitionsPage:
    """The list. `level` is what it is narrowed to, "" for all; `preparing` are those that only their people see."""

    level: str
    levels: tuple[tuple[str, str, int], ...]
    preparing: tuple[CompetitionLine, ...]
    running: tuple[CompetitionLine, ...]
    coming: tuple[CompetitionLine, ...]
    past: tuple[CompetitionLine, ...]
    pages: Pages
    may_open: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to list."""
        return not (self.preparing or self.running or self.coming or self.past)


def competitions_page(reader: Any, now: datetime, *, level: str = "", page: str = "") -> CompetitionsPage:
    """The list of competitions as this reader sees it. A fixed number of queries."""
    chosen = level if level in CompetitionLevel.values else ""
    visible = competitions_visible_to(reader)
    counts = dict(visible.order_by().values_list("level").annotate(n=Count("pk")))
    rows = with_submission(visible.filter(level=chosen) if chosen else visible)
    over = rows.filter(state__in=(CompetitionState.FINISHED, CompetitionState.CANCELLED))
    pages = Pages.read(page, over.count(), PAGE_SIZE)
    live = list(rows.filter(state__in=(CompetitionState.PREPARED, CompetitionState.OPEN)).order_by("closes", "pk"))
    opened = [row for row in live if row.state == CompetitionState.OPEN]
    past = over.order_by("-year", "-state_at", "pk")[pages.start : pages.last]
    return CompetitionsPage(
        level=chosen,
        levels=tuple((one.value, str(one.label), counts.get(one.value, 0)) for one in CompetitionLevel),
        preparing=tuple(_line(row, now) for row in live if row.state == CompetitionState.PREPARED),
        running=tuple(_line(row, now) for row in opened if row.opens is None or row.opens <= now),
        coming=tuple(_line(row, now) for row in opened if row.opens is not None and row.opens > now),
        past=tuple(_line(row, now) for row in past),
        pages=pages,
        may_open=reader.is_authenticated and agencies_to_organise_for(reader).exists(),
    )


def with_submission(rows: QuerySet[Competition]) -> QuerySet[Any]:
    """The rows with `opens`, `closes` and `zone` of their submission, and how many competitions feed them."""
    window = Window.objects.filter(competition=OuterRef("pk"), kind=WindowKind.SUBMISSION)
    feeding = public_competitions().filter(feeds=OuterRef("pk")).order_by().values("feeds")
    return rows.select_related("organiser").annotate(
        opens=Subquery(window.values("opens_at")[:1]),
        closes=Subquery(window.values("closes_at")[:1]),
        zone=Subquery(window.values("zone")[:1]),
        feeding=Subquery(feeding.annotate(n=Count("pk")).values("n")),
    )


def _line(row: Any, now: datetime) -> CompetitionLine:
    when, left = "", ""
    if row.closes is not None:
        coming = row.opens > now
        when = in_words(row.opens if coming else row.closes, row.zone)
        left = left_in_words(row.opens if coming else row.closes, now)
    return CompetitionLine(
        row.slug, row.title, row.organiser.name, row.get_level_display(), row.year,
        row.get_state_display(), STATE_KINDS[row.state], when, left, row.feeding or 0, row.is_demo,
    )  # fmt: skip


def competitions_listed(*, level: str = "", state: str = "", year: int | None = None) -> QuerySet[Any]:
    """What is public, newest first, for programs."""
    rows = with_submission(public_competitions()).select_related("rulebook", "feeds")
    if level:
        rows = rows.filter(level=level)
    if state:
        rows = rows.filter(state=state)
    if year is not None:
        rows = rows.filter(year=year)
    return rows.order_by("-year", "slug")


@dataclass(frozen=True, slots=True)
class CompetitionRecord:
    """One public competition with its calendar and categories, for programs."""

    row: Any
    windows: tuple[tuple[Window, str], ...]
    """Each span with its name in the rulebook; changes and their order are prefetched."""
    categories: tuple[Category, ...]
    kinds: tuple[str, ...]


def competition_record(slug: str) -> CompetitionRecord | None:
    """One competition, None when it is not public. Four queries."""
    row = competitions_listed().filter(slug=slug).first()
    if row is None:
        return None
    rules = rules_of(row.rulebook)
    windows = row.windows.prefetch_related("changes").order_by("opens_at", "closes_at", "pk")
    return CompetitionRecord(
        row=row,
        windows=tuple((one, label_of(rules, one.kind, one.stage)) for one in windows),
        categories=tuple(row.categories.all()),
        kinds=kinds_admitted(row),
    )
