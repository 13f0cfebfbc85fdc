"""Statistics of competitions by year: how many proposals were registered, and how many got how far."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tular.features.selection.queries.funnel import editions
from tular.foundation.access.public import public

COLUMNS = (
    "year", "edition", "live", "made_up", "registered", "reached_local_admin", "submitted", "passed_administration",
    "withdrawn", "registering_agencies", "source", "confidence", "note",
)  # fmt: skip
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@public
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Every edition of which figures are known."""
    return render(request, "selection/statistics.html", {"rows": editions()})


@public
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same as CSV; an empty cell is unknown."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for row in editions():
        told = row.funnel
        cells = (
            row.year, row.title, "yes" if row.is_live else "no", "yes" if row.is_demo else "no", told.registered,
            told.reached, told.submitted, told.passed, told.withdrawn if row.is_live else None, told.agencies,
            row.source_text, row.confidence, row.note,
        )  # fmt: skip
        writer.writerow(f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell for cell in cells)
    response = HttpResponse(buffer.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="statistik-kompetisi.csv"'
    return response
