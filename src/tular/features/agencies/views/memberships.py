"""Ending, lending and handing over a role."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from tular.features.agencies.actions import delegate_membership, end_membership, hand_over_membership
from tular.features.agencies.forms import DelegateForm, EndForm, HandOverForm
from tular.features.agencies.models import Membership
from tular.features.agencies.queries.giving import may_take_over, people_path, place_of
from tular.features.agencies.queries.people import (
    agencies_with_people_visible_to,
    memberships_visible_to,
)
from tular.features.agencies.queries.roles import roles_of, today
from tular.features.agencies.views.people import GET_OR_POST
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.form_page import FormPage, answer


def _membership(request: HttpRequest, pk: int) -> Membership:
    return get_object_or_404(memberships_visible_to(request.user), pk=pk)


def _back(request: HttpRequest, membership: Membership) -> tuple[str, str]:
    """The list of the place, or one's own page for who may not see that list."""
    roles = roles_of(request.user)
    agency = membership.agency_id
    if roles.is_national or (membership.hub_id and membership.hub_id in roles.hubs):
        return people_path(place_of(membership)), _("Daftar orang")
    if agency and agencies_with_people_visible_to(request.user).filter(pk=agency).exists():
        return people_path(place_of(membership)), _("Daftar orang")
    return "/akun", _("Akun Anda")


@signed_in
@GET_OR_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role at once or on a later day."""
    membership = _membership(request, pk)
    require(request.user, "agencies.end_membership", membership, doing=_("mengakhiri peran ini"))
    back, label = _back(request, membership)
    page = FormPage(
        title=_("Akhiri peran"),
        lead=str(membership),
        text=_("Riwayatnya tetap tersimpan. Catatan yang dibuat orang ini tidak berubah."),
        button=_("Akhiri peran"),
        back=back,
        up=label,
        stop=True,
    )

    def do(form: Any) -> str:
        end_membership(membership, by=request.user, now=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        return _("Peran %(person)s diakhiri. Riwayatnya tersimpan.") % {"person": membership.person.name}

    return answer(request, page, EndForm(request.POST or None), do)


@signed_in
@GET_OR_POST
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody stand in for a while."""
    membership = _membership(request, pk)
    require(request.user, "agencies.delegate_membership", membership, doing=_("mendelegasikan peran ini"))
    back, label = _back(request, membership)
    page = FormPage(
        title=_("Delegasikan peran"),
        lead=str(membership),
        text=_(
            "Penggantinya boleh melakukan hal yang sama sampai hari terakhir, kecuali memberi atau mencabut peran yang "
            "setingkat. Peran Anda tetap."
        ),
        button=_("Delegasikan"),
        back=back,
        up=label,
    )
    form = DelegateForm(request.POST or None, people=may_take_over(membership), initial={"since": today()})

    def do(sent: Any) -> str:
        lent = delegate_membership(membership, by=request.user, now=timezone.now(), **sent.cleaned_data)  # type: ignore[arg-type]
        values = {"person": lent.person.name, "day": formats.date_format(lent.until, "j F Y")}  # type: ignore[arg-type]
        return _("%(person)s menggantikan sampai %(day)s.") % values

    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the role to somebody else for good."""
    membership = _membership(request, pk)
    require(request.user, "agencies.hand_over_membership", membership, doing=_("menyerahkan peran ini"))
    back, label = _back(request, membership)
    page = FormPage(
        title=_("Serahkan peran"),
        lead=str(membership),
        text=_("Peran berpindah saat itu juga. Riwayat keduanya tersimpan."),
        button=_("Serahkan peran"),
        back="/kerja" if membership.person_id == request.user.pk else back,
        up=_("Meja kerja") if membership.person_id == request.user.pk else label,
        stop=True,
    )
    form = HandOverForm(request.POST or None, people=may_take_over(membership))

    def do(sent: Any) -> str:
        taken = hand_over_membership(membership, by=request.user, now=timezone.now(), **sent.cleaned_data)  # type: ignore[arg-type]
        return _("Peran diserahkan kepada %(person)s.") % {"person": taken.person.name}

    return answer(request, page, form, do)
