"""Who may do what to a proposal: its unit and team write, the local admin submits, the organiser's people check."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from rules.predicates import predicate

from tular.features.agencies.permissions import is_admin_of
from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.permissions import works_at
from tular.features.competitions.permissions import checks as checks_for
from tular.features.competitions.permissions import runs as runs_it
from tular.features.competitions.queries.visibility import checks_in, runs_competition
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import BulkCheck, Doublet, Preselection, Proposal, SectionComment, TeamMember
from tular.features.proposals.queries.visibility import writes_in_team
from tular.foundation.access.permissions import permit


@predicate
def writes(person: Any, proposal: Proposal) -> bool:
    """Somebody of its unit or team, or the local admin."""
    roles = roles_of(person)
    if proposal.agency_id in roles.agencies or (proposal.unit_id and proposal.unit_id in roles.units):
        return True
    return writes_in_team(person, proposal)


@predicate
def is_local_admin(person: Any, proposal: Proposal) -> bool:
    """Admin of the agency that enters it."""
    return proposal.agency_id in roles_of(person).agencies


@predicate
def checks(person: Any, proposal: Proposal) -> bool:
    """Checks proposals of its competition, or runs it."""
    return checks_in(person, proposal.competition)


@predicate
def runs(person: Any, proposal: Proposal) -> bool:
    """Runs its competition."""
    return runs_competition(person, proposal.competition)


@predicate
def withdraws(person: Any, proposal: Proposal) -> bool:
    """Who writes it; once it was submitted, the local admin alone."""
    if proposal.state == ProposalState.SUBMITTED:
        return is_local_admin(person, proposal)
    return writes(person, proposal)


@predicate
def chooses_inside(person: Any, preselection: Preselection) -> bool:
    """Admin of the agency that chooses what it sends."""
    return preselection.agency_id in roles_of(person).agencies


@predicate
def leads(person: Any, proposal: Proposal) -> bool:
    """Somebody of its unit, or the local admin: they say who writes along."""
    roles = roles_of(person)
    return proposal.agency_id in roles.agencies or bool(proposal.unit_id and proposal.unit_id in roles.units)


@predicate
def may_end_membership(person: Any, member: TeamMember) -> bool:
    """Who leads the proposal, or the member."""
    return member.person_id == person.pk or leads(person, member.proposal)


@predicate
def may_close_comment(person: Any, remark: SectionComment) -> bool:
    """Who writes the proposal."""
    return writes(person, remark.proposal)


@predicate
def decided_it(person: Any, bulk: BulkCheck) -> bool:
    """Made this decision about many, and still checks for the competition."""
    return bulk.by_id == person.pk and checks_in(person, bulk.competition)


@predicate
def checks_doublet(person: Any, doublet: Doublet) -> bool:
    """Checks proposals of the competition in which the pair was found."""
    return checks_in(person, doublet.proposal.competition)


CHECKERS = gettext_lazy("pemeriksa dan sekretariat kompetisi")
SECRETARIAT = gettext_lazy("sekretariat kompetisi")
ADMIN = gettext_lazy("admin lokal instansi yang mengajukan")
WRITERS = gettext_lazy("orang unit atau tim penulis, dan admin lokal")

permit("proposals.begin", works_at, who=gettext_lazy("orang unit atau admin instansi"))
permit("proposals.save", writes, who=WRITERS)
permit("proposals.attach", writes, who=WRITERS)
permit("proposals.detach", writes, who=WRITERS)
permit("proposals.comment", writes, who=WRITERS)
permit("proposals.close_comment", may_close_comment, who=WRITERS)
permit("proposals.add_member", leads, who=gettext_lazy("orang unit, dan admin lokal"))
permit("proposals.remove_member", may_end_membership, who=gettext_lazy("orang unit, dan admin lokal"))
permit("proposals.hand_in", writes, who=WRITERS)
permit("proposals.take_back", writes, who=WRITERS)
permit("proposals.return", is_local_admin, who=ADMIN)
permit("proposals.submit", is_local_admin, who=ADMIN)
permit("proposals.withdraw", withdraws, who=ADMIN)
permit("proposals.restore", writes, who=WRITERS)
permit("proposals.resubmit", is_local_admin, who=ADMIN)
permit("proposals.promote", runs, who=gettext_lazy("penyelenggara kompetisi asal"))
permit("proposals.let_fix_pass", runs)
permit("proposals.remind", is_local_admin, who=ADMIN)
permit("proposals.open_preselection", is_admin_of, who=ADMIN)
permit("proposals.mark", chooses_inside, who=ADMIN)
permit("proposals.close_preselection", chooses_inside, who=ADMIN)
permit("proposals.check", checks, who=CHECKERS)
permit("proposals.ask_fix", checks, who=CHECKERS)
permit("proposals.settle", runs, who=SECRETARIAT)
permit("proposals.check_many", checks_for, who=CHECKERS)
permit("proposals.undo_check_many", decided_it, who=CHECKERS)
permit("proposals.decide_doublet", checks_doublet, who=CHECKERS)
permit("proposals.decide_cluster", checks_for, who=CHECKERS)
permit("proposals.screen", runs_it, who=SECRETARIAT)
