"""My records: the list, a new one, the page of one, and what is done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tular.features.catalogue.actions import bulk, deciding, drafting, upkeep
from tular.features.catalogue.choices import State, Sustainability
from tular.features.catalogue.flow import COPY, EDITABLE, RECORD, begin_here
from tular.features.catalogue.forms.life import DeclareForm, NewRecordForm, ReasonForm
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries import record, records
from tular.features.catalogue.views.steps import STEPS
from tular.foundation.access.permissions import allows
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.ui.typed import number_typed, text_typed


def found_or_404(request: HttpRequest, code: str) -> Innovation:
    """The record, for somebody who works on it or answers for it; for anybody else there is none."""
    innovation = record.record_for(request.user, code)
    if innovation is None:
        raise Http404
    return innovation


@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    """The records that the person writes or answers for."""
    asked = request.GET
    filters = records.RecordFilters(
        words=text_typed(asked.get("cari", ""), 200),
        state=asked.get("keadaan", ""),
        freshness=asked.get("kesegaran", ""),
        sustainability=asked.get("keberlanjutan", ""),
        unit=asked.get("unit", "")[:18],
    )
    page = records.records_list(request.user, filters, asked.get("halaman", ""), timezone.now())
    done = number_typed(asked.get("massal", ""))
    context: dict[str, Any] = {
        "page": page,
        "bulk": bulk.BULK,
        "sustainabilities": Sustainability.choices,
        "change": records.latest_bulk(request.user, done) if done else None,
    }
    return render(request, "catalogue/records.html", context)


@signed_in
@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """One thing done to the chosen records."""
    query = request.POST.get("kembali", "")

    def do() -> Done:
        change = bulk.change_many(
            request.POST.getlist("pilih"), request.POST.get("lakukan", ""), by=request.user, now=timezone.now(),
            reason=request.POST.get("alasan", ""),
        )  # fmt: skip
        return Done(f"/catatan?{query}&massal={change.pk}" if query else f"/catatan?massal={change.pk}")

    try:
        return post_once(request, do)
    except Refused as error:
        messages.error(request, " ".join(one.text for one in error.reasons))
        return redirect(f"/catatan?{query}" if query else "/catatan")


@signed_in
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was done to many."""
    change = records.latest_bulk(request.user, pk)
    if change is None:
        raise Http404

    def do() -> Done:
        refused = bulk.undo_many(change, by=request.user, now=timezone.now())
        for title, why in refused:
            messages.error(request, f"{title}: {why}")
        count = len(change.innovations) - len(refused)
        said = ngettext("%(n)d catatan dikembalikan.", "%(n)d catatan dikembalikan.", count)
        return Done("/catatan", said % {"n": count})

    try:
        return post_once(request, do)
    except Refused as error:
        messages.error(request, " ".join(one.text for one in error.reasons))
        return redirect("/catatan")


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Begin a record."""
    units, agencies = record.places_to_write_for(request.user)
    if not units and not agencies:
        return render(request, "catalogue/new.html", {"form": None})
    form = NewRecordForm(request.POST if request.method == "POST" else None, units=units, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        agency, unit = form.places[form.cleaned_data["place"]]

        def begin() -> Done:
            title = form.cleaned_data["title"]
            made = drafting.create_innovation(agency, by=request.user, now=timezone.now(), title=title, unit=unit)
            said = _("Draf dibuat. Isi bagian demi bagian; semuanya tersimpan sendiri.")
            return Done(f"/catatan/{made.code}/sunting/masalah", said)

        try:
            return post_once(request, begin)
        except Refused as error:
            show_refusal(form, error)
    return render(request, "catalogue/new.html", {"form": form})


@signed_in
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Where a record stands, what is in it, and what can be done."""
    innovation = found_or_404(request, code)
    person = request.user
    page = record.record_page(innovation, timezone.now())
    draft = page.draft
    names = begin_here(COPY, draft.state) if draft else set()
    if innovation.state in RECORD.states:
        names |= begin_here(RECORD, innovation.state)
    if page.is_public:
        names |= {"catalogue.confirm", *([] if page.requests else ["catalogue.ask_update"])}
        if any(asked.by_id == person.pk for asked in page.requests):
            names.add("catalogue.take_back")
    if draft and draft.state in EDITABLE and innovation.state != draft.state:
        names.add("catalogue.discard")
    names.add("catalogue.assign_unit")
    writes = allows(person, "catalogue.save", innovation)
    lacking = deciding.obstacles(innovation, draft) if draft and draft.state in EDITABLE else ()
    context = {
        "page": page,
        "may": {name.partition(".")[2] for name in names if allows(person, name, innovation)},
        "writes": writes,
        "may_declare": allows(person, "catalogue.declare", innovation),
        "editable": writes and (draft.state in EDITABLE if draft else page.is_public),
        "missing": [
            (f"/catatan/{innovation.code}/sunting/{field.partition('.')[0]}" if field else "", text)
            for field, text in lacking
        ],
        "waiting": record.waiting_text(draft.state) if draft else "",
        "reviewing": bool(draft and draft.state in (State.SUBMITTED, State.APPROVED)),
    }
    return render(request, "catalogue/record.html", context)


@signed_in
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Do a step; opened by itself it is a page that says what the step means, with a field for the reason."""
    innovation = found_or_404(request, code)
    if name not in STEPS:
        raise Http404
    chosen = STEPS[name]
    form = ReasonForm(request.POST if request.method == "POST" else None)
    seen = number_typed(request.POST.get("versi", ""))
    if request.method == "POST" and form.is_valid():
        extra = {"seen": seen} if chosen.decides and seen else {}

        def do() -> Done:
            chosen.action(innovation, by=request.user, now=timezone.now(), reason=form.cleaned_data["reason"], **extra)
            return Done(_next(request, code), str(chosen.done))

        try:
            return post_once(request, do)
        except Refused as error:
            show_refusal(form, error)
    context = {
        "page": record.record_page(innovation, timezone.now()),
        "form": form,
        "name": name,
        "step": chosen,
        "may": allows(request.user, chosen.permission, innovation),
        "version": seen,
        "next": request.POST.get("lanjut", ""),
    }
    return render(request, "catalogue/step.html", context, status=409 if form.errors else 200)


def _next(request: HttpRequest, code: str) -> str:
    """Back to the queue for who works through it, else to the record."""
    return "/kurasi?lanjut=1" if request.POST.get("lanjut") == "kurasi" else f"/catatan/{code}"


@signed_in
def declare(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the innovation lives."""
    innovation = found_or_404(request, code)
    page = record.record_page(innovation, timezone.now())
    begin = {"status": innovation.sustainability, "on": timezone.localdate()}
    form = DeclareForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()), by=request.user, initial=begin
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        file = told.get("evidence_file")
        declared = upkeep.Declared(
            told["status"], told["on"], told["code"], told["evidence"], file.pk if file else None
        )

        def do() -> Done:
            upkeep.declare_sustainability(
                innovation, by=request.user, now=timezone.now(), declared=declared, reason=told["reason"]
            )
            said = _("Pernyataan disimpan dan tampil pada halaman inovasi. Buktinya hanya dibuka pemilik dan pembina.")
            return Done(f"/catatan/{code}", said)

        try:
            return post_once(request, do)
        except Refused as error:
            show_refusal(form, error)
    return render(request, "catalogue/declare.html", {"page": page, "form": form}, status=409 if form.errors else 200)
