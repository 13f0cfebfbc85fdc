"""The organiser looks at what a list makes of the catalogue, and has it made."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.selection.actions.recording import record_winners
from tular.features.selection.models import Announcement
from tular.features.selection.queries.preparing import competition_run_by
from tular.features.selection.queries.winners import winners_page
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.ui.typed import text_typed

CHOICE = "pilih-"
"""Beginning of the names of the choices; codes of proposals follow."""


@signed_in
def winners(request: HttpRequest, slug: str) -> HttpResponse:
    """Each winner with the record that it is or would become; POST brings the catalogue to it."""
    competition = competition_run_by(request.user, slug)
    if competition is None:
        raise Http404
    page = winners_page(competition, text_typed(request.GET.get("tahap", ""), 60))
    chosen = {
        name.removeprefix(CHOICE): text_typed(str(value), 80)
        for name, value in request.POST.items()
        if name.startswith(CHOICE)
    }
    status = 200
    announcement = page.announcement
    if request.method == "POST":
        if announcement is None:
            raise Http404
        try:
            return post_once(request, lambda: _recorded(request, slug, announcement, chosen))
        except Refused as refused:
            status = 409
            for one in refused.reasons:
                messages.error(request, one.text)
    context = {
        "page": page,
        "rows": [(one, chosen.get(one.line.code, "")) for one in page.winners],
    }
    return render(request, "selection/winners.html", context, status=status)


def _recorded(request: HttpRequest, slug: str, announcement: Announcement, chosen: dict[str, str]) -> Done:
    done = record_winners(announcement, joins=chosen, by=request.user, now=timezone.now())
    told = _("%(made)d catatan baru, %(marked)d catatan lama ditandai, %(withdrawn)d penghargaan ditarik.") % {
        "made": done.made, "marked": done.marked, "withdrawn": done.withdrawn,
    }  # fmt: skip
    return Done(f"/seleksi/{slug}/katalog?{urlencode({'tahap': announcement.stage})}", told)
