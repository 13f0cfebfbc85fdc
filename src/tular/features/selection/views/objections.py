"""Objecting, on the side of the agency; answering, on the side of the secretariat."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.features.selection.actions import objecting
from tular.features.selection.forms import AnswerForm, ObjectionForm
from tular.features.selection.queries.objections import next_waiting, objection_page, queue_of
from tular.features.selection.queries.preparing import competition_run_by
from tular.features.selection.queries.results import newest_line, own_results, results_of
from tular.foundation.access.permissions import allows
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, seen_version, show_refusal


@signed_in
def object_to(request: HttpRequest, code: str) -> HttpResponse:
    """What the newest list says of the proposal, and the form for objecting to it."""
    proposal = _own(request, code)
    now = timezone.now()
    results, line = results_of(proposal, now), newest_line(proposal)
    if results is None or line is None:
        raise Http404
    posted = request.method == "POST"
    form = ObjectionForm(*((request.POST, request.FILES) if posted else ()), by=request.user)
    may = allows(request.user, "selection.object", line)
    if posted and form.is_valid():
        file = form.cleaned_data["file"]

        def do() -> Done:
            objecting.object_to(
                line, text=form.cleaned_data["text"], file=file.pk if file else None, by=request.user,
                now=timezone.now(), seen_version=seen_version(request),
            )  # fmt: skip
            return Done(f"/proposal/{code}/sanggah", _("Sanggah terkirim. Jawabannya tampil di sini."))

        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"proposal": proposal, "results": results, "line": line, "form": form, "may": may}
    return render(request, "selection/object.html", context, status=409 if form.errors else 200)


def _own(request: HttpRequest, code: str) -> Proposal:
    rows = proposals_written_by(request.user).filter(code=code)
    proposal = rows.select_related("competition__rulebook", "agency").distinct().first()
    if proposal is None:
        raise Http404
    return proposal


@signed_in
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The results of the proposals of a local admin's agencies."""
    return render(request, "selection/own_results.html", {"rows": own_results(request.user, timezone.now())})


@signed_in
@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """The objections of a competition, those that wait first."""
    competition = competition_run_by(request.user, slug)
    if competition is None:
        raise Http404
    page = queue_of(competition, request.GET.get("keadaan", ""), request.GET.get("halaman", ""), timezone.now())
    return render(request, "selection/objections.html", {"page": page})


@signed_in
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An objection beside the result, the checks and the proposal; and the form for its answer."""
    competition = competition_run_by(request.user, slug)
    page = objection_page(competition, pk, timezone.now()) if competition else None
    if competition is None or page is None:
        raise Http404
    posted = request.method == "POST"
    form = AnswerForm(request.POST if posted else None)
    if posted and form.is_valid():

        def do() -> Done:
            objecting.answer(
                page.objection, granted=form.cleaned_data["decision"] == AnswerForm.GRANT,
                answer=form.cleaned_data["answer"], by=request.user, now=timezone.now(),
                seen_version=seen_version(request),
            )  # fmt: skip
            following = next_waiting(competition, page.objection)
            where = f"/seleksi/{slug}/sanggah" + (f"/{following.pk}" if following else "")
            return Done(where, _("Jawaban terkirim ke instansi: %(title)s.") % {"title": page.line.title})

        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    return render(request, "selection/answer.html", {"page": page, "form": form}, status=409 if form.errors else 200)
