"""Who runs a review, who judges in it, and who sees which readings.

An evaluator sees the readings that were given to them, once the review has started; nobody else's, whatever they are
besides. Whoever runs the competition sees all of them, but never marks.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tular.features.agencies.choices import Role
from tular.features.agencies.queries.roles import memberships_on, roles_of, today
from tular.features.competitions.models import Competition, Staff
from tular.features.competitions.queries.visibility import competitions_held, competitions_run_by
from tular.features.judging.choices import AssignmentState, ReviewState
from tular.features.judging.models import Assignment, BorderPair, Conflict, Evaluator, Review

STARTED = (ReviewState.RUNNING, ReviewState.CLOSED)


def reviews_run_by(person: Any) -> QuerySet[Review]:
    """The reviews of competitions that a person runs."""
    return Review.objects.filter(competition__in=competitions_run_by(person).values("pk"))


def evaluators_of(person: Any) -> QuerySet[Evaluator]:
    """The person as evaluator, in each review in which they judge now."""
    if person is None or not person.is_authenticated:
        return Evaluator.objects.none()
    held = competitions_held().values("pk")
    return Evaluator.objects.filter(person_id=person.pk, left_at__isnull=True, review__competition__in=held)


def may_keep_profile(person: Any) -> bool:
    """Whether somebody has a profile as an evaluator: who judges somewhere, or has the role."""
    if person is None or not person.is_authenticated:
        return False
    return roles_of(person).has(Role.EVALUATOR) or evaluators_of(person).exists()


def readings_of(person: Any) -> QuerySet[Assignment]:
    """What a person is to read or has read, in reviews that have started."""
    mine = evaluators_of(person).filter(review__state__in=STARTED).values("pk")
    open_to_me = Q(state__in=[AssignmentState.ASSIGNED, AssignmentState.DONE, AssignmentState.ABSTAINED])
    return Assignment.objects.filter(open_to_me, evaluator__in=mine, entry__left_at__isnull=True)


def shown_to(person: Any) -> QuerySet[BorderPair]:
    """The pairs of bands still compared that were shown to a person, without those of a conflict that came up since."""
    mine = evaluators_of(person).filter(review__state__in=STARTED).values("pk")
    conflict = Conflict.objects.filter(
        Q(entry=OuterRef("first")) | Q(entry=OuterRef("second")), evaluator=OuterRef("evaluator"),
        lifted_at__isnull=True,
    )  # fmt: skip
    return BorderPair.objects.filter(~Exists(conflict), evaluator__in=mine, band__closed_at__isnull=True)


def may_judge(person: Any, competition: Competition) -> bool:
    """Whether somebody may mark in a competition at all: the organiser's people and its staff never do.

    The ministry takes no part in marks (PermenPANRB 3/2018, and every edition since).
    """
    return person.pk not in people_of_organiser(competition, [person.pk])


def people_of_organiser(competition: Competition, among: Collection[int]) -> set[int]:
    """Those of these people who work for the organiser: its staff, its members and those of its hub, the centre."""
    staff = Staff.objects.filter(competition=competition, person__in=among, until__isnull=True)
    found = set(staff.values_list("person", flat=True))
    of_organiser = Q(agency=competition.organiser_id) | Q(hub__agency=competition.organiser_id)
    of_organiser |= Q(role__in=[Role.SUPER, Role.NATIONAL])
    held = memberships_on(today()).filter(of_organiser, person__in=among)
    return found | set(held.values_list("person", flat=True))
