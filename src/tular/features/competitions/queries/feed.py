"""The calendar of competitions as other calendars read it (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition, Window
from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.rulebook import label_of
from tular.features.competitions.queries.visibility import public_competitions
from tular.foundation.rulebooks.versions import rules_of

PRODUCT = "-//Tular//Kompetisi//ID"


def feed(slug: str, site: str) -> bytes | None:
    """The calendar of one public competition, or with "" that of all; None when there is none with this slug.

    `site` is the address of this server ("https://tular.go.id"). Four queries.
    """
    found = public_competitions().select_related("rulebook", "organiser")
    rows = list((found.filter(slug=slug) if slug else found).prefetch_related("windows__changes").order_by("pk"))
    if slug and not rows:
        return None
    name = rows[0].title if slug else _("Kompetisi inovasi pelayanan publik")
    return _calendar(rows, name, site).to_ical()


def _calendar(rows: Iterable[Competition], name: str, site: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT6H")
    for competition in rows:
        for window in competition.windows.all():
            calendar.add_component(_event(competition, window, site))
    calendar.add_missing_timezones()
    return calendar


def _event(competition: Competition, window: Window, site: str) -> Event:
    """One span. The identity stays for ever; the sequence grows with every change, so that calendars take it over."""
    changes = list(window.changes.all())
    cancelled = competition.state == CompetitionState.CANCELLED
    last = max([competition.state_at, *(one.at for one in changes)])
    zone = ZoneInfo(window.zone)
    event = Event()
    event.add("uid", f"jadwal-{window.pk}-{competition.slug}@tular")
    event.add("sequence", len(changes) + cancelled)
    event.add("dtstamp", last.astimezone(UTC))
    event.add("last-modified", last.astimezone(UTC))
    event.add("dtstart", window.opens_at.astimezone(zone))
    event.add("dtend", window.closes_at.astimezone(zone))
    event.add("summary", f"{label_of(rules_of(competition.rulebook), window.kind, window.stage)}: {competition.title}")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{site}/kompetisi/{competition.slug}")
    event.add("description", "\n".join(_lines(competition, window)))
    return event


def _lines(competition: Competition, window: Window) -> Iterable[str]:
    yield competition.organiser.name
    yield _("Ditutup %(when)s.") % {"when": in_words(window.closes_at, window.zone)}
    if window.note:
        yield window.note
    for one in window.changes.all():
        told = _("Semula ditutup %(when)s. Alasan: %(reason)s") % {
            "when": in_words(one.closes_before, window.zone), "reason": one.reason,
        }  # fmt: skip
        yield f"{told} ({one.decree})" if one.decree else told
    if competition.state == CompetitionState.CANCELLED:
        yield _("Dibatalkan. Alasan: %(reason)s") % {"reason": competition.state_reason}
