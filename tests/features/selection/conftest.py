"""A competition of Jawa Timur with proposals that arrived, and those who run it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.competitions import NOW, make_competition, make_proposal
from tests.people import agency, make_member
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import CheckDecision, ProposalState
from tular.features.proposals.models import Check, Proposal, ProposalVersion

STAGE = "administrasi"


@pytest.fixture
def organiser(catalogue: None) -> Agency:
    return agency("pemprov-jawa-timur")


@pytest.fixture
def secretary(organiser: Agency) -> User:
    """Admin of the organiser."""
    return make_member(Role.AGENCY, organiser).person


@pytest.fixture
def competition(organiser: Agency) -> Competition:
    return make_competition(organiser)


def arrived(competition: Competition, owner: Agency, **fields: Any) -> Proposal:
    """A submitted proposal with what was submitted."""
    proposal = make_proposal(competition, owner, state=ProposalState.SUBMITTED, **fields)
    ProposalVersion.objects.create(
        proposal=proposal, number=1, receipt=f"r-{proposal.code}", canonical="{}", sha256="0" * 64,
        rulebook=competition.rulebook, at=NOW,
    )  # fmt: skip
    return proposal


def check(proposal: Proposal, by: User, *reasons: str, explanation: str = "") -> Check:
    """A decision: it passes without reasons, and fails with some."""
    return Check.objects.create(
        proposal=proposal, submission=proposal.submissions.last(), stage=STAGE, reasons=list(reasons), by=by, at=NOW,
        decision=CheckDecision.FAILED if reasons else CheckDecision.PASSED, explanation=explanation,
    )  # fmt: skip
