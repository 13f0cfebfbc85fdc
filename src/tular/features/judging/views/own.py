"""What evaluators tell of themselves: profile, pact, conflicts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.judging.actions import declaring, pact
from tular.features.judging.actions.profile import save_profile
from tular.features.judging.forms.conflicts import DiscloseForm, TieForm
from tular.features.judging.forms.profile import PactForm, ProfileForm
from tular.features.judging.queries.own import (
    disclosure_page,
    entry_to_disclose,
    own_place,
    own_reading,
    profile_of,
)
from tular.features.judging.queries.pact import SOURCES, asks_pact, competition_judged_by, pact_of, pact_text
from tular.features.judging.queries.rules import stage_of
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.ui.typed import text_typed


@signed_in
@GET_OR_POST
def profile(request: HttpRequest) -> HttpResponse:
    """What somebody can judge, and where they belong."""
    found = profile_of(request.user)
    if found is None:
        raise Http404
    form = ProfileForm(request.POST or None, found)

    def do() -> Done:
        save_profile(found, told=form.told(), by=request.user, now=timezone.now())
        return Done("/penilaian/profil", _("Profil disimpan."))

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"form": form, "profile": found}
    return render(request, "judging/profile.html", context, status=409 if form.errors else 200)


@signed_in
@GET_OR_POST
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """The pact of integrity: read, sign, and read again later."""
    competition = competition_judged_by(request.user, slug)
    if competition is None or not asks_pact(competition):
        raise Http404
    signed = pact_of(request.user, competition)
    form = PactForm(request.POST or None)

    def do() -> Done:
        pact.sign_pact(competition, name=form.cleaned_data["name"], by=request.user, now=timezone.now())
        return Done(f"/penilaian/pakta/{slug}", _("Pakta integritas ditandatangani. Anda dapat mencetaknya."))

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    text = signed.text if signed else pact_text(competition)
    context = {
        "competition": competition, "signed": signed, "paragraphs": text.split("\n\n"), "form": form,
        "sources": SOURCES,
    }  # fmt: skip
    return render(request, "judging/pact.html", context, status=409 if form.errors else 200)


@signed_in
@GET_OR_POST
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """A conflict with what one reads."""
    reading = own_reading(request.user, pk)
    if reading is None:
        raise Http404
    its_stage = stage_of(reading.entry.review)
    name = _("Usulan %(number)d") % {"number": reading.entry.number}
    page = FormPage(
        title=_("Nyatakan benturan kepentingan"),
        lead=name if its_stage.blind else f"{name} · {reading.entry.proposal.title}",
        button=_("Nyatakan benturan"), back="/penilaian", up=_("Meja penilai"),
        text=_(
            "Anda tidak menilai proposal ini lagi; nilai yang sudah Anda isi tersimpan, tetapi tidak dihitung. Hanya "
            "penyelenggara yang membaca pernyataan ini. Ini tidak dapat dibatalkan."
        ),
        is_demo=reading.entry.review.competition.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        declaring.declare_conflict(reading, by=request.user, now=timezone.now(), **form.cleaned_data)
        return _("Benturan dinyatakan. Penyelenggara menugaskan penilai lain.")

    return answer(request, page, TieForm(request.POST or None), do)


@signed_in
@GET_OR_POST
def disclose(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Ties that one has, before anything is assigned."""
    evaluator = own_place(request.user, slug, stage)
    if evaluator is None:
        raise Http404
    asked = request.GET
    page = disclosure_page(evaluator, text_typed(asked.get("cari", ""), 100), asked.get("halaman", ""))
    number = asked.get("usulan", "")[:10]
    entry = entry_to_disclose(evaluator, number) if number else None
    if number and entry is None:
        raise Http404
    form: Any = (TieForm if entry else DiscloseForm)(request.POST or None)

    def do() -> Done:
        told = form.cleaned_data
        if entry is None:
            declaring.disclose(evaluator, by=request.user, now=timezone.now(), **told)
        else:
            declaring.disclose_entry(evaluator, entry=entry, by=request.user, now=timezone.now(), **told)
        return Done(page.path, _("Dicatat. Hanya penyelenggara yang membacanya."))

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"page": page, "form": form, "entry": entry}
    return render(request, "judging/disclose.html", context, status=409 if form.errors else 200)
