"""What the checkers of an administrative selection have settled, and why the rest is not. Hidden until announced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import CheckDecision, ProposalState, ReasonCode
from tular.features.proposals.models import Check, Proposal, ProposalVersion
from tular.features.proposals.queries.visibility import ARRIVED
from tular.foundation.rulebooks.versions import rules_of

CHECKLIST = "checklist"
"""Kind of the stage in which people check what was submitted."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision that holds. `by` are the ids of those who made it, `at` is when the last of them did.

    `reasons` are codes of `ReasonCode` without repetition, in its order; empty where the proposal passed.
    """

    proposal_id: int
    decision: CheckDecision
    reasons: tuple[str, ...]
    explanation: str
    by: tuple[int, ...]
    at: datetime


UNCHECKED, WAITING, DIFFERING, FIXING, MENDED = "unchecked", "waiting", "differing", "fixing", "mended"

WHY_NOT: dict[str, str | Promise] = {
    UNCHECKED: gettext_lazy("belum diperiksa"),
    WAITING: gettext_lazy("menunggu pemeriksa lain"),
    DIFFERING: gettext_lazy("pemeriksa berbeda; menunggu putusan sekretariat"),
    FIXING: gettext_lazy("diminta diperbaiki; menunggu instansi"),
    MENDED: gettext_lazy("sudah diperbaiki; belum diperiksa lagi"),
}


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A proposal of which nothing is decided yet; `code` is one of `WHY_NOT`."""

    proposal_id: int
    code: str

    @property
    def why(self) -> str:
        """The code in words."""
        return str(WHY_NOT[self.code])


@dataclass(frozen=True, slots=True)
class StageSettled:
    """All proposals that arrived: decided ones by proposal, and the others with why not."""

    settled: dict[int, Settled]
    unsettled: tuple[Unsettled, ...]


def checklist_of(competition: Competition) -> Stage | None:
    """The stage of administrative selection in its rulebook, if any; no query with `rulebook` loaded."""
    return next((one for one in rules_of(competition.rulebook).stages if one.kind == CHECKLIST), None)


def settled_of(competition: Competition, stage: Stage) -> StageSettled:
    """What holds for each proposal that arrived in this competition. Three queries, whatever their number."""
    arrived = Proposal.objects.filter(competition=competition.pk, state__in=ARRIVED)
    states = dict(arrived.order_by("code").values_list("pk", "state"))
    latest = dict(
        ProposalVersion.objects.filter(proposal__competition=competition.pk, proposal__state__in=ARRIVED)
        .values_list("proposal")
        .annotate(last=Max("pk"))
    )
    holding: dict[int, list[Check]] = defaultdict(list)
    for check in Check.objects.filter(
        proposal__competition=competition.pk, stage=stage.id, taken_back_at__isnull=True
    ).order_by("at", "pk"):
        holding[check.proposal_id].append(check)
    settled: dict[int, Settled] = {}
    unsettled: list[Unsettled] = []
    for pk, state in states.items():
        found = settle(pk, state, latest.get(pk), holding[pk], stage.checkers)
        if isinstance(found, Settled):
            settled[pk] = found
        else:
            unsettled.append(found)
    return StageSettled(settled, tuple(unsettled))


class Said(NamedTuple):
    """A check that holds, as far as it counts. Lists leave out its reasons and its explanation."""

    submission_id: int
    decision: str
    settles: bool
    by_id: int
    at: datetime
    reasons: Sequence[str] = ()
    explanation: str = ""


def settle(
    proposal: int, state: str, submission: int | None, checks: Sequence[Check | Said], checkers: int
) -> Settled | Unsettled:
    """What the checks of one proposal come to; see `weigh`."""
    code, holding = weigh(state, submission, checks, checkers)
    return _settled(proposal, holding) if holding else Unsettled(proposal, code)


def weigh(
    state: str, submission: int | None, checks: Sequence[Check | Said], checkers: int
) -> tuple[str, Sequence[Check | Said]]:
    """The decision and the checks that make it, or why there is none and nothing.

    `checks` are those not taken back, `submission` is the latest one. The word of the secretariat, where it settled a
    difference, holds alone. Otherwise as many people as the rulebook asks for have to agree. A wish for a fix decides
    nothing, nor does a check of what was mended since.
    """
    if state == ProposalState.FIXING:
        return FIXING, ()
    current = [one for one in checks if one.submission_id == submission and one.decision != CheckDecision.FIX]
    if not current:
        return (MENDED if any(one.submission_id != submission for one in checks) else UNCHECKED), ()
    for one in current:
        if one.settles:
            return one.decision, (one,)
    decision = current[0].decision
    if any(one.decision != decision for one in current):
        return DIFFERING, ()
    return (decision, current) if len(current) >= checkers else (WAITING, ())


def _settled(proposal: int, checks: Sequence[Check | Said]) -> Settled:
    said = dict.fromkeys(one.explanation.strip() for one in checks if one.explanation.strip())
    return Settled(
        proposal_id=proposal,
        decision=CheckDecision(checks[0].decision),
        reasons=ordered_reasons(code for one in checks for code in one.reasons),
        explanation="\n\n".join(said),
        by=tuple(one.by_id for one in checks),
        at=max(one.at for one in checks),
    )


def ordered_reasons(codes: Iterable[str]) -> tuple[str, ...]:
    """Known codes, each once, in the order of `ReasonCode`."""
    given = set(codes)
    return tuple(code for code in ReasonCode.values if code in given)
