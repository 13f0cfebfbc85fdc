"""Giving a record to the unit that looks after it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tular.features.catalogue.actions.units import assign_units
from tular.features.catalogue.forms.units import AssignUnitForm
from tular.features.catalogue.queries.units import records_alike, units_for
from tular.features.catalogue.views.records import found_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, show_refusal


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def assign_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the unit whose people write the record besides the agency's admins."""
    innovation = found_or_404(request, code)
    require(request.user, "catalogue.assign_unit", innovation, doing=_("memilih unit untuk catatan ini"))
    form = AssignUnitForm(request.POST or None, innovation=innovation)

    def do() -> Done:
        values = form.cleaned_data
        unit = values["unit"]
        count = assign_units(
            innovation, unit=unit, alike=values["alike"], by=request.user, now=timezone.now(), reason=values["reason"]
        )
        if unit is None:
            text = ngettext(
                "%(n)d catatan kini hanya ditulis admin instansi.",
                "%(n)d catatan kini hanya ditulis admin instansi.",
                count,
            )
            return Done(f"/catatan/{code}", text % {"n": count})
        text = ngettext("%(n)d catatan diserahkan kepada %(unit)s.", "%(n)d catatan diserahkan kepada %(unit)s.", count)
        return Done(f"/catatan/{code}", text % {"n": count, "unit": unit.name})

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "innovation": innovation,
        "form": form,
        "alike": records_alike(innovation).count(),
        "any_unit": units_for(innovation).exists(),
    }
    return render(request, "catalogue/assign_unit.html", context, status=409 if form.errors else 200)
