"""Service units."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.agencies.actions import create_unit, end_unit, rename_unit
from tular.features.agencies.forms import ReasonForm, UnitForm
from tular.features.agencies.models import ServiceUnit
from tular.features.agencies.queries.people import agencies_with_people_visible_to
from tular.features.agencies.views.people import GET_OR_POST
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.form_page import FormPage, answer


def _unit(request: HttpRequest, pk: int) -> ServiceUnit:
    visible = agencies_with_people_visible_to(request.user).values("pk")
    return get_object_or_404(ServiceUnit.objects.select_related("agency").filter(agency__in=visible), pk=pk)


def _back(slug: str) -> str:
    return f"/instansi/{slug}/orang?bagian=unit"


@signed_in
@GET_OR_POST
def create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a unit to the agency."""
    agency = get_object_or_404(agencies_with_people_visible_to(request.user), slug=slug)
    require(request.user, "agencies.create_unit", agency, doing=_("menambah unit"))
    page = FormPage(title=_("Tambah unit"), lead=agency.name, button=_("Tambah unit"), back=_back(slug), up=_("Unit"))

    def do(form: Any) -> str:
        unit = create_unit(agency, name=form.cleaned_data["name"], by=request.user, now=timezone.now())  # type: ignore[arg-type]
        return _("Unit %(unit)s ditambahkan.") % {"unit": unit.name}

    return answer(request, page, UnitForm(request.POST or None), do)


@signed_in
@GET_OR_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the unit another name."""
    unit = _unit(request, pk)
    require(request.user, "agencies.rename_unit", unit, doing=_("mengganti nama unit"))
    page = FormPage(
        title=_("Ganti nama unit"),
        lead=f"{unit.name}, {unit.agency.name}",
        button=_("Simpan nama"),
        back=_back(unit.agency.slug),
        up=_("Unit"),
    )

    def do(form: Any) -> str:
        named = rename_unit(unit, name=form.cleaned_data["name"], by=request.user, now=timezone.now())  # type: ignore[arg-type]
        return _("Nama unit sekarang %(unit)s.") % {"unit": named.name}

    return answer(request, page, UnitForm(request.POST or None, initial={"name": unit.name}), do)


@signed_in
@GET_OR_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the unit."""
    unit = _unit(request, pk)
    require(request.user, "agencies.end_unit", unit, doing=_("mengakhiri unit"))
    page = FormPage(
        title=_("Akhiri unit"),
        lead=f"{unit.name}, {unit.agency.name}",
        text=_("Peran semua orang di unit ini berakhir sekarang juga. Riwayat dan catatan inovasinya tetap."),
        button=_("Akhiri unit"),
        back=_back(unit.agency.slug),
        up=_("Unit"),
        stop=True,
    )

    def do(form: Any) -> str:
        end_unit(unit, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())  # type: ignore[arg-type]
        return _("Unit %(unit)s diakhiri.") % {"unit": unit.name}

    return answer(request, page, ReasonForm(request.POST or None), do)
