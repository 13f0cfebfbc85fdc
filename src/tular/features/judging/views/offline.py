"""Reading without a connection: the worker, what may be kept, and the page that is shown for what was not kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tular.features.judging.queries.desk import judges_anywhere, my_reviews, pages_to_keep
from tular.foundation.access.public import public, signed_in
from tular.foundation.ui.keeping import worker_for
from tular.foundation.ui.typed import number_typed


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for /penilaian without a connection. It stands here, since its place is its scope."""
    return worker_for("/penilaian")


@signed_in
@never_cache
@require_safe
def to_keep(request: HttpRequest) -> JsonResponse:
    """The pages that the person may keep: those of readings that wait in one review."""
    asked = number_typed(request.GET.get("tahap", ""))
    reviews = my_reviews(request.user, timezone.now())
    mine = next((one for one in reviews if one.review.pk == asked), None)
    if mine is None:
        raise Http404
    pages, readings = pages_to_keep(mine, request.user)
    return JsonResponse({"pages": ["/penilaian/luring", *pages], "readings": readings})


@signed_in
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """What is shown without a connection for a page that was not kept."""
    if not judges_anywhere(request.user):
        raise Http404
    return render(request, "judging/not_kept.html")
