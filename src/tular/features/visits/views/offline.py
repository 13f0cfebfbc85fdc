"""A visit without a connection: the worker, what may be kept, and the page for what was not kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tular.features.visits.choices import VisitState
from tular.features.visits.queries.team import pages_to_keep
from tular.features.visits.queries.visibility import verifiers_of
from tular.features.visits.views.team import visit_or_404
from tular.foundation.access.public import public, signed_in
from tular.foundation.ui.keeping import worker_for
from tular.foundation.ui.typed import number_typed


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for /verifikasi without a connection."""
    return worker_for("/verifikasi")


@signed_in
@never_cache
@require_safe
def to_keep(request: HttpRequest) -> JsonResponse:
    """The pages of one visit that the person may keep; none before it is announced and once it is over."""
    found = visit_or_404(request, number_typed(request.GET.get("kunjungan", "")))
    pages = pages_to_keep(found) if found.state == VisitState.ANNOUNCED else []
    return JsonResponse({"pages": ["/verifikasi/luring", *pages] if pages else [], "items": max(0, len(pages) - 3)})


@signed_in
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """What is shown without a connection for a page that was not kept."""
    if not verifiers_of(request.user).exists():
        raise Http404
    return render(request, "visits/not_kept.html")
