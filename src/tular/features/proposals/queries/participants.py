"""How far each agency is in a competition, in counts alone: whose drafts they are nobody outside the agency reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import agencies_of_hubs, memberships_on, roles_of, today
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.admission import agencies_admitted
from tular.features.competitions.queries.visibility import checks_in, competitions_visible_to
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.visibility import ARRIVED
from tular.foundation.ui.shapes import Figure, Pages

PAGE_SIZE = 50

PARTS = ("semua", "diam", "tanpa-admin", "belum", "sudah")
"""All, without a proposal, without a local admin, with proposals that have not arrived, with at least one that has."""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency in numbers. `registered` are all proposals that were not withdrawn."""

    slug: str
    name: str
    kind: str
    admins: int
    registered: int
    at_unit: int
    with_admin: int
    submitted: int
    invited: bool
    admitted: bool

    @property
    def is_silent(self) -> bool:
        """Whether it has begun nothing."""
        return not self.registered


@dataclass(frozen=True, slots=True)
class Participants:
    """The page: figures over all agencies that the reader answers for, and one page of the chosen part."""

    competition: Competition
    figures: tuple[Figure, ...]
    counts: dict[str, int]
    part: str
    words: str
    pages: Pages
    rows: tuple[AgencyRow, ...]
    of_hub: bool

    @property
    def without_admin(self) -> int:
        """Agencies of which nobody is admin: nothing of theirs can be submitted."""
        return self.counts["tanpa-admin"]

    @property
    def path(self) -> str:
        """Address of the page."""
        return f"/kompetisi/{self.competition.slug}/kelola/peserta"


def competition_watched(person: Any, slug: str) -> tuple[Competition, bool] | None:
    """The competition, and whether only a hub's area of it is seen; None for who neither checks it nor holds a hub."""
    competition = competitions_visible_to(person).filter(slug=slug).select_related("rulebook", "organiser").first()
    if competition is None:
        return None
    if checks_in(person, competition):
        return competition, False
    return (competition, True) if roles_of(person).hubs else None


def participants(
    competition: Competition, person: Any, *, of_hub: bool, part: str = "", words: str = "", page: str = ""
) -> Participants:
    """One page of agencies; a fixed number of queries. All agencies are counted: there are some hundreds."""
    everybody = agency_rows(competition, person, of_hub=of_hub)
    shown = part if part in PARTS else "semua"
    chosen = narrowed(everybody, shown, words)
    pages = Pages.read(page, len(chosen), PAGE_SIZE)
    return Participants(
        competition=competition,
        figures=_figures(everybody),
        counts={name: len(narrowed(everybody, name, "")) for name in PARTS},
        part=shown,
        words=words,
        pages=pages,
        rows=tuple(chosen[pages.start : pages.last]),
        of_hub=of_hub,
    )


def agency_rows(competition: Competition, person: Any, *, of_hub: bool) -> list[AgencyRow]:
    """Agencies that may enter or have entered; for a hub, those in its area. Five queries."""
    counted = Proposal.objects.filter(competition=competition).order_by().values_list("agency", "state")
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for agency, state, n in counted.annotate(n=Count("pk")):
        found[agency][state] += n
    admitted = set(agencies_admitted(competition).values_list("pk", flat=True))
    shown = admitted | set(found)
    if of_hub:
        shown &= set(agencies_of_hubs(roles_of(person).hubs).values_list("pk", flat=True))
    invited = set(competition.invitations.values_list("agency_id", flat=True))
    held = memberships_on(today()).filter(role=Role.AGENCY).order_by().values_list("agency")
    admins = dict(held.annotate(n=Count("person", distinct=True)))
    rows = Agency.objects.filter(pk__in=shown).order_by("name", "pk")
    return [
        _row(one, found.get(one.pk, {}), admins.get(one.pk, 0), one.pk in invited, one.pk in admitted) for one in rows
    ]


def narrowed(rows: Sequence[AgencyRow], part: str, words: str) -> list[AgencyRow]:
    """The agencies of a part whose names hold all the words."""
    tests = {
        "diam": lambda row: row.is_silent,
        "tanpa-admin": lambda row: not row.admins,
        "belum": lambda row: row.registered > row.submitted,
        "sudah": lambda row: bool(row.submitted),
    }
    fits = tests.get(part, lambda row: True)
    wanted = words.lower().split()[:8]
    return [row for row in rows if fits(row) and all(word in row.name.lower() for word in wanted)]


def _row(one: Agency, states: dict[str, int], admins: int, invited: bool, admitted: bool) -> AgencyRow:
    return AgencyRow(
        slug=one.slug,
        name=one.name,
        kind=one.get_kind_display(),
        admins=admins,
        registered=sum(n for state, n in states.items() if state != ProposalState.WITHDRAWN),
        at_unit=states.get(ProposalState.DRAFT, 0) + states.get(ProposalState.RETURNED, 0),
        with_admin=states.get(ProposalState.WITH_ADMIN, 0),
        submitted=sum(states.get(state, 0) for state in ARRIVED),
        invited=invited,
        admitted=admitted,
    )


def _figures(rows: Sequence[AgencyRow]) -> tuple[Figure, ...]:
    total, registered = len(rows), sum(row.registered for row in rows)
    return (
        Figure(total, _("instansi boleh ikut"), _("menurut buku aturan dan wilayah penyelenggara, atau sudah mulai")),
        Figure(
            sum(not row.is_silent for row in rows), _("sudah mulai"), _("punya paling sedikit satu proposal"), total
        ),
        Figure(registered, _("proposal terdaftar"), _("tanpa yang ditarik")),
        Figure(
            sum(row.submitted for row in rows), _("sudah diajukan"), _("termasuk yang diminta diperbaiki"), registered
        ),
    )
