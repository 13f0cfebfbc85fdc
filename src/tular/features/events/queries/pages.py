"""Events as pages show them: lists, one event, its guests, its entry in calendars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from tular.features.events.choices import EventKind, EventState, GuestState, Mode
from tular.features.events.models import AgendaItem, Event, Invitation
from tular.features.events.queries.visibility import events_managed_by, events_visible_to, invitations_of
from tular.foundation.once.saving import ZONES as NAMES

TAGS = {
    GuestState.INVITED: "part", GuestState.ACCEPTED: "ok", GuestState.DECLINED: "stop", GuestState.WITHDRAWN: "unknown",
}  # fmt: skip
"""Colour of the tag of an invitation."""

PAST_SHOWN = 30


def when_of(event: Event) -> str:
    """ "Selasa, 3 Maret 2026, 09.00–12.00 WIB", by the clock of the place in which it is announced."""
    zone = ZoneInfo(event.zone)
    begins, ends = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    offset = begins.utcoffset()
    name = NAMES.get(int(offset.total_seconds() // 3600), event.zone) if offset else event.zone
    values = {
        "day": formats.date_format(begins, "l, j F Y"), "from": formats.time_format(begins, "H.i"),
        "until": formats.time_format(ends, "H.i"), "last": formats.date_format(ends, "l, j F Y"), "zone": name,
    }  # fmt: skip
    if begins.date() == ends.date():
        return _("%(day)s, %(from)s–%(until)s %(zone)s") % values
    return _("%(day)s %(from)s – %(last)s %(until)s %(zone)s") % values


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list. `mine` says what it is to the reader, "" for one that is merely public."""

    title: str
    path: str
    when: str
    starts_at: datetime
    kind: str
    host: str
    mode: str
    mine: str
    tag: str
    is_over: bool
    is_cancelled: bool
    is_draft: bool
    is_demo: bool


@dataclass(frozen=True, slots=True)
class EventsPage:
    """What is to come, what was; under the filter of one kind."""

    coming: tuple[EventLine, ...]
    past: tuple[EventLine, ...]
    kind: str
    kinds: tuple[tuple[str, str], ...]
    may_draft: bool


def events_page(person: Any, now: datetime, kind: str = "", *, may_draft: bool) -> EventsPage:
    """Events that the person may know of. Four queries."""
    rows = events_visible_to(person).select_related("host")
    if kind in EventKind.values:
        rows = rows.filter(kind=kind)
    answers = dict(invitations_of(person).values_list("event_id", "state"))
    managed = set(events_managed_by(person).values_list("pk", flat=True))
    coming = rows.filter(ends_at__gte=now).order_by("starts_at", "pk")
    past = rows.filter(ends_at__lt=now).order_by("-starts_at", "pk")[:PAST_SHOWN]
    return EventsPage(
        tuple(_line(one, answers, managed, now) for one in coming),
        tuple(_line(one, answers, managed, now) for one in past),
        kind,
        tuple((value, str(label)) for value, label in EventKind.choices),
        may_draft,
    )


def _line(one: Event, answers: dict[int, str], managed: set[int], now: datetime) -> EventLine:
    answer = answers.get(one.pk, "")
    mine = str(GuestState(answer).label) if answer else _("Anda kelola") if one.pk in managed else ""
    return EventLine(
        title=one.title, path=one.path, when=when_of(one), starts_at=one.starts_at, kind=str(one.get_kind_display()),
        host=one.host.name, mode=str(one.get_mode_display()), mine=mine,
        tag=TAGS[GuestState(answer)] if answer else "info", is_over=one.ends_at < now,
        is_cancelled=one.state == EventState.CANCELLED, is_draft=one.state == EventState.DRAFT, is_demo=one.is_demo,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventPage:
    """One event for one reader. `place` and `link` only for those who are invited or manage it."""

    event: Event
    when: str
    agenda: tuple[AgendaItem, ...]
    speakers: tuple[Invitation, ...]
    invitation: Invitation | None
    tag: str
    manages: bool
    sees_link: bool
    is_over: bool
    free: int | None


def event_page(person: Any, event: Event, now: datetime, invitation: Invitation | None = None) -> EventPage:
    """The page of an event; `invitation` is that of a guest with a link. Five queries."""
    manages = events_managed_by(person).filter(pk=event.pk).exists()
    mine = invitation or invitations_of(person).filter(event=event).first()
    guests = event.invitations.exclude(state=GuestState.WITHDRAWN).select_related("agency")
    return EventPage(
        event=event,
        when=when_of(event),
        agenda=tuple(event.agenda.all()),
        speakers=tuple(guests.filter(role__in=("narasumber", "pembahas"))),
        invitation=mine,
        tag=TAGS[GuestState(mine.state)] if mine else "",
        manages=manages,
        sees_link=bool(event.link) and (manages or mine is not None) and event.mode != Mode.ONSITE,
        is_over=event.ends_at < now,
        free=free_places(event),
    )


def free_places(event: Event) -> int | None:
    """How many may still accept; None without a limit. One query."""
    if event.quota is None:
        return None
    return max(0, event.quota - event.invitations.filter(state=GuestState.ACCEPTED).count())


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A guest as the host sees them."""

    pk: int
    name: str
    agency: str
    email: str
    role: str
    state: str
    tag: str
    reply: str
    has_account: bool
    attended_at: datetime | None
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class GuestsPage:
    """The guests of an event, and how many of them there are in each state.

    Who came is noted once it has `begun`; people are invited, and it is called off, while it `is_open`.
    """

    event: Event
    when: str
    guests: tuple[GuestLine, ...]
    counts: tuple[tuple[str, int], ...]
    attended: int
    free: int | None
    begun: bool
    is_open: bool


def guests_page(event: Event, now: datetime) -> GuestsPage:
    """Everybody who was invited. Two queries."""
    lines = tuple(_guest(one) for one in event.invitations.select_related("agency", "person"))
    held = Counter(one.state for one in event.invitations.all())
    return GuestsPage(
        event, when_of(event), lines,
        tuple((str(GuestState(value).label), held[value]) for value in GuestState.values if held[value]),
        sum(1 for one in lines if one.attended_at), free_places(event),
        begun=event.starts_at <= now, is_open=event.state != EventState.CANCELLED and now < event.ends_at,
    )  # fmt: skip


def _guest(one: Invitation) -> GuestLine:
    state = GuestState(one.state)
    return GuestLine(
        pk=one.pk, name=one.name, agency=one.agency.name if one.agency else one.agency_text, email=one.email,
        role=str(one.get_role_display()), state=str(state.label), tag=TAGS[state], reply=one.reply,
        has_account=one.person_id is not None, attended_at=one.attended_at,
        is_withdrawn=state == GuestState.WITHDRAWN,
    )  # fmt: skip


COLUMNS = ("nama", "instansi", "surel", "peran", "jawaban", "pesan", "hadir")


def guest_rows(page: GuestsPage) -> Iterable[tuple[str, ...]]:
    """The guests as a table."""
    for one in page.guests:
        came = timezone.localtime(one.attended_at).isoformat(timespec="minutes") if one.attended_at else ""
        yield one.name, one.agency, one.email, one.role, one.state, one.reply, came


def calendar_of(event: Event, address: str, *, with_link: bool) -> bytes:
    """The event for calendars (iCalendar, RFC 5545); `address` is that of the page which its reader may open."""
    zone = ZoneInfo(event.zone)
    calendar, entry = Calendar(), Entry()
    calendar.add("prodid", "-//Tular//Acara//ID")
    calendar.add("version", "2.0")
    entry.add("uid", f"acara-{event.pk}@tular")
    entry.add("dtstamp", event.created_at.astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", event.title)
    link = event.link if with_link and event.mode != Mode.ONSITE else ""
    if said := "\n\n".join(part for part in (link if event.place else "", event.description) if part):
        entry.add("description", said)
    where = event.place or link
    if where:
        entry.add("location", where)
    entry.add("status", "CANCELLED" if event.state == EventState.CANCELLED else "CONFIRMED")
    entry.add("url", address)
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()
