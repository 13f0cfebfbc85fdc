"""The curator's queue and the screen on which a text is decided."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tular.features.catalogue.choices import State
from tular.features.catalogue.queries import record
from tular.features.catalogue.views.records import found_or_404
from tular.foundation.access.permissions import allows
from tular.foundation.access.public import signed_in


@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    """The texts that wait for this person; `?lanjut=1` goes straight to the first."""
    lines = record.curation_queue(request.user)
    if "lanjut" in request.GET and lines:
        return redirect(f"/kurasi/{lines[0].code}")
    return render(request, "catalogue/queue.html", {"lines": lines, "decides": record.decides(request.user)})


@signed_in
def review(request: HttpRequest, code: str) -> HttpResponse:
    """The text that is proposed beside the one that is public, what to decide, and the next one in line."""
    innovation = found_or_404(request, code)
    draft = record.draft_of(innovation)
    if draft is None or draft.state not in (State.SUBMITTED, State.APPROVED):
        return redirect(f"/catatan/{code}")
    lines = record.curation_queue(request.user)
    if not any(allows(request.user, name, innovation) for name in ("catalogue.approve", "catalogue.publish")):
        raise Http404
    place = next((number for number, line in enumerate(lines) if line.code == code), -1)
    submitted = draft.state == State.SUBMITTED
    context = {
        "review": record.review(innovation, draft, timezone.now()),
        "lines": lines,
        "next": lines[place + 1] if 0 <= place < len(lines) - 1 else None,
        "may_approve": submitted and allows(request.user, "catalogue.approve", innovation),
        "may_publish": draft.state == State.APPROVED and allows(request.user, "catalogue.publish", innovation),
        "may_reject": allows(request.user, "catalogue.reject", innovation)
        and (submitted or allows(request.user, "catalogue.publish", innovation)),
    }
    return render(request, "catalogue/review.html", context)
