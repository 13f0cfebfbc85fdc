"""What a local admin sees of the ties of their agency: what they said themselves, and nothing of who judges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tular.features.agencies.models import Agency
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.judging.models import Tie
from tular.features.proposals.queries.local_desk import place_of


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie that was named."""

    pk: int
    name: str
    institution: str
    kind: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TiesPage:
    """The page."""

    competition: Competition
    agency: Agency
    path: str
    back: str
    rows: tuple[TieRow, ...]
    is_over: bool


def place_for_ties(person: Any, slug: str, agency: str) -> tuple[Competition, Agency] | None:
    """Competition and agency, for an admin of that agency; None for everybody else."""
    return place_of(person, slug, agency)


def ties_page(competition: Competition, agency: Agency) -> TiesPage:
    """What the agency said. One query, whoever judges."""
    rows = Tie.objects.filter(competition=competition, agency=agency, taken_back_at__isnull=True)
    back = f"/kompetisi/{competition.slug}/instansi/{agency.slug}"
    return TiesPage(
        competition=competition,
        agency=agency,
        path=f"{back}/hubungan",
        back=back,
        rows=tuple(
            TieRow(one.pk, one.name, one.institution_name, str(one.get_kind_display()), one.note, one.by.name, one.at)
            for one in rows.select_related("by").order_by("at", "pk")
        ),
        is_over=competition.state in (CompetitionState.FINISHED, CompetitionState.CANCELLED),
    )


def tie_called(competition: Competition, agency: Agency, pk: int) -> Tie | None:
    """A tie that the agency named, by key."""
    rows = Tie.objects.filter(competition=competition, agency=agency, taken_back_at__isnull=True)
    return rows.select_related("competition", "agency").filter(pk=pk).first()
