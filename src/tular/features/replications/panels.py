"""What replications put on the pages of other features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string

from tular.features.replications import queries
from tular.features.replications.queries.from_books import book_takers
from tular.features.replications.queries.warnings import may_warn, warning_lines
from tular.foundation.ui import slots

if TYPE_CHECKING:
    from tular.features.catalogue.queries import InnovationPage
    from tular.features.modelbooks.queries.reading_page import BookPage


def fill_slots() -> None:
    """Called when the application starts."""
    slots.fill("catalogue.innovation.lineage", lineage_panel)
    slots.fill("catalogue.innovation.actions", begin_panel)
    slots.fill("modelbooks.book.actions", begin_from_book_panel)
    slots.fill("modelbooks.book.cases", takers_of_book_panel)


def begin_panel(request: HttpRequest, page: InnovationPage) -> str:
    """Beside an innovation: begin to replicate it."""
    return render_to_string("replications/_begin.html", {"page": page}, request)


def begin_from_book_panel(request: HttpRequest, page: BookPage) -> str:
    """Beside a model book: begin a replication from it, of an innovation of which it was made."""
    return render_to_string("replications/_begin_from_book.html", {"page": page}, request) if page.references else ""


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
