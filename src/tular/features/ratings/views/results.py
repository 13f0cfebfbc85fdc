"""For everybody, after the release: results and open data."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tular.features.ratings.queries.results import COLUMNS, csv_rows, result_page
from tular.features.ratings.queries.standing_result import latest
from tular.features.ratings.queries.visibility import released_for
from tular.foundation.access.public import public
from tular.foundation.files.streams import csv_file
from tular.foundation.ui.typed import text_typed


@public
@require_safe
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """The result, by name unless asked for by score."""
    rating = released_for(request.user, slug)
    asked = request.GET
    page = None
    if rating is not None:
        page = result_page(
            rating, words=text_typed(asked.get("cari", ""), 100), by_score=asked.get("urut") == "skor",
            asked=asked.get("halaman", ""),
        )  # fmt: skip
    if page is None:
        raise Http404
    return render(request, "ratings/result.html", {"page": page})


@public
@require_safe
def download(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as CSV."""
    rating = released_for(request.user, slug)
    computation = latest(rating) if rating is not None else None
    if computation is None:
        raise Http404
    return csv_file(f"{slug}-kebermanfaatan", COLUMNS, csv_rows(computation))
