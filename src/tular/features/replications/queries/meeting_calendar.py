"""Meetings as calendars read them (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from tular.features.replications.choices import MeetingState
from tular.features.replications.models import Meeting

PRODUCT = "-//Tular//Replikasi//ID"

STATUS = {MeetingState.AGREED: "CONFIRMED", MeetingState.HELD: "CONFIRMED", MeetingState.CANCELLED: "CANCELLED"}
"""Of the calendar; all others are tentative."""


def calendar_of(meetings: Iterable[Meeting], name: str, site: str) -> bytes:
    """The calendar; `site` is the beginning of the addresses of the meetings, "https://tular.example"."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for one in meetings:
        calendar.add_component(_event(one, site))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(meeting: Meeting, site: str) -> Event:
    """One meeting. The identity stays; the sequence grows with every change, so that calendars take it over."""
    zone = ZoneInfo(meeting.zone)
    event = Event()
    event.add("uid", f"pertemuan-{meeting.pk}@tular")
    event.add("sequence", meeting.revision)
    event.add("dtstamp", meeting.at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("summary", f"{meeting.get_kind_display().capitalize()}: {meeting.case.innovation.title}")
    event.add("description", f"{meeting.case.taker.name} – {meeting.host.name}\n{meeting.agenda}".strip())
    if where := meeting.place or meeting.link:
        event.add("location", where)
    event.add("status", STATUS.get(MeetingState(meeting.state), "TENTATIVE"))
    event.add("url", f"{site}/pertemuan/{meeting.pk}")
    return event
