"""The ties that an agency names, without learning who judges."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.judging.actions.ties import name_tie
from tular.features.judging.forms.conflicts import NameTieForm
from tular.features.judging.models import Tie
from tular.features.judging.queries.ties import place_for_ties, tie_called, ties_page
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST
from tular.foundation.actions.posting import Done, post_once, show_refusal


@signed_in
@GET_OR_POST
def index(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """What was said, and one more."""
    competition, body = _place(request, slug, agency)
    page = ties_page(competition, body)
    form = NameTieForm(request.POST or None)

    def do() -> Done:
        tie = Tie(competition=competition, agency=body)
        name_tie(tie, by=request.user, now=timezone.now(), **form.cleaned_data)
        return Done(page.path, _("Dicatat. Tidak ada yang diberi tahu; penyelenggara memakainya bila perlu."))

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    return render(request, "judging/ties.html", {"page": page, "form": form}, status=409 if form.errors else 200)


@signed_in
@GET_OR_POST
def take_back(request: HttpRequest, slug: str, agency: str, pk: int) -> HttpResponse:
    """It was not so."""
    competition, body = _place(request, slug, agency)
    tie = tie_called(competition, body, pk)
    if tie is None:
        raise Http404
    path = ties_page(competition, body).path
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.take_back_tie", subject=tie,
            title=_("Tarik keterangan tentang %(name)s?") % {"name": tie.name},
            effects=[_("Keterangan ini tidak dipakai lagi untuk membandingkan. Penyelenggara tetap dapat melihatnya.")],
            button=_("Tarik keterangan"), back=path, done=Done(path, _("Keterangan ditarik.")), destructive=True,
        ),
    )  # fmt: skip


def _place(request: HttpRequest, slug: str, agency: str) -> tuple[Competition, Agency]:
    found = place_for_ties(request.user, slug, agency)
    if found is None:
        raise Http404
    return found
