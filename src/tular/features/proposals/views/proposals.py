"""One's own proposals: the list, beginning one, the page of one, its team, remarks, preview and history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tular.features.catalogue.models import Innovation
from tular.features.competitions.models import Competition
from tular.features.proposals.actions import beginning, team
from tular.features.proposals.forms.beginning import BeginForm, MemberForm
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries import begin as begins
from tular.features.proposals.queries.asked import section_titles
from tular.features.proposals.queries.general import own_innovations
from tular.features.proposals.queries.listing import Filters, list_page
from tular.features.proposals.queries.page import proposal_page
from tular.features.proposals.queries.past import sitting_of, subjects_of, writing_of
from tular.features.proposals.queries.team import comment_called, member_called
from tular.features.proposals.queries.wording import RESULT_LABELS, whole
from tular.features.proposals.views.steps import steps_of
from tular.features.proposals.views.writing import found_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.audit.queries import history
from tular.foundation.ui.typed import line_typed, number_typed


@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    """The proposals that the person writes or answers for."""
    asked = request.GET
    filters = Filters(asked.get("keadaan", ""), asked.get("kompetisi", "")[:80])
    page = list_page(request.user, filters, asked.get("halaman", ""), timezone.now())
    return render(request, "proposals/proposals.html", {"page": page})


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Begin a proposal: first the competition, then unit, record and title."""
    now = timezone.now()
    slug = request.GET.get("kompetisi", "")[:80]
    if not slug:
        return render(request, "proposals/choose.html", {"competitions": begins.open_competitions(request.user)})
    competition = begins.competition_called(request.user, slug)
    if competition is None:
        raise Http404
    places = begins.places_of(request.user)
    refusals = {one.agency.pk: begins.why_not(competition, one.agency, now) for one in places}
    usable = [one for one in places if not refusals[one.agency.pk]]
    form = BeginForm(request.POST if request.method == "POST" else None, places=usable)
    near: list[Innovation] = []
    if request.method == "POST" and form.is_valid():
        answer, near = _begin(request, competition, form)
        if answer is not None:
            return answer
    words = line_typed(request.GET.get("cari", ""), 200)
    agencies = sorted({one.agency.pk for one in usable})
    records, more = begins.records_to_choose(request.user, agencies, competition, words) if agencies else ([], False)
    context = {
        "competition": competition,
        "form": form if usable else None,
        "refusals": sorted(set(filter(None, refusals.values()))),
        "has_place": bool(places),
        "records": records,
        "more": more,
        "words": words,
        "near": near,
        "chosen": request.POST.get("inovasi", request.GET.get("inovasi", "")),
    }
    return render(request, "proposals/new.html", context, status=409 if form.errors else 200)


def _begin(
    request: HttpRequest, competition: Competition, form: BeginForm
) -> tuple[HttpResponse | None, list[Innovation]]:
    """(where to go, nothing), or (None, records that may be the same innovation)."""
    place, title = form.places[form.cleaned_data["place"]], form.cleaned_data["title"]
    code = line_typed(request.POST.get("inovasi", ""), 200)
    innovation = own_innovations(request.user, place.agency.pk).filter(code=code).first() if code else None
    if code and innovation is None:
        form.add_error(None, _("Catatan inovasi ini bukan milik instansi yang Anda pilih. Pilih lagi."))
        return None, []
    if innovation is None and title and request.POST.get("beda") != "1":
        near = begins.alike(request.user, place.agency.pk, title)
        if near:
            return None, near

    def do() -> Done:
        made = beginning.begin(
            place.agency, by=request.user, now=timezone.now(), competition=competition, title=title,
            unit=place.unit, innovation=innovation,
        )  # fmt: skip
        said = _("Draf dibuat dengan nomor %(code)s. Isi bagian demi bagian; semuanya tersimpan sendiri.")
        return Done(f"/proposal/{made.code}/sunting/_umum", said % {"code": made.code})

    try:
        return post_once(request, do), []
    except Refused as refused:
        show_refusal(form, refused)
    return None, []


@signed_in
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Where a proposal stands, what is missing, and what can be done."""
    proposal = found_or_404(request, code)
    return _page(request, proposal, MemberForm())


def _page(request: HttpRequest, proposal: Proposal, members: MemberForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    context = {
        "page": proposal_page(proposal, request.user, now),
        "steps": steps_of(request.user, proposal, now),
        "member_form": members,
    }
    return render(request, "proposals/proposal.html", context, status=status)


@signed_in
@require_POST
def add_member(request: HttpRequest, code: str) -> HttpResponse:
    """Let a colleague write along."""
    proposal = found_or_404(request, code)
    form = MemberForm(request.POST)
    if form.is_valid():

        def do() -> Done:
            made = team.add_member(proposal, by=request.user, now=timezone.now(), email=form.cleaned_data["email"])
            said = _("%(who)s sekarang ikut menulis dan diberi tahu.") % {"who": made.person}
            return Done(f"/proposal/{code}#tim", said)

        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    return _page(request, proposal, form, status=409)


@signed_in
@require_POST
def remove_member(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End somebody's writing along."""
    proposal = found_or_404(request, code)
    member = member_called(proposal, pk)
    if member is None:
        raise Http404

    def do() -> Done:
        team.remove_member(member, by=request.user, now=timezone.now())
        said = _("%(who)s tidak lagi ikut menulis. Tulisannya tetap ada.") % {"who": member.person}
        left = member.person_id == request.user.pk
        return Done("/proposal" if left else f"/proposal/{code}#tim", said)

    return _done(request, do, f"/proposal/{code}")


@signed_in
@require_POST
def comment(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """Remark on a section."""
    proposal = found_or_404(request, code)
    if section not in section_titles(proposal):
        raise Http404

    def do() -> Done:
        team.comment(proposal, by=request.user, now=timezone.now(), section=section, text=request.POST.get("text", ""))
        return Done(f"/proposal/{code}/sunting/{section}#komentar", _("Komentar tersimpan; penulisnya diberi tahu."))

    return _done(request, do, f"/proposal/{code}/sunting/{section}#komentar")


@signed_in
@require_POST
def close_comment(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that what a remark asked for is done."""
    proposal = found_or_404(request, code)
    remark = comment_called(proposal, pk)
    if remark is None:
        raise Http404
    back = f"/proposal/{code}/sunting/{remark.section}#komentar"

    def do() -> Done:
        team.close_comment(remark, by=request.user, now=timezone.now())
        return Done(back, _("Komentar ditandai selesai."))

    return _done(request, do, back)


def _done(request: HttpRequest, do: Any, back: str) -> HttpResponse:
    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons))
        return redirect(back)


@signed_in
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The whole proposal to read and to print."""
    proposal = found_or_404(request, code)
    now = timezone.now()
    context = {
        "page": proposal_page(proposal, request.user, now), "sections": whole(proposal), "labels": RESULT_LABELS,
        "now": now,
    }  # fmt: skip
    return render(request, "proposals/preview.html", context)


@signed_in
def past(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that was done to the proposal, and who wrote what."""
    proposal = found_or_404(request, code)
    told = history(subjects_of(proposal), request.user, page=number_typed(request.GET.get("halaman", ""), 1))
    return render(
        request, "proposals/history.html", {"proposal": proposal, "history": told, "writing": writing_of(proposal)}
    )


@signed_in
def sitting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What one person wrote in one section within a while."""
    proposal = found_or_404(request, code)
    found = sitting_of(proposal, pk)
    if found is None:
        raise Http404
    save, title, differences = found
    context = {"proposal": proposal, "save": save, "title": title, "differences": differences}
    return render(request, "proposals/sitting.html", context)
