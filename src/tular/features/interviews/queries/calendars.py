"""Slots as other calendars read them (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tular.features.interviews.choices import CURRENT
from tular.features.interviews.models import Slot
from tular.features.judging.queries.submitted import number_text, title_of

PRODUCT = "-//Tular//Wawancara//ID"


def calendar_of(slots: Iterable[Slot], name: str, *, with_panel: bool) -> bytes:
    """The slots in which somebody is heard; those put off are cancelled. Without the panel for teams. No query.

    The identity is that of the entry in its review: when it moves, calendars move it; `sequence` follows the plan.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for slot in slots:
        if slot.entry is not None and slot.outcome in CURRENT:
            calendar.add_component(_event(slot, with_panel))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(slot: Slot, with_panel: bool) -> Event:
    entry, session = slot.entry, slot.session
    assert entry is not None, "somebody is heard in it"
    plan, zone = session.plan, ZoneInfo(session.zone)
    event = Event()
    event.add("uid", f"wawancara-{plan.review_id}-{entry.number}@tular")
    event.add("sequence", plan.changes)
    event.add("dtstamp", (plan.published_at or plan.created_at).astimezone(UTC))
    event.add("dtstart", slot.starts_at.astimezone(zone))
    event.add("dtend", slot.ends_at.astimezone(zone))
    what = f"{number_text(entry)} {title_of(entry, None)}" if with_panel else title_of(entry, None)
    event.add("summary", _("Wawancara: %(what)s") % {"what": what})
    event.add(
        "description",
        f"{slot.panel.name}\n{entry.proposal.agency.name}" if with_panel else plan.review.competition.title,
    )
    if session.place or session.link:
        event.add("location", session.place or session.link)
    if session.link:
        event.add("url", session.link)
    return event
