"""What model books put on the pages of other features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string

from tular.features.modelbooks.queries.chapter_page import books_with
from tular.features.modelbooks.queries.rounds import rounds_at
from tular.features.modelbooks.queries.seats import door_of
from tular.foundation.ui import slots

if TYPE_CHECKING:
    from tular.features.catalogue.queries import InnovationPage
    from tular.features.events.models import Event
    from tular.features.events.queries.pages import EventPage
    from tular.features.modelbooks.models import Round


def fill_slots() -> None:
    """Called when the application starts."""
    slots.fill("catalogue.innovation.books", books_panel)
    slots.fill("events.event.outputs", rounds_panel)
    slots.fill("events.event.manage", rounds_of_host_panel)


def books_panel(request: HttpRequest, page: InnovationPage) -> str:
    """On the page of an innovation: the published books that lean on it; nothing where there is none."""
    books = books_with(page.subject_id)
    return render_to_string("modelbooks/_books.html", {"books": books}, request) if books else ""


def rounds_panel(request: HttpRequest, page: EventPage) -> str:
    """On the page of an event, for who is invited or manages it: the drafts that are discussed there."""
    if page.invitation is None and not page.manages:
        return ""
    guest = page.invitation if page.invitation is not None and page.invitation.person_id is None else None
    door = f"{door_of(guest)}/" if guest else ""
    rounds = [(one, f"{door}{one.book.slug}/{one.number}" if door else _path(one)) for one in rounds_at(page.event)]
    return render_to_string("modelbooks/_rounds_at.html", {"rounds": rounds}, request) if rounds else ""


def rounds_of_host_panel(request: HttpRequest, event: Event) -> str:
    """Where an event is managed: the same, for its host."""
    rounds = [(one, _path(one)) for one in rounds_at(event)]
    return render_to_string("modelbooks/_rounds_at.html", {"rounds": rounds}, request) if rounds else ""


def _path(one: Round) -> str:
    return f"{one.book.path}/fgd/{one.number}"
