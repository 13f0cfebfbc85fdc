"""Who hears of an event: people with an account by notice, guests without one by a letter with a link of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tular.features.events import notices  # noqa: F401 - makes the kinds known
from tular.features.events.choices import GuestState
from tular.features.events.models import Event, Invitation
from tular.features.events.queries.pages import when_of
from tular.features.events.queries.visibility import token_of
from tular.foundation.notifications.actions import notify, post


def tell_guests(event: Event, code: str, *, by: Any, now: datetime, guests: Iterable[Invitation] | None = None) -> None:
    """Tell these guests (all who still are, without) what `code` says, each once."""
    held = event.invitations.exclude(state=GuestState.WITHDRAWN).select_related("person") if guests is None else guests
    rows = list(held)
    people = [one.person for one in rows if one.person is not None and (by is None or one.person_id != by.pk)]
    with override(settings.LANGUAGE_CODE):
        when = when_of(event)
    notify(people, code, path=event.path, now=now, title=event.title, when=when, why=event.state_reason)
    for one in rows:
        if one.person_id is None and one.email:
            _write(one, code, when, now)


def _write(guest: Invitation, code: str, when: str, now: datetime) -> None:
    """A letter with their link."""
    event = guest.event
    with override(settings.LANGUAGE_CODE):
        values = {"title": event.title, "when": when, "host": event.host.name, "why": event.state_reason}
        subject, said = {
            "events.invited": (_("Undangan: %(title)s"), _("%(host)s mengundang Anda ke “%(title)s”, %(when)s.")),
            "events.moved": (_("Berubah: %(title)s"), _("Waktu atau tempat “%(title)s” berubah: %(when)s.")),
            "events.cancelled": (_("Dibatalkan: %(title)s"), _("“%(title)s” dibatalkan. Alasannya: %(why)s")),
        }[code]
        link = f"{settings.ADDRESS}/acara/undangan/{token_of(guest)}"
        lines = [_("Yth. %(name)s,") % {"name": guest.name}, "", said % values, ""]
        if code != "events.cancelled":
            lines += [_("Jawab undangan ini, lihat susunan acara, dan simpan ke kalender lewat:"), link, "",
                      _("Tautan ini hanya untuk Anda; jangan diteruskan.")]  # fmt: skip
        post(guest.email, subject=subject % values, text="\n".join(lines), language="id", now=now, urgent=False)
