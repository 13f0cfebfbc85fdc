"""Finding the book of an address: an edition for everybody, a manuscript for who may open it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from tular.features.modelbooks.models import ModelBook
from tular.features.modelbooks.queries.published import Opened, opened
from tular.features.modelbooks.queries.visibility import WITH, manuscripts_visible_to


def opened_or_404(slug: str, number: int | None = None) -> Opened:
    """An edition that everybody may read."""
    found = opened(slug, number)
    if found is None:
        raise Http404
    return found


def manuscript_or_404(request: HttpRequest, slug: str) -> ModelBook:
    """A book whose manuscript the person may open."""
    person: Any = request.user
    found = manuscripts_visible_to(person).select_related(*WITH).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
