"""The organiser gives further readings where they make a list surer soonest."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.judging.actions import assigning
from tular.features.judging.actions.assigning import Change
from tular.features.judging.choices import AssignmentKind
from tular.features.judging.models import Entry, Evaluator, Review
from tular.features.judging.queries.control import last_calibration
from tular.features.judging.queries.rereading import LARGEST, USUAL, MorePage, more_readings
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.views.assigning import found_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.form_page import GET_OR_POST
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.ui.typed import number_typed


@signed_in
@GET_OR_POST
def more(request: HttpRequest, slug: str, stage: str, pool: int) -> HttpResponse:
    """The suggestions with what they are worth; those that are ticked are assigned."""
    review = found_or_404(request, slug, stage)
    calibration = last_calibration(review)
    if calibration is None or pool >= len(calibration.figures["lines"]):
        raise Http404
    count = min(LARGEST, max(1, number_typed(request.GET.get("banyak", ""), USUAL)))
    page = more_readings(review, calibration, pool, count, number_typed(request.GET.get("massal", "")))
    base = f"/kompetisi/{slug}/penilaian/{stage}"
    here = f"{base}/kendali/{pool}/bacaan"
    refused: list[str] = []
    chosen = request.POST.getlist("bacaan")
    if request.method == "POST":
        try:
            return post_once(request, lambda: _given(request, review, page, chosen, here))
        except Refused as why:
            refused = [reason.text for reason in why.reasons]
    context = {
        "page": page, "review": review, "base": base, "here": here, "pool": pool, "count": count,
        "stage": stage_of(review).label, "refused": refused, "posted": request.method == "POST", "chosen": chosen,
        "counts": (5, USUAL, 20, LARGEST),
    }  # fmt: skip
    return render(request, "judging/more.html", context, status=409 if refused else 200)


def _given(request: HttpRequest, review: Review, page: MorePage, chosen: list[str], here: str) -> Done:
    """Assign what was ticked: pairs as they stood on the form, looked at again by the action."""
    entries = {one.number: one for one in Entry.objects.filter(review=review).select_related("proposal")}
    people = {one.number: one for one in Evaluator.objects.filter(review=review)}
    changes = []
    for told in chosen[:LARGEST]:
        entry, _dash, evaluator = told.partition("-")
        pair = entries.get(number_typed(entry)), people.get(number_typed(evaluator))
        if pair[0] is None or pair[1] is None:
            raise Http404
        changes.append(Change(pair[0], pair[1], gives=True))
    if not changes:
        raise Refused(_("Pilih dulu bacaan yang ingin ditugaskan."))
    bulk = assigning.change_many(
        review, changes=changes, by=request.user, now=timezone.now(), kind=AssignmentKind.EXTRA
    )
    n = len(bulk.given)
    said = ngettext("%(n)d bacaan tambahan ditugaskan.", "%(n)d bacaan tambahan ditugaskan.", n) % {"n": n}
    return Done(f"{here}?massal={bulk.pk}", said)
