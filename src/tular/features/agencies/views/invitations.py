"""Opening, accepting, withdrawing and sending again an invitation."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tular.features.agencies.actions import (
    accept_as_new_person,
    accept_invitation,
    resend_invitation,
    withdraw_invitation,
)
from tular.features.agencies.forms import NewPersonForm
from tular.features.agencies.models import Invitation
from tular.features.agencies.queries.giving import people_path, place_of
from tular.features.agencies.queries.invitations import InvitationPage, invitation_of, invitation_page
from tular.features.agencies.queries.people import invitations_visible_to
from tular.features.agencies.views.people import GET_OR_POST
from tular.foundation.access.public import public, signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import show_refusal


@public
@never_cache
@sensitive_post_parameters("password")
@GET_OR_POST
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in the mail opens: who invites to what; accepting, with an account or a new one."""
    page = invitation_page(token, timezone.now())
    if page is None or page.problem:
        return render(request, "agencies/invitation_over.html", {"page": page}, status=410 if page else 404)
    person = request.user
    if person.is_authenticated:
        if person.email.lower() != page.email.lower():
            return render(request, "agencies/invitation.html", {"page": page, "stranger": True}, status=403)
        return _by_account(request, token, page)
    if page.has_account:
        return render(request, "agencies/invitation.html", {"page": page, "next": request.path})
    return _by_new_person(request, token, page)


def _by_account(request: HttpRequest, token: str, page: InvitationPage) -> HttpResponse:
    if request.method != "POST":
        return render(request, "agencies/invitation.html", {"page": page})
    invitation = invitation_of(token)
    assert invitation is not None
    return _accepted(request, invitation)


def _accepted(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    def do() -> str:
        accept_invitation(invitation, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        return _("Selamat bergabung. Peran Anda sekarang: %(role)s.") % {"role": invitation}

    return _simply(request, "/kerja", do)


def _by_new_person(request: HttpRequest, token: str, page: InvitationPage) -> HttpResponse:
    form = NewPersonForm(request.POST or None, email=page.email, initial={"name": page.name})
    if request.method == "POST" and form.is_valid():
        try:
            person = accept_as_new_person(
                token,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                language=(get_language() or "id")[:2],
                now=timezone.now(),
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
            messages.success(request, _("Akun Anda sudah jadi. Selamat bergabung."))
            return redirect("/kerja")
    status = 409 if form.errors else 200
    return render(request, "agencies/invitation.html", {"page": page, "form": form}, status=status)


@signed_in
@GET_OR_POST
def own_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """An invitation to the address of one's own account; no link is needed."""
    email = request.user.email.lower()  # type: ignore[union-attr] # the middleware has let nobody else in
    invitation = get_object_or_404(invitations_visible_to(request.user).filter(email=email), pk=pk)
    if request.method == "POST":
        return _accepted(request, invitation)
    page = invitation_page("", timezone.now(), invitation)
    if page is None or page.problem:
        return render(request, "agencies/invitation_over.html", {"page": page}, status=410)
    return render(request, "agencies/invitation.html", {"page": page})


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link useless."""
    invitation = get_object_or_404(invitations_visible_to(request.user), pk=pk)

    def do() -> str:
        withdraw_invitation(invitation, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        return _("Undangan untuk %(email)s ditarik; tautannya tidak berlaku lagi.") % {"email": invitation.email}

    return _simply(request, _list_of(invitation), do)


@signed_in
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new link."""
    invitation = get_object_or_404(invitations_visible_to(request.user), pk=pk)

    def do() -> str:
        resend_invitation(invitation, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        text = _("Undangan baru untuk %(email)s akan dikirim. Tautan yang lama tidak berlaku lagi.")
        return text % {"email": invitation.email}

    return _simply(request, _list_of(invitation), do)


def _list_of(invitation: Invitation) -> str:
    return f"{people_path(place_of(invitation))}?bagian=undangan"


def _simply(request: HttpRequest, back: str, do: Callable[[], str]) -> HttpResponse:
    """For a button without a form: run, tell, go back; a refusal is told as well."""
    try:
        messages.success(request, do())
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.text)
    return redirect(back)
