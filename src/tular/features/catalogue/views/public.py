"""Public pages of the catalogue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tular.features.catalogue import queries
from tular.features.catalogue.queries.record import withdrawn
from tular.foundation.access.public import public


@public
def innovation(request: HttpRequest, slug: str) -> HttpResponse:
    """One innovation; a withdrawn one says so and why (410); for an unknown slug a search with its words, and 404."""
    page = queries.innovation_page(slug)
    if page is None and (gone := withdrawn(slug)) is not None:
        return render(request, "catalogue/withdrawn.html", {"gone": gone}, status=410)
    if page is None:
        return render(request, "catalogue/no_innovation.html", {"words": slug.replace("-", " ")}, status=404)
    return render(
        request, "catalogue/innovation.html", {"page": page, "address": request.build_absolute_uri(request.path)}
    )
