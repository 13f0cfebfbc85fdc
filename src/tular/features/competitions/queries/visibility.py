"""Who runs which competition, who works for it, and who sees it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency, Hub
from tular.features.agencies.queries.roles import Roles, roles_of
from tular.features.competitions.choices import CompetitionLevel, CompetitionState, StaffRole
from tular.features.competitions.models import Competition, Staff

PUBLIC_STATES = (CompetitionState.OPEN, CompetitionState.FINISHED, CompetitionState.CANCELLED)

CENTRE = "kemen-panrb"
"""Slug of the agency in whose name the centre holds national competitions."""


def work_of(person: Any) -> Staff | None:
    """What somebody does in a competition without being an admin of its organiser, the oldest; None: nothing."""
    return Staff.objects.filter(person=person, until__isnull=True).order_by("pk").first()


def competitions_held() -> QuerySet[Competition]:
    """Every competition; once the demo is over, those made up for it are gone from all lists and pages."""
    return Competition.objects.all() if settings.DEMO else Competition.objects.filter(is_demo=False)


def public_competitions() -> QuerySet[Competition]:
    """What everybody sees."""
    return competitions_held().filter(state__in=PUBLIC_STATES)


def competitions_visible_to(person: Any) -> QuerySet[Competition]:
    """What everybody sees, and what a person prepares or works for."""
    visible = Q(state__in=PUBLIC_STATES)
    if person is not None and person.is_authenticated:
        visible |= _run_by(roles_of(person)) | Q(pk__in=_staffed(person))
    return competitions_held().filter(visible)


def competitions_run_by(person: Any) -> QuerySet[Competition]:
    """The competitions of which a person decides the calendar, the checks and the lists."""
    return competitions_held().filter(_run_by(roles_of(person)) | Q(pk__in=_staffed(person, StaffRole.SECRETARIAT)))


def competitions_checked_by(person: Any) -> QuerySet[Competition]:
    """The competitions whose submitted proposals a person sees: those they run, and those they check for."""
    return competitions_held().filter(_run_by(roles_of(person)) | Q(pk__in=_staffed(person)))


def runs_competition(person: Any, competition: Competition) -> bool:
    """Whether the person decides about this competition."""
    return competitions_run_by(person).filter(pk=competition.pk).exists()


def checks_in(person: Any, competition: Competition) -> bool:
    """Whether the person sees the submitted proposals of this competition."""
    return competitions_checked_by(person).filter(pk=competition.pk).exists()


def organises_for(person: Any, agency: Agency) -> bool:
    """Whether the person may hold competitions in the name of this agency."""
    return agencies_to_organise_for(person).filter(pk=agency.pk).exists()


def agencies_to_organise_for(person: Any) -> QuerySet[Agency]:
    """Own agencies, those of own hubs, and for the centre the one in whose name national competitions are held."""
    roles = roles_of(person)
    own = Q(pk__in=roles.agencies) | Q(pk__in=Hub.objects.filter(pk__in=roles.hubs).values("agency"))
    if roles.is_national:
        own |= Q(slug=CENTRE)
    return Agency.objects.filter(own, until="")


def competitions_to_feed(competition: Competition, person: Any) -> QuerySet[Competition]:
    """Those of a level above to which winners may go on: the national ones, and for a regency its province's."""
    above = Q(level=CompetitionLevel.NATIONAL)
    region = competition.organiser.region
    if competition.level == CompetitionLevel.REGENCY and region is not None:
        above |= Q(level=CompetitionLevel.PROVINCE, organiser__region=region.parent_id)
    if competition.level == CompetitionLevel.NATIONAL:
        return Competition.objects.none()
    running = Q(state__in=(CompetitionState.PREPARED, CompetitionState.OPEN))
    return competitions_visible_to(person).filter(above & running).exclude(pk=competition.pk)


def level_of(agency: Agency) -> CompetitionLevel:
    """The level of a competition that this agency holds; the centre's is national."""
    if agency.slug == CENTRE:
        return CompetitionLevel.NATIONAL
    return {
        AgencyKind.PROVINCE: CompetitionLevel.PROVINCE,
        AgencyKind.REGENCY: CompetitionLevel.REGENCY,
        AgencyKind.CITY: CompetitionLevel.REGENCY,
    }.get(AgencyKind(agency.kind), CompetitionLevel.BODY)


def _run_by(roles: Roles) -> Q:
    hubs = Hub.objects.filter(pk__in=roles.hubs).values("agency")
    run = Q(organiser__in=roles.agencies) | Q(organiser__in=hubs)
    return run | Q(level=CompetitionLevel.NATIONAL) if roles.is_national else run


def _staffed(person: Any, *only: StaffRole) -> QuerySet[Staff, Any]:
    work = Staff.objects.filter(person_id=person.pk, until__isnull=True)
    if not settings.DEMO:
        work = work.filter(person__is_demo=False)
    return (work.filter(role__in=only) if only else work).values("competition")
