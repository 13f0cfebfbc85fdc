"""Digests of the audit trail as everybody reads them, and what has happened without one yet.

What happens in stages is known to upper features: each offers a query with `digests.offer(query)` in its `apps.py`;
`query(since)` gives a `Happening` for everything public that happened from `since` on. Nothing secret goes in: that
something was decided but not announced is a secret.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition, TrailDigest, Window
from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.visibility import competitions_visible_to
from tular.foundation.audit.queries import entry_hashes
from tular.foundation.files.streams import Cell
from tular.foundation.rulebooks.versions import rules_of

LOOK_BACK = timedelta(days=30)
"""How long after it happened something still gets its digest, should no worker have run."""


SOON = timedelta(hours=1)
"""What was published later than this covers more than what had happened, and the page says when it was."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that ended in a stage; `occasion` is one of `DigestOccasion`."""

    competition: int
    stage: str
    occasion: str
    at: datetime


SHOWN = (CompetitionState.OPEN, CompetitionState.FINISHED)

Offer = Callable[[datetime], Iterable[Happening]]

_offers: list[Offer] = []


def offer(query: Offer) -> None:
    """Let `query(since)` tell what happened in stages."""
    if query not in _offers:
        _offers.append(query)


def ended_since(since: datetime) -> Iterable[Happening]:
    """The windows of the calendar that end from this moment on. Everybody reads the calendar, so nothing is told."""
    rows = Window.objects.filter(closes_at__gte=since, competition__state__in=SHOWN)
    for competition, stage, kind, at in rows.values_list("competition", "stage", "kind", "closes_at"):
        yield Happening(competition, stage, kind, at)


def undigested(now: datetime) -> list[Happening]:
    """What happened and has no digest yet, the earliest first. A query for each offer, and two."""
    queries = (ended_since, *_offers)
    found = [one for query in queries for one in query(now - LOOK_BACK) if one.at <= now]
    rows = TrailDigest.objects.filter(competition__in={one.competition for one in found})
    known = set(rows.values_list("competition", "stage", "occasion", "happened_at"))
    left = {one for one in found if (one.competition, one.stage, one.occasion, one.at) not in known}
    return sorted(left, key=lambda one: (one.at, one.competition, one.stage, one.occasion))


COLUMNS = ("kompetisi", "tahap", "yang_terjadi", "terjadi_pada", "catatan", "sha256", "diterbitkan_pada")
"""`tular audit verify --digests` reads `catatan` and `sha256`."""


@dataclass(frozen=True, slots=True)
class DigestRow:
    """A digest with its stage in words."""

    stage: str
    occasion: str
    happened: str
    published: str
    """When it was published, where that was not soon after; else empty."""
    number: int
    groups: tuple[str, ...]
    """The hash in eights, so that it can be read aloud and breaks on a phone."""
    holds: bool
    """Whether the entry, hashed again from what it says now, still has this hash."""


@dataclass(frozen=True, slots=True)
class DigestsPage:
    """All digests of a competition, the newest first."""

    slug: str
    title: str
    is_demo: bool
    rows: tuple[DigestRow, ...]


def digests_page(slug: str, person: Any) -> DigestsPage | None:
    """What everybody reads; None where the person does not see the competition. Three queries."""
    competition = _seen(slug, person)
    return None if competition is None else _page(competition)


def digests_as_table(slug: str, person: Any) -> list[Sequence[Cell]] | None:
    """The same as lines of a table, the oldest first; `COLUMNS` names the columns. None as above. Two queries."""
    competition = _seen(slug, person)
    if competition is None:
        return None
    return [
        (competition.slug, one.stage, one.get_occasion_display(), one.happened_at, one.number, one.hash, one.at)
        for one in TrailDigest.objects.filter(competition=competition).order_by("happened_at", "pk")
    ]


def _seen(slug: str, person: Any) -> Competition | None:
    return competitions_visible_to(person).select_related("rulebook").filter(slug=slug).first()


def _page(competition: Competition) -> DigestsPage:
    stages = {stage.id: stage.label for stage in rules_of(competition.rulebook).stages}
    rows = list(TrailDigest.objects.filter(competition=competition).order_by("-happened_at", "-pk"))
    now = entry_hashes([one.number for one in rows])
    return DigestsPage(
        competition.slug, competition.title, competition.is_demo,
        tuple(
            DigestRow(
                stages.get(one.stage, one.stage) or _("Seluruh kompetisi"), one.get_occasion_display(),
                in_words(one.happened_at), in_words(one.at) if one.at - one.happened_at > SOON else "", one.number,
                tuple(one.hash[at : at + 8] for at in range(0, 64, 8)), now.get(one.number) == one.hash,
            )
            for one in rows
        ),
    )  # fmt: skip
