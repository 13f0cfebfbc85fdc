"""Who sees which event: everybody what is public, those invited theirs, the host and the centre all of their own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import agencies_administered_by, agencies_of_hubs, roles_of
from tular.features.competitions.queries.visibility import CENTRE
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
    """The events for which a person answers: whoever drafted it, admins of the host, of a hub over it, the centre."""
    if person is None or not person.is_authenticated:
        return Event.objects.none()
    roles = roles_of(person)
    if roles.is_national:
        return events_held()
    below = list(agencies_of_hubs(roles.hubs).values_list("pk", flat=True)) if roles.hubs else []
    return events_held().filter(Q(host_id__in=roles.agencies) | Q(host_id__in=below) | Q(created_by_id=person.pk))


def agencies_that_may_host(person: Any) -> QuerySet[Agency]:
    """The agencies for which a person may draft an event."""
    return agencies_administered_by(person).order_by("name")


def invitations_of(person: Any) -> QuerySet[Invitation]:
    """The invitations of somebody with an account that hold, to events that were announced."""
    if person is None or not person.is_authenticated:
        return Invitation.objects.none()
    held = Invitation.objects.filter(person_id=person.pk, event__in=events_held().values("pk"))
    return held.exclude(state=GuestState.WITHDRAWN).exclude(event__state=EventState.DRAFT)


SALT = "tular.events.invitation"


def token_of(invitation: Invitation) -> str:
    """What stands in the links of letters: the invitation's number, signed. Every letter carries the same."""
    return signing.dumps(invitation.pk, salt=SALT)


def invitation_with(token: str) -> Invitation | None:
    """Whoever holds this link: an invitation that was not withdrawn, to an event that was announced. One query."""
    try:
        number = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    held = Invitation.objects.filter(pk=number, event__in=events_held().values("pk"))
    rows = held.exclude(state=GuestState.WITHDRAWN).exclude(event__state=EventState.DRAFT)
    return rows.select_related("event__host", "agency").first()


def hosts_of(person: Any) -> QuerySet[Agency]:
    """The agencies between which whoever drafts an event chooses its host: an author of books has the ministry."""
    own = agencies_that_may_host(person)
    return own if own.exists() else Agency.objects.filter(slug=CENTRE)
