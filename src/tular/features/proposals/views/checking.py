"""The desk of an administrative selection: the list, one proposal, many at once, and having them screened."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import competitions_checked_by
from tular.features.proposals.actions import bulk_checks, checking, screening
from tular.features.proposals.choices import CheckDecision
from tular.features.proposals.forms.checking import DecideForm
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.checklist import listing, one
from tular.features.proposals.queries.checklist.rows import Filters
from tular.features.proposals.queries.settled import checklist_of
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.ui.typed import number_typed


def found_or_404(request: HttpRequest, slug: str) -> tuple[Competition, Stage]:
    """The competition and its stage of selection, for somebody who checks; for anybody else there is none."""
    competition = listing.competition_for(request.user, slug)
    stage = checklist_of(competition) if competition else None
    if competition is None or stage is None:
        raise Http404
    return competition, stage


@signed_in
@require_safe
def competitions(request: HttpRequest) -> HttpResponse:
    """The competitions for which the person checks."""
    rows = competitions_checked_by(request.user).select_related("organiser").order_by("-year", "title", "pk")
    return render(request, "proposals/checklist/competitions.html", {"rows": rows})


@signed_in
@require_safe
def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """The list."""
    competition, stage = found_or_404(request, slug)
    asked = Filters.read(request.GET)
    bulk = listing.bulk_of(request.user, number_typed(request.GET.get("massal", "")))
    context = {
        "page": listing.checklist_page(competition, stage, request.user, asked, request.GET.get("halaman", "")),
        "form": DecideForm(),
        "bulk": bulk if bulk and bulk.competition_id == competition.pk else None,
    }
    return render(request, "proposals/checklist/list.html", context)


@signed_in
def check(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One proposal: read, and decide."""
    competition, stage = found_or_404(request, slug)
    proposal = one.proposal_on_desk(competition, code)
    if proposal is None:
        raise Http404
    asked = Filters.read(request.POST if request.method == "POST" else request.GET)
    page = one.check_page(proposal, stage, request.user, asked)
    form = DecideForm(request.POST) if request.method == "POST" else DecideForm(initial=_begin(page))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, lambda: _decide(request, proposal, page, form.cleaned_data, asked))
        except Refused as refusal:
            show_refusal(form, refusal)
            page = one.check_page(proposal, stage, request.user, asked)
            status = 409
    context = {"page": page, "form": form, "query": asked.query, "kept": parse_qsl(asked.query)}
    return render(request, "proposals/checklist/one.html", context, status=status)


def _begin(page: one.CheckPage) -> dict[str, Any]:
    """What the form shows first: the own word of before, else what was computed."""
    if page.mine is not None:
        return {
            "keputusan": page.mine.decision, "alasan": page.mine.reasons, "penjelasan": page.mine.explanation,
        }  # fmt: skip
    decision = CheckDecision.FAILED if page.computed else ""
    return {"keputusan": decision, "alasan": list(page.suggested), "penjelasan": page.suggested_words}


def _decide(
    request: HttpRequest, proposal: Proposal, page: one.CheckPage, told: dict[str, Any], asked: Filters
) -> Done:
    given = {
        "by": request.user, "now": timezone.now(), "reasons": told["alasan"], "explanation": told["penjelasan"],
        "submission": number_typed(request.POST.get("kiriman", "")),
    }  # fmt: skip
    decision = told["keputusan"]
    if request.POST.get("putus"):
        checking.settle_difference(proposal, decision=decision, **given)
    elif decision == CheckDecision.FIX:
        checking.ask_fix(proposal, **given)
    else:
        checking.check(proposal, decision=decision, **given)
    said = _("%(code)s: %(decision)s.") % {"code": proposal.code, "decision": CheckDecision(decision).label}
    base = f"/seleksi/{page.competition.slug}"
    following = page.place.waiting
    if not following:
        return Done(_with(base, asked.query), f"{said} {_('Tidak ada lagi yang menunggu Anda dalam saringan ini.')}")
    return Done(_with(f"{base}/{following}", asked.query), said)


@signed_in
@require_POST
def many(request: HttpRequest, slug: str) -> HttpResponse:
    """One decision about the chosen proposals, or about all that the filters leave once their number is confirmed."""
    competition, stage = found_or_404(request, slug)
    asked = Filters.read(QueryDict(request.POST.get("kembali", "")))
    back = _with(f"/seleksi/{slug}", asked.query)
    everything = request.POST.get("cakupan") == "semua"
    codes = listing.codes_left(competition, stage, request.user, asked) if everything else request.POST.getlist("pilih")
    form = DecideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih keputusan dan alasannya dari yang ada."))
        return redirect(back)
    told = form.cleaned_data
    if not everything and len(codes) > bulk_checks.MOST_CHOSEN:
        messages.error(request, _("Paling banyak %(most)d proposal sekaligus.") % {"most": bulk_checks.MOST_CHOSEN})
        return redirect(back)
    if everything and number_typed(request.POST.get("jumlah", "")) != len(codes):
        context = {
            "competition": competition, "form": form, "count": len(codes), "query": asked.query, "back": back,
            "words": listing.in_words(asked, competition),
            "decision": dict(CheckDecision.choices).get(told["keputusan"]), "changed": "jumlah" in request.POST,
        }  # fmt: skip
        return render(request, "proposals/checklist/confirm.html", context)

    def do() -> Done:
        made = bulk_checks.check_many(
            competition, by=request.user, now=timezone.now(), codes=codes, decision=told["keputusan"],
            reasons=told["alasan"], explanation=told["penjelasan"],
        )  # fmt: skip
        return Done(_with(f"/seleksi/{slug}", asked.query, f"massal={made.pk}"))

    try:
        return post_once(request, do)
    except Refused as refusal:
        messages.error(request, " ".join(one.text for one in refusal.reasons))
        return redirect(back)


@signed_in
@require_POST
def undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back a decision about many."""
    found_or_404(request, slug)
    bulk = listing.bulk_of(request.user, pk)
    if bulk is None or bulk.competition.slug != slug:
        raise Http404

    def do() -> Done:
        bulk_checks.undo_check_many(bulk, by=request.user, now=timezone.now())
        count = len(bulk.checks)
        said = ngettext("%(n)d pemeriksaan diurungkan.", "%(n)d pemeriksaan diurungkan.", count) % {"n": count}
        return Done(f"/seleksi/{slug}", said)

    try:
        return post_once(request, do)
    except Refused as refusal:
        messages.error(request, " ".join(one.text for one in refusal.reasons))
        return redirect(f"/seleksi/{slug}")


@signed_in
@require_POST
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """Have all submissions read by the machine, in the background."""
    competition, _stage = found_or_404(request, slug)

    def do() -> Done:
        run = screening.begin_screening(competition, by=request.user, now=timezone.now())
        return Done(f"/proses/{run.pk}", _("Penyaringan dimulai. Anda boleh meninggalkan halaman ini."))

    try:
        return post_once(request, do)
    except Refused as refusal:
        messages.error(request, " ".join(one.text for one in refusal.reasons))
        return redirect(f"/seleksi/{slug}")


def _with(path: str, *queries: str) -> str:
    asked = "&".join(query for query in queries if query)
    return f"{path}?{asked}" if asked else path
