"""Recording a replication that happened already."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.catalogue.models import Innovation
from tular.features.replications.actions.recording import record as keep_record
from tular.features.replications.choices import Kind, WorkModel
from tular.features.replications.forms.recording import RecordForm
from tular.features.replications.models import Replication
from tular.features.replications.queries.beginning import (
    earlier_takers,
    facilitators_offered,
    kinds_for,
    places_for,
    ways,
)
from tular.features.replications.queries.recording import claimable, innovations_called
from tular.features.replications.queries.visibility import takers_for
from tular.features.replications.views.starting import place_chosen
from tular.foundation.access.public import signed_in
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer
from tular.foundation.actions.posting import Done
from tular.foundation.ui.typed import text_typed


@signed_in
@GET_OR_POST
def record(request: HttpRequest) -> HttpResponse:
    """`?inovasi=` names what was replicated; without it the innovation is looked for first (`?cari=`)."""
    slug = request.GET.get("inovasi", "")[:140]
    if not slug:
        words = text_typed(request.GET.get("cari", ""), 200)
        return render(request, "replications/which.html", {"words": words, "rows": innovations_called(words)})
    innovation = get_object_or_404(Innovation.published.select_related("agency"), slug=slug)
    places = places_for(request.user)
    if not places:
        return render(request, "replications/no_place.html", {"innovation": innovation, "recording": True})
    kinds = kinds_for(request.user, innovation)
    own = kinds == [Kind.SCALING]
    form = RecordForm(
        request.POST or None, request.FILES or None, by=request.user, places=places, models=ways(own=own), kinds=kinds,
        earlier=earlier_takers(innovation), claimable=_rows_of_sources(request, innovation),
        initial={"place": places[0][0] if len(places) == 1 else "", "name": innovation.title,
                 "kind": Kind.SCALING if own else "", "model": WorkModel.ALONE if own else ""},
    )  # fmt: skip
    page = FormPage(
        _("Catat replikasi yang sudah terjadi"), innovation.title, _("Simpan catatan"),
        f"/inovasi/{innovation.slug}", innovation.title,
        _("Tampil bagi umum sebagai catatan menurut penerima. Dokumennya dibaca instansi Anda, hub, dan pusat; "
          "bila dikerjakan bersama, juga pemiliknya."),
    )  # fmt: skip

    def do(form: Any) -> Done:
        agency, unit = place_chosen(request, form.cleaned_data["place"])
        made = keep_record(
            agency, innovation=innovation, told=form.told(unit), past=form.past(), by=request.user, now=timezone.now()
        )
        return Done(made.path, _("Replikasi tercatat. Lengkapi ukurannya supaya dapat terbukti."))

    return answer(
        request, page, form, do, "replications/record.html", innovation=innovation, facilitators=facilitators_offered()
    )


def _rows_of_sources(request: HttpRequest, innovation: Innovation) -> list[Replication]:
    """Rows that somebody of these agencies may take over; the action checks that they are of the chosen agency."""
    return [row for agency in takers_for(request.user) for row in claimable(agency, innovation, request.user)]
