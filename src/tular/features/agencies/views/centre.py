"""Hubs with their agencies, and the whole country, for the centre."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.agencies.actions import Passing, pass_on
from tular.features.agencies.choices import Role
from tular.features.agencies.forms import PassOnForm
from tular.features.agencies.models import Agency
from tular.features.agencies.queries.hubs import hub_page
from tular.features.agencies.queries.national import national_page
from tular.features.agencies.queries.roles import memberships_on, roles_of, today
from tular.features.agencies.views.people import GET_OR_POST, asked_for
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, show_refusal


@signed_in
@require_safe
def hub(request: HttpRequest, slug: str) -> HttpResponse:
    """The agencies of a hub: which have an admin, which ask to join; and the hub's own people."""
    page = hub_page(
        slug,
        request.user,
        part=request.GET.get("bagian", ""),
        asked=asked_for(request),
        page=request.GET.get("halaman", ""),
        now=timezone.now(),
    )
    if page is None:
        raise Http404
    return render(request, "agencies/hub.html", {"page": page})


@signed_in
@require_safe
def national(request: HttpRequest) -> HttpResponse:
    """All people, invitations to roles everywhere, requests, hubs."""
    page = national_page(
        request.user,
        part=request.GET.get("bagian", ""),
        asked=asked_for(request),
        role=request.GET.get("peran", ""),
        page=request.GET.get("halaman", ""),
        now=timezone.now(),
    )
    if page is None:
        raise Http404
    return render(request, "agencies/national.html", {"page": page, "roles": Role})


@signed_in
@GET_OR_POST
def hand_on(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand units and admins of a body that was split, renamed or merged to its successor."""
    if not roles_of(request.user).is_national:
        raise Http404
    agency = get_object_or_404(Agency, slug=slug)
    admins = (
        memberships_on(today())
        .filter(agency=agency, unit__isnull=True, delegated_from__isnull=True)
        .select_related("person")
        .order_by("person__name")
    )
    form = PassOnForm(request.POST or None, agency=agency, people=admins)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        what = Passing(values["units"], values["people"], values["ends"])

        def do() -> Done:
            successor = values["successor"]
            pass_on(
                agency,
                successor=successor,
                change=values["change"],
                what=what,
                by=request.user,  # type: ignore[arg-type] # the middleware has let nobody else in
                now=timezone.now(),
                reason=values["reason"],
            )
            text = _("Dipindahkan ke %(agency)s. Riwayat di %(former)s tetap tersimpan.")
            return Done(f"/instansi/{successor.slug}/orang", text % {"agency": successor.name, "former": agency.name})

        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    return render(
        request, "agencies/pass_on.html", {"agency": agency, "form": form}, status=409 if form.errors else 200
    )
