"""Beginning a case, and changing what was told of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.models import Innovation
from tular.features.events.queries.visibility import events_visible_to
from tular.features.modelbooks.queries.editions import newest_edition, references_in
from tular.features.replications.actions.beginning import begin_with
from tular.features.replications.actions.starting import From
from tular.features.replications.choices import Kind, WorkModel
from tular.features.replications.forms.beginning import BeginForm
from tular.features.replications.forms.starting import CaseForm
from tular.features.replications.queries.beginning import (
    earlier_takers,
    facilitators_offered,
    kinds_for,
    open_case_of,
    places_for,
    ways,
)
from tular.features.replications.queries.recording import innovations_called
from tular.features.replications.queries.visibility import takers_for
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.ui.typed import text_typed

LONGEST_CARRIED = 1_000
"""Letters of a need that an address carries along from the finder."""


@signed_in
@GET_OR_POST
def begin(request: HttpRequest) -> HttpResponse:
    """`?inovasi=` names what is replicated; `?kebutuhan=` is the need as the finder was asked.

    `?model=` and `?acara=` name the book or the event from which somebody comes; without an innovation it is chosen
    first, among those of the book or by its name.
    """
    came = came_from(request)
    if not request.GET.get("inovasi"):
        return choose(request, came)
    innovation = get_object_or_404(Innovation.published.select_related("agency"), slug=request.GET["inovasi"][:140])
    places = places_for(request.user)
    if not places:
        carried = {"innovation": innovation, "need": request.GET.get("kebutuhan", "")[:LONGEST_CARRIED]}
        return render(request, "replications/no_place.html", carried)
    going_on = open_case_of(request.user, innovation)
    if going_on is not None and len(places) == 1 and request.method != "POST":
        messages.info(request, _("Anda sudah punya kasus untuk inovasi ini. Lanjutkan di sini."))
        return redirect(going_on.path)
    page = FormPage(
        _("Mulai replikasi"), innovation.title, _("Simpan dan lanjutkan"), f"/inovasi/{innovation.slug}",
        innovation.title,
        _("Yang Anda tulis hanya dibaca instansi Anda sampai minatnya dikirim atau replikasinya mulai. Semuanya dapat"
          " diubah nanti."),
    )  # fmt: skip
    kinds = kinds_for(request.user, innovation)
    own = kinds == [Kind.SCALING]
    form = BeginForm(
        request.POST or None, places=places, models=ways(own=own), kinds=kinds, earlier=earlier_takers(innovation),
        indicators=list(innovation.indicators.all()), core_and_loose=list(innovation.parts.all()),
        initial=_beginning(request, innovation, places, own=own),
    )  # fmt: skip

    def do(form: Any) -> Done:
        agency, unit = place_chosen(request, form.cleaned_data["place"])
        made = begin_with(
            agency, innovation=innovation, told=form.told(unit), first=form.first(), came=came, by=request.user,
            now=timezone.now(),
        )  # fmt: skip
        return Done(made.path, _("Kasus dibuka. Langkah pertama: kenali kebutuhannya."))

    return answer(
        request, page, form, do, "replications/start.html", innovation=innovation, going_on=going_on,
        carried=bool(request.GET.get("kebutuhan")), facilitators=facilitators_offered(), came=came,
    )  # fmt: skip


def came_from(request: HttpRequest) -> From:
    """The book and the event that the address names, as far as the person may read them."""
    book, event = request.GET.get("model", "")[:80], request.GET.get("acara", "")[:100]
    return From(
        edition=newest_edition(book) if book else None,
        event=events_visible_to(request.user).filter(slug=event).first() if event else None,
    )


def choose(request: HttpRequest, came: From) -> HttpResponse:
    """Which innovation: one of the book's, or one found by its name."""
    if came.edition is None and came.event is None:
        return redirect("/replikasi")
    words = text_typed(request.GET.get("cari", ""), 200)
    rows = references_in(came.edition) if came.edition else innovations_called(words)
    return render(request, "replications/choose.html", {"came": came, "words": words, "rows": rows})


@signed_in
@GET_OR_POST
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Another need, way of working, or parts."""
    case = case_or_404(request, pk)
    require(request.user, "replications.describe", case)
    page = FormPage(
        _("Ubah uraian replikasi"), case.name, _("Simpan"), case.path, case.code, seen=case, is_demo=case.is_demo
    )
    places = [("instansi-" + str(case.taker_id), case.taker.name)]
    if case.unit is not None:
        places = [(f"unit-{case.unit_id}", f"{case.unit.name}, {case.taker.name}")]
    own = case.owner_id == case.taker_id
    form = CaseForm(
        request.POST or None, places=places, models=ways(own=own),
        kinds=[Kind.SCALING] if own else [Kind.ADOPTION, Kind.ADAPTATION],
        earlier=earlier_takers(case.innovation), initial=CaseForm.of(case),
    )  # fmt: skip

    def do(form: Any) -> str:
        run(request, "replications.describe", case, told=form.told(case.unit))
        return _("Uraian disimpan.")

    return answer(
        request, page, form, do, "replications/start.html", innovation=case.innovation,
        facilitators=facilitators_offered(),
    )  # fmt: skip


def _beginning(
    request: HttpRequest, innovation: Innovation, places: list[tuple[str, str]], *, own: bool
) -> dict[str, Any]:
    return {
        "place": places[0][0] if len(places) == 1 else "",
        "name": innovation.title,
        "need": request.GET.get("kebutuhan", "")[:LONGEST_CARRIED],
        "kind": Kind.SCALING if own else "",
        "model": WorkModel.ALONE if own else "",
    }


def place_chosen(request: HttpRequest, value: str) -> tuple[Agency, ServiceUnit | None]:
    """The agency, and the unit where one was chosen; the form offers only the person's own."""
    kind, _dash, key = value.partition("-")
    if kind == "unit":
        unit = ServiceUnit.objects.select_related("agency").get(pk=int(key))
        return unit.agency, unit
    return takers_for(request.user).get(pk=int(key)), None
