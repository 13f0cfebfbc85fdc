"""The choice inside an agency: open it, mark, close it, and its minutes."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.actions import preselecting
from tular.features.proposals.choices import PreselectionState
from tular.features.proposals.forms.preselection import CloseForm, MarkForm, OpenForm
from tular.features.proposals.models import Preselection
from tular.features.proposals.queries import preselection as queries
from tular.features.proposals.queries.canonical import canonical_of
from tular.features.proposals.queries.local_desk import desk_path
from tular.features.proposals.queries.submissions import readable
from tular.features.proposals.views.local import place_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused, version_of
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.rulebooks.versions import rules_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@GET_OR_POST
def choice(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """Where the choice stands: not begun, its ranking with the form that closes it, or its minutes."""
    competition, body = place_or_404(request, slug, agency)
    found = queries.preselection_of(competition, body.pk)
    if found is None:
        return _open(request, competition, body)
    if found.state == PreselectionState.CLOSED:
        context = {"preselection": found, "results": queries.results_of(found), "path": desk_path(competition, body)}
        return render(request, "proposals/minutes.html", context)
    return _close(request, found)


@signed_in
@GET_OR_POST
def mark(request: HttpRequest, slug: str, agency: str, code: str) -> HttpResponse:
    """One proposal beside the sheet on which one person marks it."""
    competition, body = place_or_404(request, slug, agency)
    found = queries.preselection_of(competition, body.pk)
    proposal = queries.candidate(found, code) if found else None
    if found is None or proposal is None:
        raise Http404
    here = f"{desk_path(competition, body)}/pra-seleksi"
    if found.state == PreselectionState.CLOSED:
        return redirect(here)
    row = found.marks.filter(proposal=proposal, by=request.user.pk).first()
    criteria = queries.criteria_of(rules_of(found.rulebook), proposal.group)
    posted = request.POST if request.method == "POST" else None
    form = MarkForm(posted, criteria, row.marks if row else {}, row.comment if row else "")
    if posted is not None and form.is_valid():

        def do() -> Done:
            preselecting.mark(
                found, by=request.user, now=timezone.now(), proposal=proposal, marks=form.marks,
                comment=form.cleaned_data["komentar"], base=request.POST.get("dasar", "")[:64],
            )  # fmt: skip
            return Done(here, _("Nilai Anda disimpan. Sebelum ditutup semuanya masih dapat diubah."))

        try:
            return post_once(request, do)
        except Refused as error:
            show_refusal(form, error)
    context = {
        "preselection": found, "proposal": proposal, "form": form, "here": here,
        "base": version_of(row) if row else "",
        "sections": readable(json.loads(canonical_of(proposal, number=0, by=None, at=timezone.now()))),
        "files": proposal.files.filter(removed_at__isnull=True).select_related("file"),
    }  # fmt: skip
    return render(request, "proposals/mark.html", context, status=409 if form.errors else 200)


def _open(request: HttpRequest, competition: Competition, agency: Agency) -> HttpResponse:
    rulebooks = queries.usable_rulebooks()
    form = OpenForm(request.POST if request.method == "POST" else None, rulebooks)
    here = f"{desk_path(competition, agency)}/pra-seleksi"
    if request.method == "POST" and form.is_valid():
        chosen = next(one for one in rulebooks if str(one.pk) == form.cleaned_data["rulebook"])

        def do() -> Done:
            preselecting.open_preselection(
                agency, by=request.user, now=timezone.now(), competition=competition, rulebook=chosen
            )
            return Done(here, _("Pra-seleksi dibuka. Nilai setiap proposal, lalu tutup dengan berita acara."))

        try:
            return post_once(request, do)
        except Refused as error:
            show_refusal(form, error)
    context = {"competition": competition, "agency": agency, "form": form, "rulebooks": rulebooks,
               "path": desk_path(competition, agency)}  # fmt: skip
    return render(request, "proposals/open_preselection.html", context, status=409 if form.errors else 200)


def _close(request: HttpRequest, found: Preselection) -> HttpResponse:
    ranking = queries.ranking_of(found, request.user)
    path = desk_path(found.competition, found.agency)
    form = CloseForm(request.POST if request.method == "POST" else None, ranking.lines)
    if request.method == "POST" and form.is_valid():

        def do() -> Done:
            preselecting.close_preselection(
                found, by=request.user, now=timezone.now(), chosen=form.chosen, reasons=form.reasons,
                note=form.cleaned_data["catatan"], base=request.POST.get("dasar", "")[:64],
            )  # fmt: skip
            return Done(f"{path}/pra-seleksi", _("Pra-seleksi ditutup. Ini berita acaranya; ajukan yang terpilih."))

        try:
            return post_once(request, do)
        except Refused as error:
            show_refusal(form, error)
    groups = [
        (group, [(line, form[f"pilih-{line.pk}"], form[f"alasan-{line.pk}"]) for line in group.lines])
        for group in ranking.groups
    ]
    context = {"preselection": found, "ranking": ranking, "groups": groups, "form": form, "path": path}
    return render(request, "proposals/preselection.html", context, status=409 if form.errors else 200)
