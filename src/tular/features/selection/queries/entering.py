"""Which proposals go into a stage: those that the last deciding stage before it let go on.

A stage decides by an announced list or by an approved plenary. An approved one holds at once, so that the next stage
can be prepared; until its list is announced nobody but those who run the competition, its approver and its members
learns who is in it.
"""

from __future__ import annotations

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.judging.queries.rules import MARKED
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.selection.choices import Outcome, PlenaryState
from tular.features.selection.models import Announcement, Plenary, PlenaryLine, StageOutcome
from tular.foundation.rulebooks.versions import rules_of

DECIDING = ("checklist", "panel_selection")
"""Kinds of stage that always end with a list of who goes on."""


def decides(stage: Stage) -> bool:
    """Whether the rules let a stage end with a choice: lists, plenaries, and nominations of a stage with marks."""
    nominates = bool(stage.shortlist or stage.seats or stage.passing_grade is not None)
    return stage.kind in DECIDING or (stage.kind in MARKED and nominates)


def stage_before(competition: Competition, stage: str) -> Stage | None:
    """The last stage before this one that decides who goes on, also where its rules left that to a plenary held."""
    rules = rules_of(competition.rulebook)
    this = rules.stage(stage)
    if this is None:
        return None
    earlier = [one for one in rules.stages if one.order < this.order]
    held = set(Plenary.objects.filter(competition=competition).values_list("stage", flat=True))
    found = [one for one in earlier if decides(one) or one.id in held]
    return max(found, key=lambda one: one.order) if found else None


def holding_plenary(competition: Competition, stage: str) -> Plenary | None:
    """The plenary of a stage that was approved last."""
    rows = Plenary.objects.filter(competition=competition, stage=stage, state=PlenaryState.APPROVED)
    return rows.order_by("-number").first()


def passed_into(competition: Competition, stage: str) -> list[int] | None:
    """Proposals that go into the stage, by code; None while the stage before it has decided nothing.

    Where nothing is decided before it, everything that was submitted goes in.
    """
    before = stage_before(competition, stage)
    submitted = Proposal.objects.filter(competition=competition, state=ProposalState.SUBMITTED)
    if before is None:
        return list(submitted.order_by("code").values_list("pk", flat=True))
    plenary = holding_plenary(competition, before.id)
    if plenary is not None:
        chosen = PlenaryLine.objects.filter(plenary=plenary, outcome=Outcome.PASSED).values("proposal")
        return list(submitted.filter(pk__in=chosen).order_by("code").values_list("pk", flat=True))
    if not Announcement.objects.filter(competition=competition, stage=before.id).exists():
        return None
    passed = StageOutcome.objects.filter(
        proposal__competition=competition, stage=before.id, outcome=Outcome.PASSED
    ).values("proposal")
    return list(submitted.filter(pk__in=passed).order_by("code").values_list("pk", flat=True))


def is_secret(competition: Competition, stage: str) -> bool:
    """Whether a plenary was approved for a stage, and its list is not announced: who is in it must not show."""
    before = stage_before(competition, stage)
    plenary = holding_plenary(competition, before.id) if before else None
    return plenary is not None and not plenary.announcements.exists()
