"""The library, its themes, and everything that can be downloaded."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tular.features.modelbooks.queries.counts import COLUMNS, table
from tular.features.modelbooks.queries.library import downloads, library, theme_page
from tular.features.modelbooks.queries.themes import theme_named
from tular.foundation.access.public import public
from tular.foundation.files.streams import csv_file


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All published books, and those that are known to exist."""
    return render(request, "modelbooks/library.html", {"page": library()})


@public
@require_safe
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    """A theme: its books, what is known, and what the catalogue has."""
    found = theme_named(theme)
    if found is None:
        raise Http404
    return render(request, "modelbooks/theme.html", {"page": theme_page(found)})


@public
@require_safe
def all_downloads(request: HttpRequest) -> HttpResponse:
    """Every file of every edition, under filters."""
    asked = request.GET
    page = downloads(asked.get("tema", ""), asked.get("bentuk", ""), old="lama" in asked)
    return render(request, "modelbooks/downloads.html", {"page": page})


@public
@require_safe
def counts_csv(request: HttpRequest) -> HttpResponse:
    """How often what was read and downloaded, day by day."""
    return csv_file("hitungan-buku-model", COLUMNS, table())
