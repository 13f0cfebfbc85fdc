"""The guests of an event: inviting them, taking an invitation back, who came, and the list as a table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tular.features.events.forms.events import InviteForm
from tular.features.events.models import Event, Invitation
from tular.features.events.queries.pages import COLUMNS, guest_rows, guests_page
from tular.features.events.views.events import managed_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.files.streams import csv_file


def _path(event: Event) -> str:
    return f"{event.path}/kelola"


@signed_in
@require_safe
def manage(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was invited and what they said."""
    page = guests_page(managed_or_404(request, slug), timezone.now())
    return render(request, "events/manage.html", {"page": page, "event": page.event})


@signed_in
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The guests as CSV."""
    found = managed_or_404(request, slug)
    return csv_file(f"undangan-{slug}", COLUMNS, guest_rows(guests_page(found, timezone.now())))


@signed_in
@GET_OR_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite people, many at once."""
    found = managed_or_404(request, slug)
    page = FormPage(_("Undang"), found.title, _("Undang"), _path(found), found.title, is_demo=found.is_demo)

    def do(form: Any) -> str:
        before = found.invitations.count()
        run(request, "events.invite", found, guests=form.guests())
        return _("%(n)d orang diundang.") % {"n": found.invitations.count() - before}

    return answer(request, page, InviteForm(request.POST or None), do)


def _guest_or_404(request: HttpRequest, slug: str, pk: int) -> Invitation:
    found = managed_or_404(request, slug).invitations.select_related("event").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@signed_in
@GET_OR_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """They are no longer invited."""
    guest = _guest_or_404(request, slug, pk)
    asked = Confirmation(
        action="events.withdraw",
        subject=guest,
        title=_("Cabut undangan %(name)s?") % {"name": guest.name},
        effects=[_("Tautan dan halamannya tidak dapat dibuka lagi."), _("Yang sudah dikatakannya tetap tercatat.")],
        button=_("Cabut undangan"),
        back=_path(guest.event),
        done=Done(_path(guest.event), _("Undangan %(name)s dicabut.") % {"name": guest.name}),
        destructive=True,
    )
    return confirm_and_run(request, asked)


@signed_in
@require_POST
def attend(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Note that somebody came, or take the note back."""
    guest = _guest_or_404(request, slug, pk)
    came = request.POST.get("hadir") == "1"

    def do() -> Done:
        run(request, "events.attend", guest, came=came)
        text = _("%(name)s dicatat hadir.") if came else _("Catatan hadir %(name)s dihapus.")
        return Done(_path(guest.event), text % {"name": guest.name})

    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons))
        return redirect(_path(guest.event))
