"""What replications put on the pages of other features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string

from tular.features.events.choices import EventKind, EventState
from tular.features.replications import queries
from tular.features.replications.queries.from_books import book_takers
from tular.features.replications.queries.warnings import may_warn, warning_lines
from tular.foundation.ui import slots

if TYPE_CHECKING:
    from tular.features.catalogue.queries import InnovationPage
    from tular.features.events.queries.pages import EventPage
    from tular.features.modelbooks.queries.reading_page import BookPage

PASSING_ON = (EventKind.DISSEMINATION, EventKind.SHARING, EventKind.COACHING, EventKind.FORUM, EventKind.PEERS)
"""Events from which people take a practice home; the others decide, tell or honour."""


def fill_slots() -> None:
    """Called when the application starts."""
    slots.fill("catalogue.innovation.lineage", lineage_panel)
    slots.fill("catalogue.innovation.actions", begin_panel)
    slots.fill("events.event.outputs", begin_from_event_panel)
    slots.fill("modelbooks.book.actions", begin_from_book_panel)
    slots.fill("modelbooks.book.cases", takers_of_book_panel)


def begin_panel(request: HttpRequest, page: InnovationPage) -> str:
    """Beside an innovation: begin to replicate it."""
    return render_to_string("replications/_begin.html", {"page": page}, request)


def begin_from_book_panel(request: HttpRequest, page: BookPage) -> str:
    """Beside a model book: begin a replication from it, of an innovation of which it was made."""
    return render_to_string("replications/_begin_from_book.html", {"page": page}, request) if page.references else ""


def begin_from_event_panel(request: HttpRequest, page: EventPage) -> str:
    """On the page of an event where practice is passed on: begin a replication from it.

    Not where the reader's account would not find the event again: by the link of a letter to a closed one.
    """
    event = page.event
    own = page.manages or (page.invitation is not None and page.invitation.person_id is not None)
    if event.kind not in PASSING_ON or event.state != EventState.ANNOUNCED or not (event.is_public or own):
        return ""
    return render_to_string("replications/_begin_from_event.html", {"event": event}, request)


def takers_of_book_panel(request: HttpRequest, page: BookPage) -> str:
    """Below a model book: the public replications that were begun from it."""
    context = {"takers": book_takers(page.subject.book_id)}
    return render_to_string("replications/_takers_of_book.html", context, request)


def lineage_panel(request: HttpRequest, page: InnovationPage) -> str:
    """Who took over the innovation; says so when nobody is on record."""
    found = queries.lineage(page.subject_id, page.agency.name)
    context = {
        "lineage": found, "page": page, "warnings": warning_lines(request.user, page.subject_id),
        "may_warn": may_warn(request.user, page.subject_id),
    }  # fmt: skip
    return render_to_string("replications/lineage.html", context, request)
