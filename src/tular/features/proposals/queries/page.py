"""The page of one proposal for those who write it: where it stands, what is missing, who may enter, who writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.eligibility import Status as Rules
from tular.features.agencies.queries.roles import roles_of
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, ProposalVersion, SectionComment, TeamMember
from tular.features.proposals.queries.asked import section_titles
from tular.features.proposals.queries.editor import Line, lines_of, why_barred
from tular.features.proposals.queries.form import (
    Obstacle,
    attached_to,
    entered_already,
    facts_of,
    form_of,
    obstacles_of,
    rules_for,
    verdicts_of,
)
from tular.features.proposals.queries.listing import TURNS, whose_turn
from tular.features.proposals.queries.team import team_of
from tular.features.proposals.queries.until import Until, until_of
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.foundation.rulebooks.wording import word_of
from tular.foundation.ui.shapes import Kind

KINDS: dict[Rules, Kind] = {Rules.MET: "ok", Rules.UNMET: "stop", Rules.UNKNOWN: "unknown", Rules.HUMAN: "info"}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule about entering with what it says of this proposal; `checked` when a person looks at it besides."""

    rule: str
    kind: Kind
    verdict: str
    reason: str
    source: str
    place: str
    checked: bool


@dataclass(frozen=True, slots=True)
class ObstacleLine:
    """One thing that is missing, with the section where it is mended ("" where writing does not help)."""

    told: Obstacle
    section: str
    title: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """See the module."""

    proposal: Proposal
    kind: Kind
    state: str
    turn: str
    group: str
    until: Until
    barred: str
    missing: tuple[ObstacleLine, ...]
    looked_at: tuple[ObstacleLine, ...]
    rules: tuple[RuleLine, ...]
    sections: tuple[Line, ...]
    team: tuple[TeamMember, ...]
    comments: tuple[tuple[SectionComment, str], ...]
    submissions: tuple[ProposalVersion, ...]
    leads: bool

    @property
    def next_section(self) -> str:
        """Where to go on writing: the first section in which something is missing; "" where it cannot be written."""
        if self.barred:
            return ""
        return next((one.section for one in self.missing if one.section), self.sections[0].code)

    @property
    def code(self) -> str:
        """Registration number."""
        return self.proposal.code


def proposal_for(person: Any, code: str) -> Proposal | None:
    """The proposal with all that its pages read, for somebody who writes it or answers for it."""
    found = proposals_written_by(person).filter(code=code)
    return found.select_related(
        "competition__rulebook", "agency", "unit", "category", "innovation", "replicates", "edited_by"
    ).first()


def proposal_to_save(person: Any, code: str) -> Proposal | None:
    """The same with no more than saving reads: before a deadline hundreds of editors save at once by themselves."""
    return proposals_written_by(person).filter(code=code).select_related("competition__rulebook").first()


def proposal_page(proposal: Proposal, person: Any, now: datetime) -> ProposalPage:
    """The page of a proposal that `proposal_for` gave. A fixed number of queries."""
    titles = section_titles(proposal)
    lines = [ObstacleLine(one, one.section, titles.get(one.section, "")) for one in obstacles_of(proposal)]
    roles = roles_of(person)
    groups = {one.id: one.label for one in rules_for(proposal).groups}
    return ProposalPage(
        proposal=proposal,
        kind=TURNS[proposal.state][0],
        state=str(proposal.get_state_display()),
        turn=whose_turn(proposal),
        group=groups.get(proposal.group, ""),
        until=until_of(proposal, now),
        barred=why_barred(proposal, person),
        missing=tuple(one for one in lines if not one.told.needs_person),
        looked_at=tuple(one for one in lines if one.told.needs_person),
        rules=rule_lines(proposal),
        sections=lines_of(proposal, form_of(proposal)),
        team=tuple(team_of(proposal)),
        comments=tuple(
            (one, titles.get(one.section, one.section))
            for one in proposal.comments.filter(done_at__isnull=True).select_related("by")
        ),
        submissions=tuple(proposal.submissions.select_related("by").defer("canonical").order_by("-number")),
        leads=proposal.agency_id in roles.agencies or bool(proposal.unit_id and proposal.unit_id in roles.units),
    )


def rule_lines(proposal: Proposal) -> tuple[RuleLine, ...]:
    """Every rule about entering, those that are met too; reckoned from the calendar as it is now."""
    entered = proposal.state in (ProposalState.SUBMITTED, ProposalState.FIXING)
    facts = facts_of(proposal, attached_to(proposal), entered=entered_already(proposal))
    words = {
        Rules.MET: _("terpenuhi"), Rules.UNMET: _("belum terpenuhi"), Rules.UNKNOWN: _("belum diketahui"),
        Rules.HUMAN: _("diperiksa petugas"),
    }  # fmt: skip
    return tuple(
        RuleLine(
            word_of(one.rule.kind), KINDS[one.status], words[one.status], one.reason[:1].upper() + one.reason[1:],
            one.rule.source, one.rule.key, one.rule.proof,
        )
        for one in verdicts_of(proposal, facts)
        if not (entered and one.rule.kind == "quota")
    )  # fmt: skip
