"""The pages of the portal: thin callers of its queries."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.portal.queries.agencies import agency_list, agency_page
from tular.features.portal.queries.browse import browse_page
from tular.features.portal.queries.desk import desk_page
from tular.features.portal.queries.home import home_page
from tular.foundation.access.public import public, signed_in

LONGEST_NAME = 200


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: ask a problem; the real spread; themes; figures with their dates."""
    return render(request, "portal/home.html", {"page": home_page(timezone.localdate())})


@public
@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """The catalogue by theme, province, award, year and agency."""
    return render(request, "portal/browse.html", {"page": browse_page(timezone.localdate())})


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits for whoever is signed in; `peran` narrows it to one role."""
    page = desk_page(request.user, timezone.now(), request.GET.get("peran", ""))
    return render(request, "portal/desk.html", {"page": page})


@public
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """All agencies, or those that match `q`; `halaman` is the page."""
    asked = request.GET.get("q", "").replace("\x00", "")[:LONGEST_NAME]
    return render(request, "portal/agencies.html", {"page": agency_list(asked, request.GET.get("halaman", ""))})


@public
@require_safe
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """One agency: what it owns, won, passed on and took over."""
    page = agency_page(slug)
    if page is None:
        raise Http404(_("Instansi ini tidak ada di katalog."))
    return render(request, "portal/agency.html", {"page": page})


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read: everything but addresses that only compute (results, comparisons, downloads of them)."""
    lines = ["User-agent: *", "Disallow: /temukan", "Disallow: /bandingkan", "Allow: /", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, 503 when it does not; for the watcher of the machine."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database tidak menjawab\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("sehat\n", content_type="text/plain; charset=utf-8")
