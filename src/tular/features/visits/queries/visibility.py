"""Who sees which visits: whoever runs the competition all, the team its own, the agency those that were announced."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import competitions_held, competitions_run_by
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Verifier, Visit, VisitMember

WITH = ("choice__competition__rulebook", "choice__competition__organiser", "choice__proposal__agency")
"""What nearly every page of a visit needs besides."""


def visits_run_by(person: Any) -> QuerySet[Visit]:
    """The visits of competitions that a person runs."""
    return Visit.objects.filter(choice__competition__in=competitions_run_by(person).values("pk"))


def verifiers_of(person: Any) -> QuerySet[Verifier]:
    """The person as a verifier, wherever they verify now."""
    if person is None or not person.is_authenticated:
        return Verifier.objects.none()
    held = competitions_held().values("pk")
    return Verifier.objects.filter(person_id=person.pk, left_at__isnull=True, competition__in=held)


def memberships_of(person: Any, *, former: bool = False) -> QuerySet[VisitMember]:
    """The person in teams of visits; with `former` also in those that they left."""
    if person is None or not person.is_authenticated:
        return VisitMember.objects.none()
    rows = VisitMember.objects.filter(verifier__person_id=person.pk)
    return rows if former else rows.filter(left_at__isnull=True, verifier__in=verifiers_of(person).values("pk"))


def visits_of_team(person: Any, *, former: bool = False) -> QuerySet[Visit]:
    """The visits that a person makes."""
    return Visit.objects.filter(pk__in=memberships_of(person, former=former).values("visit"))


def visits_told_to(person: Any) -> QuerySet[Visit]:
    """The visits that were announced to somebody because they write the proposal; also those cancelled later."""
    if person is None or not person.is_authenticated:
        return Visit.objects.none()
    mine = proposals_written_by(person).values("pk")
    return Visit.objects.filter(announced_at__isnull=False, choice__proposal__in=mine)


def team_of(visit: Visit) -> list[VisitMember]:
    """Who belongs to the team now, the lead first."""
    return list(visit.members.filter(left_at__isnull=True).select_related("verifier__person").order_by("-lead", "pk"))


def competition_of(visit: Visit) -> Competition:
    """The competition for which somebody is visited."""
    competition: Competition = visit.choice.competition
    return competition


def base_of(competition: Competition, stage: str) -> str:
    """Address of the organiser's pages of a verification."""
    return f"/kompetisi/{competition.slug}/verifikasi/{stage}"


def is_over(visit: Visit) -> bool:
    """Whether nothing is written any more."""
    return visit.state in (VisitState.DONE, VisitState.CANCELLED)
