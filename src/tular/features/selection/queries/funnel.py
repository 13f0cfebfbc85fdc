"""How many proposals get how far: live ones from the proposals, earlier editions from their rulebooks with sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tular.engines.rulebook.model import Value
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import public_competitions
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.selection.queries.counts import passed_by_competition
from tular.foundation.rulebooks import registry
from tular.foundation.rulebooks.pages import title_of
from tular.foundation.rulebooks.values import Piece, pieces
from tular.foundation.rulebooks.wording import CONFIDENCE
from tular.foundation.ui.shapes import Bar, Kind
from tular.foundation.ui.templatetags.tular import percent

REACHED = (ProposalState.WITH_ADMIN, ProposalState.RETURNED, ProposalState.SUBMITTED, ProposalState.FIXING)
"""States of proposals that have been with the local admin at least once."""

ARRIVED = (ProposalState.SUBMITTED, ProposalState.FIXING)


@dataclass(frozen=True, slots=True)
class Funnel:
    """Numbers of proposals, each a part of the one before it; None is unknown."""

    registered: int | None
    reached: int | None
    """Handed to the local admin, whatever became of them there."""
    submitted: int | None
    passed: int | None
    """Through the administrative selection; unknown until its list is published."""
    withdrawn: int = 0
    agencies: int | None = None

    @property
    def steps(self) -> tuple[tuple[str, int | None], ...]:
        """What each number counts, with it."""
        return (
            (_("Terdaftar"), self.registered),
            (_("Sampai di admin lokal"), self.reached),
            (_("Diajukan"), self.submitted),
            (_("Lolos seleksi administrasi"), self.passed),
        )

    def bars(self, longest: int | None = None) -> tuple[Bar, ...]:
        """The funnel as bars; the longest stands for `longest`, else for all that were registered."""
        whole = longest or max((value or 0 for _label, value in self.steps), default=0)
        found, before = [], None
        for label, value in self.steps:
            note = _share(value, before) if before else ""
            share = 0.0 if value is None or not whole else value / whole
            found.append(Bar(label, value, share if value is not None else 0.12, note, value is None))
            before = value if value is not None else before
        return tuple(found)

    @property
    def lost(self) -> float | None:
        """Share of the registered that never arrived, 0 to 100."""
        if not self.registered or self.submitted is None:
            return None
        return (self.registered - self.submitted) * 100 / self.registered


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition with its funnel, and where the numbers come from. `confidence` is word and tag; "" of live ones."""

    year: int | None
    title: str
    path: str
    funnel: Funnel
    is_live: bool
    state: str
    source: tuple[Piece, ...]
    source_text: str
    confidence: str
    confidence_kind: Kind
    note: str
    is_demo: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class FeederRow:
    """A competition that feeds another one, as far as it is now."""

    slug: str
    title: str
    organiser: str
    state: str
    funnel: Funnel
    is_demo: bool


def funnels_of(ids: Iterable[int]) -> dict[int, Funnel]:
    """The live funnel of each competition. Four queries, however many there are."""
    wanted = list(ids)
    rows = (
        Proposal.objects.filter(competition__in=wanted)
        .order_by()
        .values("competition")
        .annotate(
            registered=Count("pk"),
            reached=Count("pk", filter=Q(state__in=REACHED)),
            submitted=Count("pk", filter=Q(state__in=ARRIVED)),
            withdrawn=Count("pk", filter=Q(state=ProposalState.WITHDRAWN)),
            agencies=Count("agency", distinct=True),
        )
    )
    counts = {row["competition"]: row for row in rows}
    passed = passed_by_competition(wanted)
    empty: dict[str, Any] = {"registered": 0, "reached": 0, "submitted": 0, "withdrawn": 0, "agencies": 0}
    return {
        pk: Funnel(
            registered=row["registered"], reached=row["reached"], submitted=row["submitted"], passed=passed.get(pk),
            withdrawn=row["withdrawn"], agencies=row["agencies"],
        )
        for pk in wanted
        for row in [counts.get(pk, empty)]
    }  # fmt: skip


def feeders_of(competition: Competition) -> tuple[FeederRow, ...]:
    """The public competitions that feed this one, each with its live funnel. Five queries."""
    rows = list(public_competitions().filter(feeds=competition).select_related("organiser").order_by("title", "pk"))
    funnels = funnels_of([row.pk for row in rows])
    return tuple(
        FeederRow(row.slug, row.title, row.organiser.name, row.get_state_display(), funnels[row.pk], row.is_demo)
        for row in rows
    )


def sum_of(funnels: Iterable[Funnel]) -> Funnel:
    """All together. What one of them does not know is left out of the sum, which is unknown when none knows it."""

    def total(values: Iterable[int | None]) -> int | None:
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    several = list(funnels)
    return Funnel(
        total(one.registered for one in several),
        total(one.reached for one in several),
        total(one.submitted for one in several),
        total(one.passed for one in several),
        sum(one.withdrawn for one in several),
    )


def editions() -> tuple[EditionRow, ...]:
    """Every edition of which figures are known, newest first: live ones, then those that rulebooks tell of."""
    live = list(
        public_competitions()
        .exclude(state=CompetitionState.CANCELLED)
        .select_related("organiser")
        .order_by("-year", "pk")
    )
    funnels = funnels_of([row.pk for row in live])
    found = [_live(row, funnels[row.pk]) for row in live]
    found += [row for entry in registry.entries() if entry.book for row in _told(entry.book)]
    longest = max((row.funnel.registered or 0 for row in found if not row.is_live), default=0)
    shown = [_with_bars(row, None if row.is_live else longest) for row in found]
    return tuple(sorted(shown, key=lambda row: (-(row.year or 0), not row.is_live, row.title)))


def _live(row: Competition, funnel: Funnel) -> EditionRow:
    return EditionRow(
        row.year, row.title, f"/kompetisi/{row.slug}", funnel, True, row.get_state_display(), (),
        _("dihitung dari proposal di Tular"), "", "info", "", row.is_demo, (),
    )  # fmt: skip


def _told(book: Any) -> Iterable[EditionRow]:
    """The block `statistics` of a rulebook, where it has one."""
    for table in book.block("statistics"):
        source = str(table.get("source", ""))
        word, kind, _meaning = CONFIDENCE.get(str(table.get("confidence", "")), (_("belum diketahui"), "unknown", ""))
        year = book.facts.get("year")
        yield EditionRow(
            year if isinstance(year, int) else None, title_of(book), f"/aturan/{book.id}", _funnel_told(table), False,
            "", pieces(source), source, str(word), kind, str(table.get("note", "")), False, (),  # type: ignore[arg-type] # a tag's shape
        )  # fmt: skip


def _funnel_told(table: Mapping[str, Value]) -> Funnel:
    def known(key: str) -> int | None:
        value = table.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    registered, left = known("registered"), known("left_with_upp")
    reached = registered - left if registered is not None and left is not None else None
    return Funnel(
        registered, reached, known("submitted_to_ministry"), known("passed_administration"),
        agencies=known("registering_agencies"),
    )  # fmt: skip


def _with_bars(row: EditionRow, longest: int | None) -> EditionRow:
    return EditionRow(
        row.year, row.title, row.path, row.funnel, row.is_live, row.state, row.source, row.source_text, row.confidence,
        row.confidence_kind, row.note, row.is_demo, row.funnel.bars(longest),
    )  # fmt: skip


def _share(value: int | None, before: int) -> str:
    if value is None:
        return _("tidak disebut sumber mana pun")
    return _("%(share)s dari langkah sebelumnya yang diketahui") % {"share": percent(value * 100 / before, 1)}
