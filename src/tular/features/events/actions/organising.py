"""Drafting an event, telling what it is, announcing it, and calling it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.events.actions.telling import tell_guests
from tular.features.events.choices import EventKind, EventState, GuestState, Mode
from tular.features.events.models import AgendaItem, Event
from tular.foundation.actions import Reason, Refused, action

LONGEST_SLUG = 90
LONGEST = timedelta(days=31)
"""No event of the programme takes longer."""

MOST_ITEMS = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What an event is; see the fields of `Event`."""

    title: str
    kind: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    zone: str = "Asia/Jakarta"
    place: str = ""
    link: str = ""
    description: str = ""
    quota: int | None = None
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an agenda."""

    title: str
    minutes: int | None = None
    speaker: str = ""
    speaker_role: str = ""


@action("events.draft", gettext_lazy("Menyusun acara"))
def draft(host: Agency, *, told: Told, by: Any, now: datetime, reason: str = "") -> Event:
    """An event that only its host knows of."""
    _check(told, now)
    return Event.objects.create(
        slug=_free_slug(told), host=host, created_by=by, created_at=now, is_demo=bool(getattr(by, "is_demo", False)),
        **_fields(told),
    )  # fmt: skip


@action("events.edit", gettext_lazy("Mengubah acara"))
def edit(event: Event, *, told: Told, by: Any, now: datetime, reason: str = "") -> Event:
    """Another time, place or text; the agenda moves with the beginning.

    Guests of an announced event are told when time or place changed.
    """
    _refuse_cancelled(event)
    _check(told, None if event.starts_at <= now else now)
    accepted = event.invitations.filter(state=GuestState.ACCEPTED).count()
    if told.quota is not None and told.quota < accepted:
        text = _("Sudah %(n)d orang menyatakan hadir. Isi angka yang tidak kurang dari itu.")
        raise Refused(Reason(text % {"n": accepted}, "quota"))
    before = (event.starts_at, event.ends_at, event.place, event.link, event.mode)
    later = told.starts_at - event.starts_at
    for name, value in _fields(told).items():
        setattr(event, name, value)
    event.save()
    if later:
        event.agenda.exclude(starts_at=None).update(starts_at=F("starts_at") + later)
    moved = before != (event.starts_at, event.ends_at, event.place, event.link, event.mode)
    if moved and event.state == EventState.ANNOUNCED and event.ends_at > now:
        tell_guests(event, "events.moved", by=by, now=now)
    return event


@action("events.set_agenda", gettext_lazy("Menyusun susunan acara"))
def set_agenda(event: Event, *, items: list[Item], by: Any, now: datetime, reason: str = "") -> Event:
    """The items in their order, each beginning when the one before ends; those of before go."""
    _refuse_cancelled(event)
    wrong = [one for one in items if not one.title.strip() or len(one.title) > 200]
    if wrong or len(items) > MOST_ITEMS:
        raise Refused(Reason(_("Tulis satu butir per baris, judulnya paling panjang 200 huruf."), "text"))
    event.agenda.all().delete()
    at: datetime | None = event.starts_at
    for place, one in enumerate(items):
        AgendaItem.objects.create(
            event=event, place=place, starts_at=at, minutes=one.minutes, title=one.title.strip(),
            speaker=one.speaker.strip()[:150], speaker_role=one.speaker_role.strip()[:200],
        )  # fmt: skip
        at = at + timedelta(minutes=one.minutes) if at is not None and one.minutes else None
    return event


@action("events.announce", gettext_lazy("Mengumumkan acara"))
def announce(event: Event, *, by: Any, now: datetime, reason: str = "") -> Event:
    """Tell everybody who is invited; a public event stands in the list from now on."""
    if event.state != EventState.DRAFT:
        raise Refused(_("Acara ini sudah diumumkan atau dibatalkan. Muat ulang halamannya."))
    if event.ends_at <= now:
        raise Refused(_("Waktu acara ini sudah lewat. Ubah dulu waktunya."))
    if event.mode == Mode.ONSITE and not event.place:
        raise Refused(_("Tempatnya belum ditulis. Lengkapi dulu, supaya yang diundang tahu ke mana datang."))
    if event.mode != Mode.ONSITE and not event.link:
        raise Refused(_("Tautan rapatnya belum ditulis. Lengkapi dulu, supaya yang diundang dapat masuk."))
    event.state = EventState.ANNOUNCED
    event.save()
    tell_guests(event, "events.invited", by=by, now=now)
    return event


@action("events.cancel", gettext_lazy("Membatalkan acara"))
def cancel(event: Event, *, by: Any, now: datetime, reason: str = "") -> Event:
    """Call it off; everybody who was invited to an announced one learns why."""
    _refuse_cancelled(event)
    if event.ends_at <= now:
        raise Refused(_("Acara ini sudah selesai, jadi tidak dapat dibatalkan."))
    if not reason.strip():
        raise Refused(Reason(_("Tulis mengapa acara dibatalkan; yang diundang membacanya."), "alasan"))
    told = event.state == EventState.ANNOUNCED
    event.state, event.state_reason = EventState.CANCELLED, reason.strip()
    event.save()
    if told:
        tell_guests(event, "events.cancelled", by=by, now=now)
    return event


def _fields(told: Told) -> dict[str, Any]:
    return {
        "title": " ".join(told.title.split()), "kind": told.kind, "mode": told.mode, "starts_at": told.starts_at,
        "ends_at": told.ends_at, "zone": told.zone, "place": told.place.strip(), "link": told.link.strip(),
        "description": told.description.strip(), "quota": told.quota, "is_public": told.is_public,
    }  # fmt: skip


def _check(told: Told, now: datetime | None) -> None:
    """`now` is None where an event that has begun is corrected."""
    wrong: list[Reason] = []
    if not told.title.strip() or len(told.title) > 200:
        wrong.append(Reason(_("Tulis nama acara, paling panjang 200 huruf."), "title"))
    if told.kind not in EventKind.values:
        wrong.append(Reason(_("Pilih jenis acaranya."), "kind"))
    if told.mode not in Mode.values:
        wrong.append(Reason(_("Pilih tatap muka, daring, atau hibrida."), "mode"))
    if told.ends_at <= told.starts_at:
        wrong.append(Reason(_("Waktu selesai harus sesudah waktu mulai."), "ends_at"))
    elif told.ends_at - told.starts_at > LONGEST:
        wrong.append(Reason(_("Acara paling lama 31 hari. Periksa lagi tanggalnya."), "ends_at"))
    if now is not None and told.starts_at <= now:
        wrong.append(Reason(_("Waktu mulai sudah lewat. Pilih waktu yang akan datang."), "starts_at"))
    if told.quota is not None and told.quota < 1:
        wrong.append(Reason(_("Isi paling sedikit 1, atau kosongkan bila tidak dibatasi."), "quota"))
    if wrong:
        raise Refused(*wrong)


def _refuse_cancelled(event: Event) -> None:
    if event.state == EventState.CANCELLED:
        raise Refused(_("Acara ini sudah dibatalkan. Susun acara baru bila jadi diadakan."))


def _free_slug(told: Told) -> str:
    """An address that no other event has."""
    base = slugify(f"{told.title}")[: LONGEST_SLUG - 9].strip("-") or "acara"
    base = f"{base}-{told.starts_at:%Y%m%d}"
    taken = set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for n in range(2, 1000) if (slug := f"{base}-{n}") not in taken)
