"""Statistics of competitions by year: how many proposals were registered, and how many got how far."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tular.features.selection.queries.funnel import EditionRow, editions
from tular.foundation.access.public import public
from tular.foundation.files.streams import Cell, csv_file

COLUMNS = (
    "year", "edition", "live", "made_up", "registered", "reached_local_admin", "submitted", "passed_administration",
    "withdrawn", "registering_agencies", "source", "confidence", "note",
)  # fmt: skip


@public
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Every edition of which figures are known."""
    return render(request, "selection/statistics.html", {"rows": editions()})


@public
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same as CSV; an empty cell is unknown."""
    return csv_file("statistik-kompetisi", COLUMNS, map(_cells, editions()))


def _cells(row: EditionRow) -> Sequence[Cell]:
    told = row.funnel
    return (
        row.year, row.title, "yes" if row.is_live else "no", "yes" if row.is_demo else "no", told.registered,
        told.reached, told.submitted, told.passed, told.withdrawn if row.is_live else None, told.agencies,
        row.source_text, row.confidence, row.note,
    )  # fmt: skip
