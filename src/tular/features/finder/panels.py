"""What the finder puts on other pages: what a description mentions as needed, similar innovations, kept needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from tular.features.finder.models import SavedNeed
from tular.features.finder.queries.comparing import mentions
from tular.features.finder.queries.neighbours import neighbours
from tular.features.finder.queries.opened import IndexMissing
from tular.features.finder.queries.search import Question, answer
from tular.features.finder.sentences import reason_sentence
from tular.features.modelbooks.queries.references_page import Choosing, held_innovations
from tular.foundation.ui import slots

FOUND = 12
"""Innovations that are offered as references at once."""


def fill_slots() -> None:
    """Offer the panels."""
    slots.fill("catalogue.innovation.requirements", requirements_panel)
    slots.fill("catalogue.innovation.neighbours", neighbours_panel)
    slots.fill("conversations.kept", kept_needs_panel)
    slots.fill("modelbooks.references.found", references_panel)


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


def references_panel(request: HttpRequest, asked: Choosing) -> str:
    """Innovations for what a book is about, each with its reasons, to be chosen as its references."""
    try:
        found = answer(Question(text=asked.words, page_size=FOUND), timezone.localdate())
    except IndexMissing:
        return ""
    held = set(held_innovations(asked.book).values_list("innovation__code", flat=True))
    lines = [(hit, [reason_sentence(one) for one in hit.reasons[:3]], hit.code in held) for hit in found.hits]
    return render_to_string("finder/_references.html", {"lines": lines, "asked": asked}, request)
