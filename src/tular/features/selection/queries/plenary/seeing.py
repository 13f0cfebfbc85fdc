"""Who sees a plenary: those who run the competition, its approver, and its members while they sit in it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import competitions_held, competitions_run_by
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import Conflict
from tular.features.judging.queries.visibility import evaluators_of, may_judge
from tular.features.proposals.models import Proposal
from tular.features.selection.models import Plenary, PlenaryMember
from tular.features.selection.queries.plenary.stages import plenary_stage, sources_of
from tular.foundation.rulebooks.versions import rules_of


def plenaries_run_by(person: Any) -> QuerySet[Plenary]:
    """Of competitions that the person runs."""
    return Plenary.objects.filter(competition__in=competitions_run_by(person).values("pk"))


def plenaries_to_approve(person: Any) -> QuerySet[Plenary]:
    """Those in which the person may be the second one: who runs the competition, or was named; never who proposed."""
    if person is None or not person.is_authenticated:
        return Plenary.objects.none()
    named = Q(competition__in=competitions_run_by(person).values("pk")) | Q(approver=person.pk)
    seated = PlenaryMember.objects.filter(person=person.pk, left_at__isnull=True).values("plenary")
    rows = Plenary.objects.filter(named, competition__in=competitions_held().values("pk"))
    return rows.exclude(proposed_by=person.pk).exclude(pk__in=seated)


def members_of(person: Any) -> QuerySet[PlenaryMember]:
    """The person as a member, in each plenary in which they sit now."""
    if person is None or not person.is_authenticated:
        return PlenaryMember.objects.none()
    held = competitions_held().values("pk")
    return PlenaryMember.objects.filter(person_id=person.pk, left_at__isnull=True, plenary__competition__in=held)


def plenaries_seen_by(person: Any) -> QuerySet[Plenary]:
    """Everything that a person may open."""
    if person is None or not person.is_authenticated:
        return Plenary.objects.none()
    sees = Q(competition__in=competitions_run_by(person).values("pk"))
    sees |= Q(pk__in=members_of(person).values("plenary"))
    sees |= Q(approver=person.pk, competition__in=competitions_held().values("pk"))
    return Plenary.objects.filter(sees)


def marks_again(person: Any, plenary: Plenary) -> bool:
    """Whether somebody may still mark what the plenary decides from, since its review was opened again.

    The room shows the marks of all: who may change their own sees nothing of it and does not vote until it is closed.
    """
    stage = plenary_stage(plenary.competition, plenary.stage)
    if stage is None:
        return False
    stages = [one.id for one in sources_of(rules_of(plenary.competition.rulebook), stage)]
    mine = evaluators_of(person).filter(review__competition=plenary.competition_id, review__stage__in=stages)
    return mine.exclude(review__state=ReviewState.CLOSED).exists()


def may_sit(person: Any, competition: Competition) -> bool:
    """Whether somebody may vote at all: the organiser's people run the session and never do."""
    return may_judge(person, competition)


def conflicts_of(person_id: int, proposals: Collection[int]) -> set[int]:
    """Those of the proposals on which a person must not vote: conflicts of judging that stand, and their own agency."""
    standing = Conflict.objects.filter(
        evaluator__person=person_id, entry__proposal__in=proposals, lifted_at__isnull=True
    ).values_list("entry__proposal", flat=True)
    agencies = memberships_on(today()).filter(person=person_id, agency__isnull=False).values("agency")
    own = Proposal.objects.filter(pk__in=proposals, agency__in=agencies).values_list("pk", flat=True)
    team = Proposal.objects.filter(pk__in=proposals, team__person=person_id, team__until__isnull=True).values_list(
        "pk", flat=True
    )
    return {*standing, *own, *team}
