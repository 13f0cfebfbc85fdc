"""One's own proposals: where each stands, whose turn it is, how much is missing, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.queries.roles import roles_of
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.until import Until, untils_of
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.foundation.ui.shapes import Kind, Pages

PAGE_SIZE = 25

TURNS: dict[str, tuple[Kind, str]] = {
    ProposalState.DRAFT: ("part", "unit"),
    ProposalState.WITH_ADMIN: ("part", "admin"),
    ProposalState.RETURNED: ("stop", "unit"),
    ProposalState.SUBMITTED: ("ok", "organiser"),
    ProposalState.FIXING: ("stop", "both"),
    ProposalState.WITHDRAWN: ("unknown", ""),
}
"""State → shape of its tag, and whose turn it is."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to."""

    state: str = ""
    competition: str = ""

    @property
    def any(self) -> bool:
        """Whether it is narrowed at all."""
        return bool(self.state or self.competition)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter with how many it leaves."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal in the list."""

    code: str
    title: str
    competition: str
    where: str
    kind: Kind
    state: str
    turn: str
    missing: str
    until: Until
    is_demo: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """The page."""

    rows: tuple[Row, ...]
    pages: Pages
    filters: Filters
    states: tuple[Choice, ...]
    competitions: tuple[Choice, ...]
    may_begin: bool


def list_page(person: Any, filters: Filters, asked: str, now: datetime) -> ListPage:
    """The proposals of one's units, teams and agencies, those edited last first. A fixed number of queries."""
    mine = proposals_written_by(person)
    found = _narrowed(mine, filters)
    pages = Pages.read(asked, found.count(), PAGE_SIZE)
    rows = list(
        found.select_related("competition", "agency", "unit")
        .defer("content", "versions")
        .order_by("-edited_at", "-pk")[pages.start : pages.start + PAGE_SIZE]
    )
    untils = untils_of(rows, now)
    roles = roles_of(person)
    counts = dict(mine.order_by().values_list("state").annotate(Count("pk")))
    return ListPage(
        tuple(_row(one, untils[one.pk]) for one in rows),
        pages,
        filters,
        tuple(Choice(value, str(label), counts[value]) for value, label in ProposalState.choices if counts.get(value)),
        tuple(
            Choice(slug, title, count)
            for slug, title, count in Competition.objects.filter(proposals__in=mine)
            .values_list("slug", "title")
            .annotate(Count("proposals"))
            .order_by("-year", "title", "pk")
        ),
        bool(roles.units or roles.agencies),
    )


def whose_turn(proposal: Proposal) -> str:
    """Who has to act, in words; "" where nobody has."""
    return {
        "unit": _("giliran unit"),
        "admin": _("giliran admin lokal"),
        "organiser": _("menunggu penyelenggara"),
        "both": _("giliran unit dan admin lokal"),
    }.get(TURNS[proposal.state][1], "")


def missing_text(proposal: Proposal) -> str:
    """How much was missing at the last count, in words; "" where nothing is wanted any more."""
    if proposal.state in (ProposalState.SUBMITTED, ProposalState.WITHDRAWN):
        return ""
    if proposal.obstacles is None:
        return _("kelengkapan belum dihitung")
    if not proposal.obstacles:
        return _("lengkap")
    return ngettext("kurang %(n)d hal", "kurang %(n)d hal", proposal.obstacles) % {"n": proposal.obstacles}


def _narrowed(found: QuerySet[Proposal], filters: Filters) -> QuerySet[Proposal]:
    if filters.state in ProposalState.values:
        found = found.filter(state=filters.state)
    if filters.competition:
        found = found.filter(competition__slug=filters.competition)
    return found


def _row(one: Proposal, until: Until) -> Row:
    return Row(
        one.code, one.title, one.competition.title, one.unit.name if one.unit else one.agency.name,
        TURNS[one.state][0], str(one.get_state_display()), whose_turn(one), missing_text(one), until, one.is_demo,
    )  # fmt: skip
