"""Events: the lists, one event, drafting and changing it, announcing and calling it off, answering an invitation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tular.features.events.choices import GuestState
from tular.features.events.forms.events import AgendaForm, EventForm, ReplyForm, agenda_text
from tular.features.events.models import Event, Invitation
from tular.features.events.queries.pages import calendar_of, event_page, events_page
from tular.features.events.queries.visibility import (
    events_managed_by,
    events_visible_to,
    hosts_of,
    invitation_with,
    invitations_of,
)
from tular.foundation.access.permissions import Denied, allows
from tular.foundation.access.public import public, signed_in
from tular.foundation.actions.action import ACTIONS
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done

LIST = "/acara"


def event_or_404(request: HttpRequest, slug: str) -> Event:
    """An event of which the reader may know."""
    person: Any = request.user
    found = events_visible_to(person).select_related("host").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def managed_or_404(request: HttpRequest, slug: str) -> Event:
    """An event for which the reader answers."""
    person: Any = request.user
    found = events_managed_by(person).select_related("host").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def may_draft(person: Any) -> bool:
    """Whether there is an agency for which the person may draft events."""
    if not person.is_authenticated:
        return False
    first = hosts_of(person).first()
    return first is not None and allows(person, "events.draft", first)


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is to come and what was."""
    person: Any = request.user
    page = events_page(person, timezone.now(), request.GET.get("jenis", ""), may_draft=may_draft(person))
    return render(request, "events/index.html", {"page": page})


@public
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event."""
    page = event_page(request.user, event_or_404(request, slug), timezone.now())
    return render(request, "events/event.html", {"page": page, "event": page.event})


@public
@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The event as calendars read it."""
    page = event_page(request.user, event_or_404(request, slug), timezone.now())
    return _calendar(page.event, page.event.path, with_link=page.sees_link)


def _calendar(event: Event, path: str, *, with_link: bool) -> HttpResponse:
    content = calendar_of(event, f"{settings.ADDRESS}{path}", with_link=with_link)
    response = HttpResponse(content, content_type="text/calendar")
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


@signed_in
@GET_OR_POST
def draft(request: HttpRequest) -> HttpResponse:
    """A new event."""
    if not may_draft(request.user):
        raise Denied("events.draft")
    page = FormPage(
        _("Susun acara"), _("Hanya Anda dan tuan rumah yang melihatnya sampai diumumkan."), _("Simpan acara"), LIST,
        _("Acara"),
    )  # fmt: skip

    def do(form: Any) -> Done:
        made = run(request, "events.draft", form.cleaned_data["host"], told=form.told())
        return Done(f"{made.path}/kelola", _("Acara tersimpan. Undang pesertanya, lalu umumkan."))

    return answer(request, page, EventForm(request.POST or None, by=request.user), do)


@signed_in
@GET_OR_POST
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Another time, place or text."""
    found = managed_or_404(request, slug)
    page = FormPage(
        _("Ubah acara"), found.title, _("Simpan"), f"{found.path}/kelola", found.title, seen=found,
        is_demo=found.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        run(request, "events.edit", found, told=form.told())
        return _("Acara disimpan.")

    return answer(request, page, EventForm(request.POST or None, by=request.user, event=found), do)


@signed_in
@GET_OR_POST
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens when."""
    found = managed_or_404(request, slug)
    page = FormPage(
        _("Susunan acara"), found.title, _("Simpan susunan"), f"{found.path}/kelola", found.title,
        is_demo=found.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        run(request, "events.set_agenda", found, items=form.items())
        return _("Susunan acara disimpan.")

    form = AgendaForm(request.POST or None, initial={"text": agenda_text(list(found.agenda.all()))})
    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell those who are invited."""
    found = managed_or_404(request, slug)
    back = f"{found.path}/kelola"
    guests = found.invitations.exclude(state=GuestState.WITHDRAWN).count()
    asked = Confirmation(
        action="events.announce",
        subject=found,
        title=_("Umumkan “%(title)s”?") % {"title": found.title},
        effects=[
            _("%(n)d orang yang diundang diberi tahu lewat surel atau pemberitahuan.") % {"n": guests},
            _("Acara tampil di daftar untuk umum.") if found.is_public else _("Hanya yang diundang yang melihatnya."),
            _("Sesudah diumumkan acara dapat diubah atau dibatalkan; yang diundang diberi tahu."),
        ],
        button=_("Umumkan acara"),
        back=back,
        done=Done(back, _("Acara diumumkan.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Call it off."""
    found = managed_or_404(request, slug)
    back = f"{found.path}/kelola"
    asked = Confirmation(
        action="events.cancel",
        subject=found,
        title=_("Batalkan “%(title)s”?") % {"title": found.title},
        effects=[_("Yang diundang membaca alasannya."), _("Acara yang dibatalkan tidak dapat diumumkan lagi.")],
        button=_("Batalkan acara"),
        back=back,
        done=Done(back, _("Acara dibatalkan.")),
        reason="required",
        destructive=True,
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def reply(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer one's invitation."""
    person: Any = request.user
    found = event_or_404(request, slug)
    invitation = invitations_of(person).filter(event=found).first()
    if invitation is None:
        raise Http404

    def do(form: Any) -> str:
        held = form.cleaned_data
        run(request, "events.reply", invitation, coming=held["coming"], words=held["words"])
        return _said(held["coming"])

    return answer(request, _reply_page(found, found.path), _reply_form(request, invitation), do)


def _reply_page(event: Event, back: str) -> FormPage:
    return FormPage(_("Jawab undangan"), event.title, _("Kirim jawaban"), back, event.title, is_demo=event.is_demo)


def _reply_form(request: HttpRequest, invitation: Invitation) -> ReplyForm:
    held = {GuestState.ACCEPTED: "ya", GuestState.DECLINED: "tidak"}.get(GuestState(invitation.state), "")
    return ReplyForm(request.POST or None, initial={"coming": held, "words": invitation.reply})


def _said(coming: bool) -> str:
    return _("Terima kasih. Tuan rumah tahu bahwa Anda hadir.") if coming else _("Tuan rumah tahu Anda berhalangan.")


def guest_or_404(token: str) -> Invitation:
    """Whoever holds the link of their letter."""
    found = invitation_with(token)
    if found is None:
        raise Http404
    return found


@public
@never_cache
@require_safe
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The event for a guest with the link of their letter."""
    invitation = guest_or_404(token)
    page = event_page(None, invitation.event, timezone.now(), invitation)
    context = {"page": page, "event": page.event, "here": f"{LIST}/undangan/{token}"}
    return render(request, "events/event.html", context)


@public
@never_cache
@GET_OR_POST
def invited_reply(request: HttpRequest, token: str) -> HttpResponse:
    """A guest with a link answers."""
    invitation = guest_or_404(token)

    def do(form: Any) -> str:
        held = form.cleaned_data
        ACTIONS["events.reply"].function(
            invitation, by=None, now=timezone.now(), coming=held["coming"], words=held["words"]
        )
        return _said(held["coming"])

    back = f"{LIST}/undangan/{token}"
    return answer(request, _reply_page(invitation.event, back), _reply_form(request, invitation), do)


@public
@never_cache
@require_safe
def invited_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The event as calendars read it, for a guest with a link."""
    return _calendar(guest_or_404(token).event, f"{LIST}/undangan/{token}", with_link=True)
