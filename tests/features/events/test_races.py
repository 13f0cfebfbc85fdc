"""Host and guests in the same moment: places are given once, and a withdrawn invitation stays withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.at_once import at_once, refused
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.events.actions.inviting import Guest, invite, reply, withdraw
from tular.features.events.actions.organising import Told, announce, cancel, draft, edit
from tular.features.events.choices import EventKind, EventState, GuestState, Mode
from tular.features.events.models import Event, Invitation
from tular.foundation.actions import Refused
from tular.foundation.audit.queries import verify
from tular.foundation.notifications.models import Mail

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("catalogue")]
NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


def host() -> User:
    return make_member(Role.AGENCY, agency("pemkab-sidoarjo")).person  # type: ignore[return-value] # the one user model


def told(quota: int | None) -> Told:
    start = NOW + timedelta(days=10)
    return Told(
        "FGD bersama", EventKind.FGD, Mode.ONLINE, start, start + timedelta(hours=3),
        link="https://rapat.contoh.go.id/abc", quota=quota,
    )  # fmt: skip


def announced(by: User, guests: list[Guest], quota: int | None = None) -> Event:
    event = draft(agency("pemkab-sidoarjo"), told=told(quota), by=by, now=NOW)
    invite(event, guests=guests, by=by, now=NOW)
    return announce(Event.objects.get(pk=event.pk), by=by, now=NOW)


def came(event: Event) -> int:
    return event.invitations.filter(state=GuestState.ACCEPTED).count()


def test_three_who_accept_the_last_two_places_at_once_get_two() -> None:
    people = [make_person(f"Peserta {n}") for n in range(3)]
    event = announced(host(), [Guest(one.name, one.email) for one in people], quota=2)
    ends = at_once([
        lambda one=one: reply(event.invitations.get(person=one), coming=True, by=one, now=NOW) for one in people
    ])  # fmt: skip
    said = [str(one) for one in ends if isinstance(one, Refused)]
    assert len(said) == 1
    assert "sudah penuh" in said[0]
    assert came(event) == 2
    assert verify().faults == ()


def test_a_place_is_held_when_one_answers_by_account_and_one_by_the_link_of_a_letter() -> None:
    person = make_person("Peserta")
    event = announced(host(), [Guest("Peserta", person.email), Guest("Tamu", "tamu@contoh.example")], quota=1)
    own, by_letter = event.invitations.get(person=person), event.invitations.get(person=None)
    ends = at_once([
        lambda: reply(own, coming=True, by=person, now=NOW),
        lambda: reply(by_letter, coming=True, by=None, now=NOW),
    ])  # fmt: skip
    assert (refused(ends), came(event)) == (1, 1)


def test_a_quota_that_is_lowered_while_guests_accept_is_never_below_them() -> None:
    by, people = host(), [make_person(f"Peserta {n}") for n in range(2)]
    event = announced(by, [Guest(one.name, one.email) for one in people], quota=2)
    ends = at_once([
        lambda: edit(Event.objects.get(pk=event.pk), told=told(1), by=by, now=NOW),
        *(lambda one=one: reply(event.invitations.get(person=one), coming=True, by=one, now=NOW) for one in people),
    ])  # fmt: skip
    assert refused(ends) == 1
    assert came(event) <= Event.objects.get(pk=event.pk).quota  # type: ignore[operator] # it has one
    assert verify().faults == ()


def test_an_invitation_withdrawn_while_its_guest_answers_stays_withdrawn() -> None:
    by = host()
    event = announced(by, [Guest("Tamu", "tamu@contoh.example")])
    guest = event.invitations.get()
    at_once([
        lambda: withdraw(guest, by=by, now=NOW),
        lambda: reply(guest.__class__.objects.get(pk=guest.pk), coming=True, by=None, now=NOW),
    ])  # fmt: skip
    assert Invitation.objects.get().state == GuestState.WITHDRAWN
    assert verify().faults == ()


def test_an_event_cancelled_while_its_guest_answers_is_cancelled() -> None:
    by = host()
    event = announced(by, [Guest("Tamu", "tamu@contoh.example")])
    at_once([
        lambda: cancel(Event.objects.get(pk=event.pk), by=by, now=NOW, reason="Ditunda."),
        lambda: reply(event.invitations.get(), coming=True, by=None, now=NOW),
    ])  # fmt: skip
    assert Event.objects.get().state == EventState.CANCELLED
    assert verify().faults == ()


def test_two_colleagues_who_paste_the_same_list_invite_everybody_once() -> None:
    one = host()
    event = announced(one, [Guest("Pembuka", "pembuka@contoh.example")])
    rows = [Guest(f"Tamu {n}", f"tamu{n}@contoh.example") for n in range(5)]
    ends = at_once([lambda: invite(Event.objects.get(pk=event.pk), guests=rows, by=one, now=NOW)] * 2)
    assert refused(ends) == 1
    assert event.invitations.count() == 6
    assert Mail.objects.filter(text__contains="/acara/undangan/").count() == 6
