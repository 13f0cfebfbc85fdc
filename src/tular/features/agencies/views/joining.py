"""An agency asks to join: the public form, what its sender sees later, and the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tular.features.accounts.queries import internet_address
from tular.features.agencies.actions import (
    accept_request,
    correct_request,
    refuse_request,
    request_to_join,
    return_request,
)
from tular.features.agencies.choices import JoinState
from tular.features.agencies.forms import DecisionForm, JoinForm
from tular.features.agencies.models import Agency
from tular.features.agencies.queries.joining import join_page, request_of, request_page, requests_visible_to
from tular.features.agencies.queries.roles import roles_of
from tular.features.agencies.views.people import GET_OR_POST
from tular.foundation.access.public import public, signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, show_refusal


@public
@GET_OR_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """The form with which an agency joins; open to everybody."""
    page = join_page(slug)
    if page is None:
        raise Http404
    person = request.user if request.user.is_authenticated else None
    known = {"name": person.name, "email": person.email} if person else {}
    form = _form(request, person, known)
    if request.method == "POST" and not page.until and form.is_valid():
        agency = get_object_or_404(Agency, slug=slug)

        def do() -> Done:
            sent = request_to_join(agency, by=person, now=timezone.now(), **form.cleaned_data)
            text = _("Permohonan terkirim. Kabarnya akan dikirim ke %(email)s.") % {"email": sent.email}
            return Done(f"/instansi/{slug}", text)

        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    return render(request, "agencies/join.html", {"page": page, "form": form}, status=409 if form.errors else 200)


@public
@never_cache
@GET_OR_POST
def own_request(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a request, for who has the link of its mail; a returned one is corrected and sent again."""
    row = request_of(token)
    if row is None:
        return render(request, "agencies/own_request.html", {"row": None}, status=404)
    person = request.user if request.user.is_authenticated else None
    form = None
    if row.state == JoinState.RETURNED:
        known = {"name": row.name, "email": row.email, "position": row.position, "letter": row.letter}
        form = _form(request, person, known)
        del form.fields["email"]
        if request.method == "POST" and form.is_valid():
            try:
                correct_request(row, token=token, by=person, now=timezone.now(), **form.cleaned_data)
            except Refused as refused:
                show_refusal(form, refused)
            else:
                messages.success(request, _("Permohonan dikirim lagi. Terima kasih sudah memperbaikinya."))
                return redirect(request.path)
    status = 409 if form is not None and form.errors else 200
    return render(request, "agencies/own_request.html", {"row": row, "form": form, "states": JoinState}, status=status)


def _form(request: HttpRequest, person: Any, known: dict[str, Any]) -> JoinForm:
    return JoinForm(
        request.POST or None,
        request.FILES or None,
        by=person,
        address=internet_address(request) if person is None else "",
        initial=known,
    )


@signed_in
@GET_OR_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A request with its letter, and the decision about it."""
    page = request_page(pk, request.user)
    if page is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = get_object_or_404(requests_visible_to(request.user), pk=pk)
        try:
            return post_once(request, lambda: Done("/kerja", _decided(row, form.cleaned_data, request.user)))
        except Refused as refused:
            show_refusal(form, refused)
    shown = {"page": page, "form": form, "is_national": roles_of(request.user).is_national}
    return render(request, "agencies/request.html", shown, status=409 if form.errors else 200)


def _decided(row: Any, values: dict[str, Any], by: Any) -> str:
    now, reason = timezone.now(), values["reason"]
    if values["decision"] == "accept":
        accept_request(row, by=by, now=now, reason=reason)
        text = _("Permohonan diterima. Undangan sebagai admin instansi akan dikirim ke %(email)s.")
        return text % {"email": row.email}
    if values["decision"] == "return":
        return_request(row, by=by, now=now, reason=reason)
        return _("Permohonan dikembalikan; pemohon mendapat surel berisi alasan Anda.")
    refuse_request(row, by=by, now=now, reason=reason)
    return _("Permohonan ditolak; pemohon mendapat surel berisi alasan Anda.")
