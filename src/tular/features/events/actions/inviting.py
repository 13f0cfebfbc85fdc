"""Inviting people to an event, their answers, and who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.events.actions.telling import tell_guests
from tular.features.events.choices import EventState, GuestRole, GuestState
from tular.features.events.models import Event, Invitation
from tular.features.events.queries.pages import free_places
from tular.foundation.actions import Reason, Refused, action

MOST_AT_ONCE = 300
LONGEST_REPLY = 300


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to invite; `agency` as they name it."""

    name: str
    email: str = ""
    agency: str = ""
    role: str = GuestRole.GUEST


@action("events.invite", gettext_lazy("Mengundang"))
def invite(event: Event, *, guests: Sequence[Guest], by: Any, now: datetime, reason: str = "") -> Event:
    """Invite these, all or none. Those of an announced event are told at once, the others when it is announced.

    Whoever has an account with the address is invited by it; whoever is invited already is left as they are.
    """
    if event.state == EventState.CANCELLED:
        raise Refused(_("Acara ini sudah dibatalkan, jadi tidak ada yang dapat diundang."))
    if event.ends_at <= now:
        raise Refused(_("Acara ini sudah selesai. Catat yang hadir dari daftar undangan."))
    _check(guests)
    held = set(event.invitations.exclude(state=GuestState.WITHDRAWN).exclude(email="").values_list("email", flat=True))
    people = {one.email.lower(): one for one in _accounts(guests)}
    seated = set(event.invitations.exclude(state=GuestState.WITHDRAWN).values_list("person_id", flat=True))
    made = []
    for one in guests:
        email = one.email.strip().lower()
        person = people.get(email)
        if (email and email in held) or (person is not None and person.pk in seated):
            continue
        held.add(email)
        agency = Agency.objects.filter(name__iexact=one.agency.strip()).first() if one.agency.strip() else None
        made.append(
            Invitation.objects.create(
                event=event,
                person=person,
                name=one.name.strip() or str(person),
                email=email,
                agency=agency,
                agency_text="" if agency else one.agency.strip()[:200],
                role=one.role,
                invited_by=by,
                invited_at=now,
            )
        )
    if not made:
        raise Refused(Reason(_("Semua yang Anda tulis sudah diundang."), "text"))
    if event.state == EventState.ANNOUNCED:
        tell_guests(event, "events.invited", by=by, now=now, guests=made)
    return event


@action("events.withdraw", gettext_lazy("Mencabut undangan"), first=lambda one: one.event)
def withdraw(invitation: Invitation, *, by: Any, now: datetime, reason: str = "") -> Invitation:
    """They are no longer invited: link and page lead nowhere. What they said stays."""
    if invitation.state == GuestState.WITHDRAWN:
        raise Refused(_("Undangan ini sudah dicabut."))
    invitation.state = GuestState.WITHDRAWN
    invitation.save()
    return invitation


@action("events.reply", gettext_lazy("Menjawab undangan"), by_system=True, first=lambda one: one.event)
def reply(
    invitation: Invitation, *, coming: bool, words: str = "", by: Any, now: datetime, reason: str = ""
) -> Invitation:
    """Accept or decline, as often as one likes until it is over. `by` is None for who holds the link of the letter.

    The last free place goes to whoever answers first: answers to one event follow each other.
    """
    event = invitation.event
    if invitation.state == GuestState.WITHDRAWN:
        raise Refused(_("Undangan Anda dicabut. Hubungi tuan rumah bila ini keliru."))
    if event.state != EventState.ANNOUNCED:
        raise Refused(_("Acara ini dibatalkan, jadi tidak perlu dijawab lagi."))
    if event.ends_at <= now:
        raise Refused(_("Acara ini sudah selesai, jadi undangannya tidak dapat dijawab lagi."))
    words = " ".join(words.split())
    if len(words) > LONGEST_REPLY:
        raise Refused(Reason(_("Pesan paling panjang 300 huruf."), "words"))
    if coming and invitation.state != GuestState.ACCEPTED and free_places(event) == 0:
        raise Refused(_("Tempatnya sudah penuh. Hubungi tuan rumah bila Anda tetap ingin hadir."))
    invitation.state = GuestState.ACCEPTED if coming else GuestState.DECLINED
    invitation.reply, invitation.replied_at = words, now
    invitation.save()
    return invitation


@action("events.attend", gettext_lazy("Mencatat kehadiran"), first=lambda one: one.event)
def attend(invitation: Invitation, *, came: bool, by: Any, now: datetime, reason: str = "") -> Invitation:
    """Note that somebody came, or take the note back."""
    if invitation.event.starts_at > now:
        raise Refused(_("Acara ini belum mulai. Kehadiran dicatat begitu mulai."))
    if invitation.state == GuestState.WITHDRAWN:
        raise Refused(_("Undangan ini dicabut. Undang lagi bila ia hadir."))
    invitation.attended_at = now if came else None
    invitation.save()
    return invitation


def _accounts(guests: Sequence[Guest]) -> list[User]:
    """The active accounts with these addresses."""
    wanted = [one.email.strip().lower() for one in guests if one.email.strip()]
    held = User.objects.filter(is_active=True).alias(address=Lower("email"))
    return list(held.filter(address__in=wanted)) if wanted else []


def _check(guests: Sequence[Guest]) -> None:
    if not guests:
        raise Refused(Reason(_("Tulis paling sedikit satu orang."), "text"))
    if len(guests) > MOST_AT_ONCE:
        raise Refused(Reason(_("Paling banyak %(n)d orang sekaligus.") % {"n": MOST_AT_ONCE}, "text"))
    wrong = []
    seen: set[str] = set()
    for number, one in enumerate(guests, start=1):
        email = one.email.strip().lower()
        if not one.name.strip() or len(one.name) > 150:
            wrong.append(_("Baris %(n)d: tulis namanya, paling panjang 150 huruf.") % {"n": number})
        if one.role not in GuestRole.values:
            wrong.append(_("Baris %(n)d: peran “%(role)s” tidak dikenal.") % {"n": number, "role": one.role})
        if email and not _is_address(email):
            wrong.append(_("Baris %(n)d: surel “%(email)s” belum benar.") % {"n": number, "email": one.email})
        if email and email in seen:
            wrong.append(_("Baris %(n)d: surel “%(email)s” tertulis dua kali.") % {"n": number, "email": one.email})
        seen.add(email)
    if wrong:
        raise Refused(*(Reason(text, "text") for text in wrong[:10]))


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254
