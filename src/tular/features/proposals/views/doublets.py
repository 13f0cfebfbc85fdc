"""Texts that look alike: their groups side by side, and what people say of them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tular.features.proposals.actions.doublets import decide_cluster, decide_doublet
from tular.features.proposals.queries.checklist.doublets import doublet_for, doublets_page
from tular.features.proposals.views.checking import found_or_404
from tular.foundation.access.paths import own_path
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, seen_version
from tular.foundation.ui.typed import text_typed

LONGEST_NOTE = 2000


@signed_in
@require_safe
def doublets(request: HttpRequest, slug: str) -> HttpResponse:
    """The groups; those in which something is to be decided unless all are asked for."""
    competition, _stage = found_or_404(request, slug)
    only_open = request.GET.get("tampil") != "semua"
    page = doublets_page(competition, request.user, request.GET.get("halaman", ""), only_open)
    return render(request, "proposals/checklist/doublets.html", {"page": page})


@signed_in
@require_POST
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say of one pair whether both are the same."""
    competition, _stage = found_or_404(request, slug)
    pair = doublet_for(competition, pk)
    if pair is None:
        raise Http404
    state, note = request.POST.get("kata", ""), text_typed(request.POST.get("catatan", ""), LONGEST_NOTE)

    def do() -> str:
        made = decide_doublet(
            pair, by=request.user, now=timezone.now(), state=state, note=note, seen_version=seen_version(request)
        )
        return _("Pasangan dicatat: %(state)s.") % {"state": made.get_state_display()}

    return _answer(request, slug, do)


@signed_in
@require_POST
def decide_all(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The same word for every open pair of a group."""
    competition, _stage = found_or_404(request, slug)

    def do() -> str:
        decide_cluster(
            competition, by=request.user, now=timezone.now(), cluster=number, state=request.POST.get("kata", "")
        )
        return _("Semua pasangan kelompok itu dicatat.")

    return _answer(request, slug, do)


def _answer(request: HttpRequest, slug: str, do: Callable[[], str]) -> HttpResponse:
    back = own_path(request.POST.get("kembali", ""), f"/seleksi/{slug}/kembar")
    try:
        return post_once(request, lambda: Done(back, do()))
    except Refused as refusal:
        messages.error(request, " ".join(one.text for one in refusal.reasons))
        return redirect(back)
