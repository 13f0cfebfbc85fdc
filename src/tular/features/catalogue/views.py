"""Public pages of the catalogue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tular.features.catalogue import queries
from tular.foundation.access.public import public


@public
def innovation(request: HttpRequest, slug: str) -> HttpResponse:
    """One innovation; for an unknown slug a search with its words, and 404."""
    page = queries.innovation_page(slug)
    if page is None:
        return render(request, "catalogue/no_innovation.html", {"words": slug.replace("-", " ")}, status=404)
    return render(
        request, "catalogue/innovation.html", {"page": page, "address": request.build_absolute_uri(request.path)}
    )
