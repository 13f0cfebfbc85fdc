"""The organiser looks at the reading load before anybody starts, and later."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tular.features.competitions.queries.moments import in_words
from tular.features.judging.queries.load_plan import CSV, load_plan, rows_of
from tular.features.judging.queries.review_page import base_of
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.views.reviews import review_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.files.streams import csv_file


@signed_in
@require_safe
def index(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Per evaluator and day, who cannot finish, and what to relax."""
    review = review_or_404(request, slug, stage)
    page = load_plan(review, timezone.now())
    window = page.window
    context = {
        "page": page,
        "base": base_of(review),
        "stage": stage_of(review).label,
        "opens": in_words(window.opens_at, window.zone) if window else "",
        "closes": in_words(window.closes_at, window.zone) if window else "",
    }
    return render(request, "judging/load.html", context)


@signed_in
@require_safe
def download(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The same as a table."""
    review = review_or_404(request, slug, stage)
    return csv_file(f"beban-{slug}-{stage}", CSV, rows_of(load_plan(review, timezone.now())))
