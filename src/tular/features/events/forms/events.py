"""What is asked about an event, its agenda, and whom it invites."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.competitions.models import ZONES
from tular.features.events.actions.inviting import LONGEST_REPLY, Guest
from tular.features.events.actions.organising import Item, Told
from tular.features.events.choices import EventKind, GuestRole, Mode
from tular.features.events.models import AgendaItem, Event
from tular.features.events.queries.visibility import hosts_of

CLOCK = "%Y-%m-%dT%H:%M"


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, input_formats=[CLOCK], widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=CLOCK),
        error_messages={
            "required": gettext_lazy("Isi tanggal dan jamnya."),
            "invalid": gettext_lazy("Tanggal dan jamnya belum benar. Contoh: 2027-03-31T09:00."),
        },
    )  # fmt: skip


class EventForm(forms.Form):
    """What an event is. Times are by the clock of the zone that is chosen."""

    host = forms.ModelChoiceField(
        label=gettext_lazy("Tuan rumah"), queryset=Agency.objects.none(),
        error_messages={"required": gettext_lazy("Pilih instansi tuan rumahnya.")},
    )  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("Nama acara"), max_length=200,
        error_messages={"required": gettext_lazy("Tulis nama acaranya.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=EventKind.choices)
    mode = forms.ChoiceField(label=gettext_lazy("Cara"), choices=Mode.choices)
    starts_at = _moment(gettext_lazy("Mulai"))
    ends_at = _moment(gettext_lazy("Selesai"))
    zone = forms.ChoiceField(label=gettext_lazy("Zona waktu"), choices=ZONES)
    place = forms.CharField(
        label=gettext_lazy("Tempat"), max_length=300, required=False,
        help_text=gettext_lazy("Wajib untuk tatap muka sebelum diumumkan."),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Tautan rapat daring"), max_length=500, required=False, assume_scheme="https",
        help_text=gettext_lazy("Hanya tampil bagi yang diundang."),
        error_messages={"invalid": gettext_lazy("Tautan belum benar. Contoh: https://rapat.contoh.go.id/abc.")},
    )  # fmt: skip
    description = forms.CharField(
        label=gettext_lazy("Keterangan"), required=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=8_000
    )
    quota = forms.IntegerField(
        label=gettext_lazy("Batas yang hadir"), required=False, min_value=1, max_value=100_000,
        help_text=gettext_lazy("Kosongkan bila tidak dibatasi."),
        error_messages={
            "invalid": gettext_lazy("Isi angka, atau kosongkan."),
            "min_value": gettext_lazy("Isi paling sedikit 1, atau kosongkan bila tidak dibatasi."),
        },
    )  # fmt: skip
    is_public = forms.BooleanField(label=gettext_lazy("Tampil di daftar acara untuk umum"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, by: Any, event: Event | None = None) -> None:
        super().__init__(data, initial=_initial(event) if event else {"zone": "Asia/Jakarta"})
        if event is not None:
            del self.fields["host"]
            return
        field: Any = self.fields["host"]
        field.queryset = hosts_of(by)
        if len(first := list(field.queryset[:2])) == 1:
            field.initial = first[0].pk

    def clean(self) -> dict[str, Any]:
        """Moments by the chosen zone."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("starts_at", "ends_at"):
            if isinstance(found := told.get(name), datetime):
                told[name] = found.replace(tzinfo=ZoneInfo(told.get("zone") or "Asia/Jakarta"))
                if not 2000 <= found.year <= 2100:
                    self.add_error(name, _("Tahunnya di antara 2000 dan 2100."))
        return told

    def told(self) -> Told:
        """What was filled in."""
        held = {name: value for name, value in self.cleaned_data.items() if name != "host"}
        return Told(**held)


def _initial(event: Event) -> dict[str, Any]:
    zone = ZoneInfo(event.zone)
    return {
        "title": event.title, "kind": event.kind, "mode": event.mode, "zone": event.zone, "place": event.place,
        "link": event.link, "description": event.description, "quota": event.quota, "is_public": event.is_public,
        "starts_at": event.starts_at.astimezone(zone).strftime(CLOCK),
        "ends_at": event.ends_at.astimezone(zone).strftime(CLOCK),
    }  # fmt: skip


class AgendaForm(forms.Form):
    """The agenda, one item a line."""

    text = forms.CharField(
        label=gettext_lazy("Susunan acara"), required=False, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Satu butir per baris: judul; menit; narasumber; jabatannya. Selain judul boleh kosong, misalnya "
            "“Pembukaan; 15”. Jamnya dihitung dari waktu mulai."
        ),
    )  # fmt: skip

    def items(self) -> list[Item]:
        """The items as they were typed."""
        found = []
        for line in self.cleaned_data["text"].splitlines():
            if not line.strip():
                continue
            title, minutes, speaker, role = ([part.strip() for part in line.split(";")] + [""] * 4)[:4]
            number = int(minutes) if re.fullmatch(r"[0-9]{1,3}", minutes) else None
            found.append(Item(title, number, speaker, role))
        return found


def agenda_text(items: list[AgendaItem]) -> str:
    """The agenda as the form shows it."""
    lines = [
        "; ".join((one.title, str(one.minutes or ""), one.speaker, one.speaker_role)).rstrip("; ") for one in items
    ]
    return "\n".join(lines)


class InviteForm(forms.Form):
    """Whom to invite, one person a line, as spreadsheets give it, too."""

    text = forms.CharField(
        label=gettext_lazy("Yang diundang"), widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Satu orang per baris: nama; surel; instansi; peran. Boleh ditempel dari lembar sebar. Peran: peserta, "
            "narasumber, pembahas, atau notulis; kosong berarti peserta."
        ),
        error_messages={"required": gettext_lazy("Tulis paling sedikit satu orang.")},
    )  # fmt: skip

    def guests(self) -> list[Guest]:
        """Who was typed."""
        found = []
        for line in self.cleaned_data["text"].splitlines():
            if not line.strip():
                continue
            parts = [part.strip() for part in re.split(r"[;\t]", line)] + [""] * 4
            found.append(Guest(parts[0], parts[1], parts[2], parts[3].lower() or GuestRole.GUEST))
        return found


class ReplyForm(forms.Form):
    """Whether somebody comes."""

    coming = forms.TypedChoiceField(
        label=gettext_lazy("Apakah Anda hadir?"), widget=forms.RadioSelect, coerce=lambda value: value == "ya",
        choices=[("ya", gettext_lazy("Ya, saya hadir")), ("tidak", gettext_lazy("Tidak, saya berhalangan"))],
        error_messages={"required": gettext_lazy("Pilih hadir atau berhalangan.")},
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Pesan kepada tuan rumah"), required=False, max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
