"""What the finder puts on other pages: what a description mentions as needed, similar innovations, kept needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from tular.features.finder.models import SavedNeed
from tular.features.finder.queries.comparing import mentions
from tular.features.finder.queries.neighbours import neighbours
from tular.foundation.ui import slots


def fill_slots() -> None:
    """Offer the panels."""
    slots.fill("catalogue.innovation.requirements", requirements_panel)
    slots.fill("catalogue.innovation.neighbours", neighbours_panel)
    slots.fill("conversations.kept", kept_needs_panel)


def requirements_panel(request: HttpRequest, innovation: Any) -> str:
    """Resources that the description mentions; `innovation` has a `solution`."""
    return render_to_string("finder/_requirements.html", {"mentions": mentions(innovation.solution)}, request)


def neighbours_panel(request: HttpRequest, innovation: Any) -> str:
    """Similar innovations; `innovation` has a `code`."""
    return render_to_string("finder/_neighbours.html", {"neighbours": neighbours(innovation.code)}, request)


def kept_needs_panel(request: HttpRequest, page: Any) -> str:
    """The needs that the reader keeps."""
    needs = SavedNeed.objects.filter(person_id=request.user.pk)
    return render_to_string("finder/_kept_needs.html", {"needs": needs}, request)
