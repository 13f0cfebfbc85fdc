"""Who is asked at each level, and who stands above an agency."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import agencies_of_hubs, hubs_over, memberships_on, roles_of, today
from tular.features.conversations.choices import Level
from tular.features.conversations.models import Question

CLIMB = (Level.UNIT, Level.AGENCY, Level.HUB, Level.CENTRE)


def owner_of(question: Question) -> Agency:
    """Who has to answer: the present owner of the innovation, also when it came from another agency meanwhile."""
    return question.innovation.agency if question.innovation else question.agency


def asked_at(level: str, question: Question) -> QuerySet[Any]:
    """The people who are asked at a level; perhaps nobody."""
    held = memberships_on(today())
    if level == Level.UNIT:
        unit = question.innovation.service_unit_id if question.innovation else None
        held = held.filter(unit_id=unit) if unit else held.none()
    elif level == Level.AGENCY:
        held = held.filter(role=Role.AGENCY, agency=owner_of(question))
    elif level == Level.HUB:
        held = held.filter(hub__in=hubs_over(owner_of(question)))
    else:
        held = held.filter(role=Role.NATIONAL)
    return get_user_model()._default_manager.filter(pk__in=held.values("person_id"))


def first_level(question: Question, start: str = Level.UNIT) -> str:
    """The lowest level from `start` on at which somebody is; the centre when nobody is anywhere."""
    for level in CLIMB[CLIMB.index(Level(start)) :]:
        if asked_at(level, question).exists():
            return level
    return Level.CENTRE


def answers_for(person: Any, question: Question) -> str:
    """As what the person may answer: the level through which they are responsible, "" when they are not.

    Whoever was asked at a lower level may still answer after the question has climbed.
    """
    roles = roles_of(person)
    unit = question.innovation.service_unit_id if question.innovation else None
    if unit and unit in roles.units:
        return Level.UNIT
    owner = owner_of(question)
    if owner.pk in roles.agencies:
        return Level.AGENCY
    if roles.hubs and hubs_over(owner).filter(pk__in=roles.hubs).exists():
        return Level.HUB
    return Level.CENTRE if roles.is_national else ""


def questions_asked_of(person: Any) -> QuerySet[Question]:
    """The questions for which a person is responsible at any level."""
    roles = roles_of(person)
    if roles.is_national:
        return Question.objects.all()
    agencies = set(roles.agencies)
    if roles.hubs:
        agencies |= set(agencies_of_hubs(roles.hubs).values_list("pk", flat=True))
    of_the_owner = Q(innovation__agency_id__in=agencies) | Q(innovation=None, agency_id__in=agencies)
    return Question.objects.filter(Q(innovation__service_unit_id__in=roles.units) | of_the_owner)


def questions_visible_to(person: Any) -> QuerySet[Question]:
    """A person's own questions and those they are responsible for. What is published is read on the public page."""
    if not person.is_authenticated:
        return Question.objects.none()
    return Question.objects.filter(Q(asker_id=person.pk) | Q(pk__in=questions_asked_of(person).values("pk")))
