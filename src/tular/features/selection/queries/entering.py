"""Which proposals go into a stage: those that passed the stage before it, by the list announced last."""

from __future__ import annotations

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.selection.choices import Outcome
from tular.features.selection.models import Announcement, StageOutcome
from tular.foundation.rulebooks.versions import rules_of

DECIDING = ("checklist", "panel_selection")
"""Kinds of stage that end with a list of who goes on."""


def stage_before(competition: Competition, stage: str) -> Stage | None:
    """The last stage before this one that ends with a list; no query with `rulebook` loaded."""
    rules = rules_of(competition.rulebook)
    this = rules.stage(stage)
    if this is None:
        return None
    earlier = [one for one in rules.stages if one.order < this.order and one.kind in DECIDING]
    return earlier[-1] if earlier else None


def passed_into(competition: Competition, stage: str) -> list[int] | None:
    """Proposals that go into the stage, by code; None while the list before it is not announced.

    Where nothing is decided before it, everything that was submitted goes in.
    """
    before = stage_before(competition, stage)
    submitted = Proposal.objects.filter(competition=competition, state=ProposalState.SUBMITTED)
    if before is None:
        return list(submitted.order_by("code").values_list("pk", flat=True))
    if not Announcement.objects.filter(competition=competition, stage=before.id).exists():
        return None
    passed = StageOutcome.objects.filter(
        proposal__competition=competition, stage=before.id, outcome=Outcome.PASSED
    ).values("proposal")
    return list(submitted.filter(pk__in=passed).order_by("code").values_list("pk", flat=True))
