"""The page of replicating, with the cases of the reader's agencies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tular.features.agencies.queries.roles import today
from tular.features.replications.queries.beginning import places_for
from tular.features.replications.queries.index import COLUMNS, CaseFilters, how_it_goes, own_cases, table_of_cases
from tular.foundation.access.public import public, signed_in
from tular.foundation.files.streams import csv_file
from tular.foundation.ui.typed import text_typed


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """How replicating goes, for everybody; below it for who is signed in the cases of their agencies."""
    context: dict[str, Any] = {"told": how_it_goes(today())}
    if request.user.is_authenticated:
        context["own"] = own_cases(request.user, _filters(request), request.GET.get("halaman", ""))
        context["places"] = places_for(request.user)
    return render(request, "replications/index.html", context)


@signed_in
@require_safe
def cases_csv(request: HttpRequest) -> HttpResponse:
    """The cases of one side as a table to take along, narrowed as on the page."""
    rows = table_of_cases(request.user, _filters(request))
    return csv_file("replikasi", [str(one) for one in COLUMNS], rows)


def _filters(request: HttpRequest) -> CaseFilters:
    asked = request.GET
    return CaseFilters(asked.get("sisi", ""), asked.get("keadaan", ""), text_typed(asked.get("cari", ""), 200))
