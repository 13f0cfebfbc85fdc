"""Who is told of a list: for each agency its admins, for each proposal its writers, with few queries for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.proposals.models import Proposal, TeamMember
from tular.features.selection.choices import LineChange, Outcome
from tular.features.selection.models import Announcement, AnnouncementLine


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a proposal; an empty outcome: it was left out."""

    proposal_id: int
    code: str
    title: str
    agency_id: int
    unit_id: int | None
    outcome: str


def told_of(announcement: Announcement) -> list[Told]:
    """The proposals whose people hear of a list, by agency: all of the first list, of later ones those that changed."""
    lines = AnnouncementLine.objects.filter(announcement=announcement).select_related("proposal")
    found = [
        Told(line.proposal_id, line.code, line.title, line.proposal.agency_id, line.proposal.unit_id, line.outcome)
        for line in lines.exclude(change__in=(LineChange.SAME, LineChange.LEFT))
    ]
    found += [
        Told(row.pk, row.code, row.title, row.agency_id, row.unit_id, "")
        for row in Proposal.objects.filter(omissions__announcement=announcement)
    ]
    return sorted(found, key=lambda one: (one.agency_id, one.code))


def admins_by_agency(agencies: Sequence[int]) -> dict[int, list[User]]:
    """The local admins of each agency; one query."""
    held = memberships_on(today()).filter(role=Role.AGENCY, agency__in=agencies).select_related("person")
    found: dict[int, list[User]] = defaultdict(list)
    for row in held:
        if row.agency_id is not None:
            found[row.agency_id].append(row.person)
    return found


def writers_by_proposal(told: Sequence[Told]) -> dict[int, list[User]]:
    """The people of the unit and of the team of each proposal; two queries."""
    of_unit: dict[int, list[User]] = defaultdict(list)
    units = {one.unit_id for one in told if one.unit_id}
    for row in memberships_on(today()).filter(unit__in=units).select_related("person"):
        if row.unit_id is not None:
            of_unit[row.unit_id].append(row.person)
    of_team: dict[int, list[User]] = defaultdict(list)
    proposals = [one.proposal_id for one in told]
    for member in TeamMember.objects.filter(proposal__in=proposals, until__isnull=True).select_related("person"):
        of_team[member.proposal_id].append(member.person)
    return {one.proposal_id: [*of_unit.get(one.unit_id or 0, ()), *of_team[one.proposal_id]] for one in told}


def outcomes_of(told: Sequence[Told]) -> tuple[int, int, int]:
    """How many pass, fail, and are not decided."""
    passed = sum(1 for one in told if one.outcome == Outcome.PASSED)
    left_out = sum(1 for one in told if not one.outcome)
    return passed, len(told) - passed - left_out, left_out
