"""What model books put on the pages of other features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string

from tular.features.modelbooks.queries.chapter_page import books_with
from tular.foundation.ui import slots

if TYPE_CHECKING:
    from tular.features.catalogue.queries import InnovationPage


def fill_slots() -> None:
    """Called when the application starts."""
    slots.fill("catalogue.innovation.books", books_panel)


def books_panel(request: HttpRequest, page: InnovationPage) -> str:
    """On the page of an innovation: the published books that lean on it; nothing where there is none."""
    books = books_with(page.subject_id)
    return render_to_string("modelbooks/_books.html", {"books": books}, request) if books else ""
