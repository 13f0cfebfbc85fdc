"""Who has not moved before a close, and whom to tell. A handful of queries per competition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.catalogue.models import Innovation
from tular.features.competitions.choices import CompetitionLevel, CompetitionState, WindowKind
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.admission import agencies_admitted
from tular.features.competitions.queries.windows import Deadline, submissions_for, window_of
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, Reminder, TeamMember

LONG = ("content", "versions")
"""Columns that none of these questions needs, and that are most of a row."""

WAITING = (ProposalState.DRAFT, ProposalState.RETURNED, ProposalState.WITH_ADMIN)


def still_open(now: datetime) -> list[Competition]:
    """The open competitions in which somebody may still submit: all, or an agency with an extension."""
    ahead = Q(windows__closes_at__gt=now) | Q(windows__extensions__closes_at__gt=now)
    rows = Competition.objects.filter(ahead, state=CompetitionState.OPEN, windows__kind=WindowKind.SUBMISSION)
    return list(rows.select_related("rulebook", "organiser").distinct().order_by("pk"))


def common_deadline(competition: Competition) -> Deadline | None:
    """The submission as it is for everybody without an extension."""
    window = window_of(competition, WindowKind.SUBMISSION)
    return Deadline(window.opens_at, window.closes_at, window.zone, extended=False) if window else None


def waiting_proposals(competition: Competition, now: datetime) -> list[tuple[Proposal, Deadline]]:
    """What may still be submitted and is not, each with the deadline of its agency."""
    rows = list(Proposal.objects.filter(competition=competition, state__in=WAITING).defer(*LONG).order_by("pk"))
    deadlines = submissions_for(competition, {row.agency_id for row in rows})
    return [
        (row, deadline)
        for row in rows
        if (deadline := deadlines.get(row.agency_id)) is not None and deadline.is_open(now)
    ]


def silent_agencies(competition: Competition, step: int) -> list[Agency]:
    """Agencies that may enter, have nothing in it, and were invited or took part before; not yet told at this step.

    Taking part before: a proposal in another competition of the same organiser; for the national one also an award.
    """
    entered = Proposal.objects.filter(competition=competition).exclude(state=ProposalState.WITHDRAWN)
    before = Proposal.objects.filter(competition__organiser=competition.organiser_id).exclude(competition=competition)
    known = Q(pk__in=competition.invitations.values("agency")) | Q(pk__in=before.values("agency"))
    if competition.level == CompetitionLevel.NATIONAL:
        known |= Q(pk__in=Innovation.objects.filter(recognitions__isnull=False).values("agency"))
    told = Reminder.objects.filter(competition=competition, proposal=None, days_left=step)
    rows = agencies_admitted(competition).filter(known)
    return list(rows.exclude(pk__in=entered.values("agency")).exclude(pk__in=told.values("agency")).order_by("pk"))


def people_of_proposals(proposals: Sequence[Proposal]) -> dict[int, list[User]]:
    """Proposal → its unit's people, its team and its local admins, each once. Three queries."""
    by_unit: dict[int, set[int]] = defaultdict(set)
    by_agency: dict[int, set[int]] = defaultdict(set)
    by_team: dict[int, set[int]] = defaultdict(set)
    units = {one.unit_id for one in proposals if one.unit_id}
    held = memberships_on(today()).filter(
        Q(unit__in=units) | Q(role=Role.AGENCY, agency__in={one.agency_id for one in proposals})
    )
    for person, unit, agency in held.values_list("person_id", "unit_id", "agency_id"):
        (by_unit[unit] if unit else by_agency[agency]).add(person)
    team = TeamMember.objects.filter(proposal__in=[one.pk for one in proposals], until__isnull=True)
    for proposal, person in team.values_list("proposal_id", "person_id"):
        by_team[proposal].add(person)
    ids = {*(one for many in (by_unit, by_agency, by_team) for found in many.values() for one in found)}
    people = User.objects.filter(is_active=True).in_bulk(ids)
    return {
        one.pk: [
            people[person]
            for person in sorted(by_unit[one.unit_id or 0] | by_agency[one.agency_id] | by_team[one.pk])
            if person in people
        ]
        for one in proposals
    }


def people_of_agencies(agencies: Iterable[int]) -> dict[int, list[User]]:
    """Agency → its admins. One query."""
    found: dict[int, list[User]] = defaultdict(list)
    held = memberships_on(today()).filter(role=Role.AGENCY, agency__in=list(agencies)).select_related("person")
    for row in held.order_by("person_id"):
        found[row.agency_id or 0].append(row.person)
    return found


def concerned_by(competition: Competition) -> list[User]:
    """Everybody of proposals in it that may still move: to tell when its dates change. Four queries."""
    rows = list(Proposal.objects.filter(competition=competition).exclude(state=ProposalState.WITHDRAWN).defer(*LONG))
    return list({one.pk: one for people in people_of_proposals(rows).values() for one in people}.values())


def fixes_over(now: datetime) -> list[Proposal]:
    """Proposals whose time for mending has run out."""
    rows = Proposal.objects.filter(state=ProposalState.FIXING, fix_until__lte=now)
    return list(rows.select_related("competition").order_by("pk"))
