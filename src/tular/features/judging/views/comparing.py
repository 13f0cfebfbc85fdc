"""The evaluator's side of a borderline band: two proposals side by side, and which is the better."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tular.features.judging.actions import comparing
from tular.features.judging.forms.borders import WhichForm
from tular.features.judging.models import BorderBand, Evaluator
from tular.features.judging.queries.borders.mine import ANSWERS, MyComparing, band_for, my_comparing
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.ui.typed import number_typed


def _found(request: HttpRequest, pk: int) -> tuple[BorderBand, Evaluator]:
    found = band_for(request.user, pk)
    if found is None:
        raise Http404
    return found


@signed_in
@GET_OR_POST
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The pair that waits; an answer to it brings the next."""
    band, evaluator = _found(request, pk)
    page = my_comparing(band, evaluator)
    refused: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            return post_once(request, lambda: _answered(request, page) if page.pair else _asked(request, band))
        except Refused as why:
            refused = [(reason.field or "", reason.text) for reason in why.reasons]
    context = {
        "page": page,
        "answers": [(one.value, one.label) for one in ANSWERS],
        "chosen": request.POST.get("jawaban", ""),
        "why": request.POST.get("alasan", ""),
        "wrong": {field: text for field, text in refused if field},
        "refused": [text for field, text in refused if not field],
        "is_demo": band.review.competition.is_demo,
    }
    return render(request, "judging/compare.html", context, status=409 if refused else 200)


def _answered(request: HttpRequest, page: MyComparing) -> Done:
    """Keep the answer, and bring the next pair where there is one."""
    assert page.pair is not None, "only while one waits"
    if number_typed(request.POST.get("pasangan", "")) != page.pair.pk:
        raise Refused(_("Pasangan ini sudah Anda jawab di tempat lain. Di bawah ini pasangan yang menunggu."))
    comparing.compare(
        page.pair, said=request.POST.get("jawaban", ""), by=request.user, now=timezone.now(),
        reason=request.POST.get("alasan", ""),
    )  # fmt: skip
    try:
        return _asked(request, page.band, _("Jawaban tersimpan."))
    except Refused as none_left:
        return Done(page.path, f"{_('Jawaban tersimpan.')} {none_left.reasons[0].text}")


def _asked(request: HttpRequest, band: BorderBand, said: str = "") -> Done:
    comparing.ask_pair(band, by=request.user, now=timezone.now())
    return Done(f"/penilaian/perbandingan/{band.pk}", said)


@signed_in
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last answer back."""
    band, evaluator = _found(request, pk)
    page = my_comparing(band, evaluator)

    def do() -> Done:
        if page.last is None:
            raise Refused(_("Hanya jawaban Anda yang terakhir dapat ditarik."))
        comparing.undo_comparison(page.last.pair, by=request.user, now=timezone.now())
        return Done(page.path, _("Jawaban ditarik. Pasangan itu menunggu jawaban baru."))

    try:
        return post_once(request, do)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.text)
        return redirect(page.path)


@signed_in
@GET_OR_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """A conflict with one of the two."""
    band, evaluator = _found(request, pk)
    mine = my_comparing(band, evaluator)
    if mine.pair is None:
        raise Http404
    pair = mine.pair
    page = FormPage(
        title=_("Nyatakan benturan kepentingan"), lead=f"{mine.stage} · {mine.competition}",
        button=_("Nyatakan benturan"), back=mine.path, up=_("Bandingkan proposal"),
        text=_(
            "Proposal itu tidak Anda bandingkan lagi, dan jawaban Anda tentangnya tidak dihitung. Hanya penyelenggara "
            "yang membaca pernyataan ini."
        ),
        is_demo=band.review.competition.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        comparing.decline_pair(pair, by=request.user, now=timezone.now(), **form.cleaned_data)
        return _("Benturan dinyatakan. Penyelenggara diberi tahu.")

    return answer(request, page, WhichForm(request.POST or None), do)
