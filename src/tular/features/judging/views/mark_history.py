"""The history of marks, for the organiser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tular.features.judging.queries.mark_history import COLUMNS, changes_as_table, mark_history_page
from tular.features.judging.views.reviews import review_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.files.streams import csv_stream
from tular.foundation.ui.typed import number_typed


@signed_in
@require_safe
def index(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Every change of a mark; `bagian`, `penilai` and `proposal` narrow it."""
    review = review_or_404(request, slug, stage)
    asked = request.GET
    page = mark_history_page(
        review, part=asked.get("bagian", ""), evaluator=number_typed(asked.get("penilai", "")) or 0,
        entry=number_typed(asked.get("proposal", "")) or 0, page=asked.get("halaman", ""),
    )  # fmt: skip
    return render(request, "judging/mark_history.html", {"page": page})


@signed_in
@require_safe
def download(request: HttpRequest, slug: str, stage: str) -> StreamingHttpResponse:
    """The same as CSV, whole."""
    review = review_or_404(request, slug, stage)
    asked = request.GET
    rows = changes_as_table(
        review, part=asked.get("bagian", ""), evaluator=number_typed(asked.get("penilai", "")) or 0,
        entry=number_typed(asked.get("proposal", "")) or 0,
    )  # fmt: skip
    name = f"perubahan-nilai-{slug}-{stage}"
    response = StreamingHttpResponse(csv_stream(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
