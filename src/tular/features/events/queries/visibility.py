"""Who sees which event: everybody what is public, those invited theirs, the host and the centre all of their own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from tular.features.agencies.queries.roles import agencies_of_hubs, roles_of
from tular.features.events.choices import EventState, GuestState
from tular.features.events.models import Event, Invitation


def events_held() -> QuerySet[Event]:
    """Every event; once the demo is over, those made up for it are gone from all lists and pages."""
    return Event.objects.all() if settings.DEMO else Event.objects.filter(is_demo=False)


def events_visible_to(person: Any) -> QuerySet[Event]:
    """The events of which a person may know; drafts only where they may manage them."""
    shown = Q(is_public=True) & ~Q(state=EventState.DRAFT)
    if person is None or not person.is_authenticated:
        return events_held().filter(shown)
    invited = Invitation.objects.filter(event=OuterRef("pk"), person_id=person.pk).exclude(state=GuestState.WITHDRAWN)
    called = ~Q(state=EventState.DRAFT) & Exists(invited)
    return events_held().filter(shown | called | Q(pk__in=events_managed_by(person).values("pk")))


def events_managed_by(person: Any) -> QuerySet[Event]:
    """The events for which a person answers: admins of the host, of a hub over it, and of the centre."""
    if person is None or not person.is_authenticated:
        return Event.objects.none()
    roles = roles_of(person)
    if roles.is_national:
        return events_held()
    below = list(agencies_of_hubs(roles.hubs).values_list("pk", flat=True)) if roles.hubs else []
    return events_held().filter(Q(host_id__in=roles.agencies) | Q(host_id__in=below))
