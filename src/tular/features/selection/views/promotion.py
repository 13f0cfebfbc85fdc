"""The organiser sends on those that passed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.selection.actions import promoting
from tular.features.selection.queries.promotion import promotion_page
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.ui.typed import text_typed


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def promote(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that passed a stage, those promoted already, and the form that promotes."""
    rows = competitions_run_by(request.user).filter(slug=slug)
    competition = rows.select_related("rulebook", "organiser", "feeds__rulebook").first()
    stage = text_typed(request.GET.get("tahap", ""), 60)
    page = promotion_page(competition, stage, request.GET.get("halaman", ""), timezone.now()) if competition else None
    if competition is None or page is None:
        raise Http404
    here = f"/kompetisi/{slug}/kelola/promosi?tahap={page.stage}"
    if request.method != "POST":
        return render(request, "selection/promote.html", {"page": page})

    def do() -> Done:
        found = promoting.promote_passed(
            competition, stage=page.stage, codes=request.POST.getlist("pilih"), by=request.user, now=timezone.now()
        )
        for title, why in found.refused:
            messages.error(request, _("%(title)s tidak dipromosikan. %(why)s") % {"title": title, "why": why})
        n = len(found.made)
        said = ngettext(
            "%(n)d proposal dipromosikan ke %(target)s. Admin lokal dan penulisnya diberi tahu.",
            "%(n)d proposal dipromosikan ke %(target)s. Admin lokal dan penulisnya diberi tahu.", n,
        )  # fmt: skip
        return Done(here, said % {"n": n, "target": page.target.title} if n else "")

    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons))
        return redirect(here)
