"""Submitted proposals with what was frozen of them, and checks of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.factories.competitions import NOW, make_proposal
from tests.factories.submitting import attach
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import CheckDecision, ProposalState
from tular.features.proposals.models import Check, Proposal, ProposalVersion
from tular.features.proposals.queries.canonical import canonical_of, digest_of

STAGE = "administrasi"
"""Id of the stage of administrative selection in the made rulebook."""


def make_version(proposal: Proposal, *, at: datetime = NOW) -> ProposalVersion:
    """What the proposal says now, frozen as its next submission."""
    number = proposal.submissions.count() + 1
    canonical = canonical_of(proposal, number=number, by=None, at=at)
    return ProposalVersion.objects.create(
        proposal=proposal, number=number, receipt=f"{proposal.code}-{number}", canonical=canonical,
        sha256=digest_of(canonical), rulebook=proposal.competition.rulebook, at=at,
    )  # fmt: skip


def make_submitted(competition: Competition, agency: Agency, **fields: Any) -> Proposal:
    """A submitted proposal with its frozen text and the file that is asked for."""
    proposal = make_proposal(competition, agency, **{"state": ProposalState.SUBMITTED} | fields)
    attach(proposal)
    make_version(proposal)
    return proposal


def make_check(
    proposal: Proposal, by: User, decision: CheckDecision = CheckDecision.PASSED, *reasons: str, **fields: Any
) -> Check:
    """A check of the latest submission."""
    submission = proposal.submissions.order_by("number").last()
    defaults = {"submission": submission, "stage": STAGE, "reasons": list(reasons), "at": NOW}
    return Check.objects.create(proposal=proposal, by=by, decision=decision, **defaults | fields)
