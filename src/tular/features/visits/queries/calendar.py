"""Visits as calendars read them (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from tular.features.visits.choices import VisitState
from tular.features.visits.models import Visit

PRODUCT = "-//Tular//Verifikasi//ID"


def calendar_of(visits: Iterable[Visit], name: str, site: str, path: str) -> bytes:
    """The calendar; `path` is a format of the address of one visit with its key, "/verifikasi/%d"."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for visit in visits:
        calendar.add_component(_event(visit, f"{site}{path % visit.pk}"))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(visit: Visit, url: str) -> Event:
    """One visit. The identity stays; the sequence grows with every change, so that calendars take it over."""
    zone, proposal = ZoneInfo(visit.zone), visit.choice.proposal
    event = Event()
    event.add("uid", f"kunjungan-{visit.pk}@tular")
    event.add("sequence", visit.revision)
    event.add("dtstamp", visit.state_at.astimezone(UTC))
    event.add("dtstart", visit.starts_at.astimezone(zone))
    event.add("dtend", visit.ends_at.astimezone(zone))
    event.add("summary", proposal.title)
    event.add("description", proposal.agency.name)
    if where := visit.place or visit.link:
        event.add("location", where)
    if visit.latitude is not None and visit.longitude is not None:
        event.add("geo", (float(visit.latitude), float(visit.longitude)))
    event.add("status", "CANCELLED" if visit.state == VisitState.CANCELLED else
              "TENTATIVE" if visit.state == VisitState.PLANNED else "CONFIRMED")  # fmt: skip
    event.add("url", url)
    return event
