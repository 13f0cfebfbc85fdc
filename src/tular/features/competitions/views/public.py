"""The public pages of competitions, and their calendar for other calendars."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.competitions.queries.call import call_page
from tular.features.competitions.queries.digests import COLUMNS, digests_as_table, digests_page
from tular.features.competitions.queries.feed import feed
from tular.features.competitions.queries.listing import competitions_page
from tular.foundation.access.public import public
from tular.foundation.files.streams import csv_file


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All competitions; `tingkat` narrows them to a level, `halaman` pages through those that are over."""
    page = competitions_page(
        request.user, timezone.now(), level=request.GET.get("tingkat", ""), page=request.GET.get("halaman", "")
    )
    return render(request, "competitions/index.html", {"page": page})


@public
@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """One competition; one that is being prepared is seen by its own people only."""
    page = call_page(slug, request.user, timezone.now())
    if page is None:
        raise Http404(_("Kompetisi ini tidak ada, atau belum dibuka."))
    return render(request, "competitions/call.html", {"page": page})


@public
@require_safe
def calendar(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The calendar of one competition, or of all, as iCalendar."""
    content = feed(slug, f"{request.scheme}://{request.get_host()}")
    if content is None:
        raise Http404(_("Kompetisi ini tidak ada, atau belum dibuka."))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slug or "kompetisi"}.ics"'
    response["Cache-Control"] = "public, max-age=900"
    return response


@public
@require_safe
def digests(request: HttpRequest, slug: str) -> HttpResponse:
    """The digests of the audit trail that were published stage by stage."""
    page = digests_page(slug, request.user)
    if page is None:
        raise Http404(_("Kompetisi ini tidak ada, atau belum dibuka."))
    return render(request, "competitions/digests.html", {"page": page})


@public
@require_safe
def digests_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as CSV, to keep and to compare later."""
    rows = digests_as_table(slug, request.user)
    if rows is None:
        raise Http404(_("Kompetisi ini tidak ada, atau belum dibuka."))
    return csv_file(f"{slug}-jejak", COLUMNS, rows)
