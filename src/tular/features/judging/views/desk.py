"""The evaluator's desk: which reviews, and the queue of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.judging.choices import ReviewState
from tular.features.judging.queries.desk import (
    ABSTAINED,
    DONE,
    LOOK_AGAIN,
    PLACES,
    SIZE,
    WAITING,
    my_reviews,
    queue_of,
)
from tular.features.judging.queries.load_plan import own_plan
from tular.foundation.access.public import signed_in
from tular.foundation.ui.shapes import Pages
from tular.foundation.ui.typed import number_typed


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """The reviews in which somebody judges, with the queue of the chosen one; 404 for who judges nowhere."""
    now = timezone.now()
    reviews = my_reviews(request.user, now)
    if not reviews:
        raise Http404
    asked = number_typed(request.GET.get("tahap", ""))
    chosen = next((one for one in reviews if one.review.pk == asked), reviews[0])
    place = request.GET.get("keadaan", "")
    order = request.GET.get("urut", "")
    page = max(1, number_typed(request.GET.get("halaman", ""), 1))
    place = place if place in PLACES else ""
    queue = queue_of(chosen, request.user, place=place, order=order, page=page)
    pages = Pages(queue.shown, SIZE, page)
    if pages.number != page:
        queue = queue_of(chosen, request.user, place=place, order=order, page=pages.number)
    context = {
        "reviews": reviews,
        "mine": chosen,
        "queue": queue,
        "pages": pages,
        "place": place,
        "order": order,
        "own": own_plan(chosen.evaluator, chosen.review, chosen.total, chosen.done, now)
        if chosen.state == ReviewState.RUNNING
        else None,
        "bands": chosen.review.bands.filter(closed_at__isnull=True),
        "places": [
            (WAITING, _("Belum selesai"), queue.counts[WAITING], queue.of(WAITING)),
            (LOOK_AGAIN, _("Perlu Anda lihat lagi"), queue.counts[LOOK_AGAIN], queue.of(LOOK_AGAIN)),
            (DONE, _("Sudah diserahkan"), queue.counts[DONE], queue.of(DONE)),
            (ABSTAINED, _("Tidak Anda nilai"), queue.counts[ABSTAINED], queue.of(ABSTAINED)),
        ],
    }
    return render(request, "judging/desk.html", context)
