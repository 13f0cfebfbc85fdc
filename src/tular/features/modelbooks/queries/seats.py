"""Who sits in a round: who is invited to its event, who works on the book, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tular.features.agencies.queries.roles import roles_of
from tular.features.events.choices import EventState, GuestRole, GuestState
from tular.features.events.models import Event, Invitation
from tular.features.events.queries.visibility import events_managed_by, invitation_with, token_of
from tular.features.modelbooks.choices import AuthorRole, BookState
from tular.features.modelbooks.models import Round
from tular.features.modelbooks.queries.visibility import WRITERS, books_held, manuscripts_visible_to, role_in

DOOR = "/model/fgd/undangan"

WITH = ("book__theme", "book__agency", "draft", "event")
"""What nearly every page of a round needs besides."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One reader of one round. `base` is the address below which their pages lie.

    `speaks`: their comments are taken while it is open. `notes`: they may write down what others say. `writes`: they
    answer. `leads`: they extend and close it.
    """

    round: Round
    person: Any
    invitation: Invitation | None
    base: str
    speaks: bool
    notes: bool
    writes: bool
    leads: bool

    @property
    def name(self) -> str:
        """As what their comments are signed."""
        return self.invitation.name if self.invitation else str(self.person)

    @property
    def agency(self) -> str:
        """Of which agency they are, as the invitation says; "" when it says nothing."""
        invited = self.invitation
        return (invited.agency.name if invited.agency else invited.agency_text) if invited else ""

    @property
    def who(self) -> str:
        """What this reader's device keeps its texts apart by."""
        return str(self.person.pk) if self.person else f"undangan-{self.invitation.pk}" if self.invitation else ""

    def is_open(self, now: datetime) -> bool:
        """Whether comments are taken."""
        return self.round.closed_at is None and now <= self.round.until

    def owns(self, person_id: int | None, invitation_id: int | None) -> bool:
        """Whether a comment of this person or guest is their own."""
        mine = self.person is not None and person_id == self.person.pk
        return mine or (self.invitation is not None and invitation_id == self.invitation.pk)


def valid_invitations() -> QuerySet[Invitation]:
    """Those that hold: not withdrawn, to an event that was announced (or has been called off: what was said stays)."""
    return Invitation.objects.exclude(state=GuestState.WITHDRAWN).exclude(event__state=EventState.DRAFT)


def invitations_to(found: Round) -> QuerySet[Invitation]:
    """The invitations that hold to the event of a round; none when it has no event."""
    if found.event_id is None:
        return Invitation.objects.none()
    return valid_invitations().filter(event_id=found.event_id)


def rounds_visible_to(person: Any) -> QuerySet[Round]:
    """The rounds of a person: of manuscripts they may open, and those to whose event they are invited."""
    if person is None or not person.is_authenticated:
        return Round.objects.none()
    invited = valid_invitations().filter(event=OuterRef("event"), person_id=person.pk)
    mine = Q(book__in=manuscripts_visible_to(person).values("pk")) | Exists(invited)
    return Round.objects.filter(mine, book__in=books_held().values("pk")).select_related(*WITH)


def seat_of(person: Any, slug: str, number: int) -> Seat | None:
    """The seat of somebody who is signed in; None where they have none. Four queries."""
    found = rounds_visible_to(person).filter(book__slug=slug, number=number).first()
    if found is None:
        return None
    invitation = _invitation(found, person)
    role, national = role_in(person, found.book), roles_of(person).is_national
    works = national or role is not None
    return Seat(
        round=found,
        person=person,
        invitation=invitation,
        base=f"{found.book.path}/fgd/{found.number}",
        speaks=works or invitation is not None,
        notes=works or (invitation is not None and invitation.role == GuestRole.NOTE_TAKER),
        writes=national or role in WRITERS,
        leads=national or role == AuthorRole.LEAD,
    )


def guest_of(token: str) -> Invitation | None:
    """Whoever holds the link of their invitation. One query."""
    return invitation_with(token)


def seat_of_guest(token: str, slug: str, number: int) -> Seat | None:
    """The seat of whoever holds the link; None where it leads to none. Two queries."""
    invitation = guest_of(token)
    if invitation is None:
        return None
    found = rounds_of_guest(invitation).filter(book__slug=slug, number=number).first()
    if found is None:
        return None
    base = f"{DOOR}/{token}/{slug}/{number}"
    return Seat(found, None, invitation, base, speaks=True, notes=False, writes=False, leads=False)


def rounds_of_guest(invitation: Invitation) -> QuerySet[Round]:
    """The rounds that their event is about."""
    rounds = Round.objects.filter(event_id=invitation.event_id, book__in=books_held().values("pk"))
    return rounds.select_related(*WITH).order_by("-opened_at")


def door_of(invitation: Invitation) -> str:
    """The way in for letters."""
    return f"{DOOR}/{token_of(invitation)}"


def participants_of(found: Round) -> list[Invitation]:
    """Who is invited to its event, by name. One query; none when it has no event."""
    return list(invitations_to(found).select_related("agency"))


def events_to_choose(person: Any) -> QuerySet[Event]:
    """The events with which a person may open a round: those they are invited to or answer for, not called off."""
    invited = Invitation.objects.filter(event=OuterRef("pk"), person_id=person.pk).exclude(state=GuestState.WITHDRAWN)
    mine = Exists(invited) | Q(pk__in=events_managed_by(person).values("pk"))
    return Event.objects.filter(mine, state=EventState.ANNOUNCED).select_related("host")


def takes_late(found: Round) -> bool:
    """Whether what arrives late may still come in: its book can still answer."""
    return found.book.state in {BookState.WRITING, BookState.REVIEWING}


def _invitation(found: Round, person: Any) -> Invitation | None:
    return invitations_to(found).filter(person_id=person.pk).select_related("agency").first()
