"""Asking for a meeting, moving it, and telling what was learnt."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import ZONES
from tular.features.replications.actions.meeting import LONGEST_TEXT, MeetingTold
from tular.features.replications.choices import MeetingKind, MeetingMode
from tular.features.replications.forms.steps import LONGEST_REASON, day_field
from tular.features.replications.models import Case, Meeting
from tular.features.replications.queries.meetings import Host
from tular.foundation.ui.typed import line_typed, prose_typed


def _clock(label: Any, wanted: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": wanted, "invalid": gettext_lazy("Jam belum benar.")},
    )  # fmt: skip


class MeetingForm(forms.Form):
    """With whom, when, where, and what for. Times are local to the zone that is chosen."""

    host = forms.TypedChoiceField(
        label=gettext_lazy("Dengan siapa?"), coerce=int, widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Tuan rumah membaca judul inovasi, instansi Anda, dan yang Anda tulis di sini; bukan isi kasusnya."
        ),
        error_messages={"required": gettext_lazy("Pilih tuan rumahnya.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=MeetingKind.choices)
    mode = forms.ChoiceField(label=gettext_lazy("Cara"), choices=MeetingMode.choices)
    day = day_field(gettext_lazy("Tanggal"))
    begins = _clock(gettext_lazy("Mulai pukul"), gettext_lazy("Tulis jam mulainya."))
    until = _clock(gettext_lazy("Selesai pukul"), gettext_lazy("Tulis jam selesainya."))
    zone = forms.ChoiceField(label=gettext_lazy("Zona waktu"), choices=ZONES)
    place = forms.CharField(label=gettext_lazy("Tempat"), required=False, max_length=300)
    link = forms.URLField(
        label=gettext_lazy("Tautan rapat daring"), required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Tautan belum benar. Contoh: https://rapat.contoh.go.id/abc.")},
    )  # fmt: skip
    agenda = forms.CharField(
        label=gettext_lazy("Apa yang ingin dipelajari?"), max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Tanyakan juga apa yang gagal. Mintalah bertemu pelaksana, bukan hanya pimpinan."),
        error_messages={"required": gettext_lazy("Tulis apa yang ingin dipelajari.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Mengapa digeser?"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Pihak lain membaca alasan ini."),
        error_messages={"required": gettext_lazy("Tulis mengapa digeser; pihak lain membacanya.")},
    )  # fmt: skip

    def __init__(self, *args: Any, hosts: list[Host] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if hosts is None:
            del self.fields["host"]
            return
        del self.fields["reason"]
        self.hosts = {one.agency.pk: one.agency for one in hosts}
        field: Any = self.fields["host"]
        field.choices = [(one.agency.pk, _named(one)) for one in hosts]

    def told(self) -> MeetingTold:
        """The meeting."""
        values = self.cleaned_data
        zone = ZoneInfo(values["zone"])
        return MeetingTold(
            kind=values["kind"],
            mode=values["mode"],
            starts_at=datetime.combine(values["day"], values["begins"], zone),
            ends_at=datetime.combine(values["day"], values["until"], zone),
            zone=values["zone"],
            place=line_typed(values["place"], 300),
            link=values["link"],
            agenda=prose_typed(values["agenda"]),
        )

    @staticmethod
    def begin(case: Case, hosts: list[Host]) -> dict[str, Any]:
        """What the form for a new meeting shows first: the owner, and the zone of the taker."""
        region = case.taker.region
        return {
            "host": hosts[0].agency.pk if len(hosts) == 1 else None, "mode": MeetingMode.ONLINE,
            "zone": region.iana_zone if region else "Asia/Jakarta",
        }  # fmt: skip

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        """What the form for moving shows first."""
        zone = ZoneInfo(meeting.zone)
        starts, ends = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
        kept = {name: getattr(meeting, name) for name in ("kind", "mode", "zone", "place", "link", "agenda")}
        return kept | {"day": starts.date(), "begins": starts.time(), "until": ends.time()}


class ReportForm(forms.Form):
    """What was learnt, and who was there."""

    learnt = forms.CharField(
        label=gettext_lazy("Apa yang dipelajari?"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Juga apa yang gagal di sana, dan syarat berhasilnya."),
        error_messages={"required": gettext_lazy("Tulis apa yang dipelajari, juga yang gagal.")},
    )  # fmt: skip
    attended = forms.CharField(
        label=gettext_lazy("Siapa yang hadir?"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Jabatan atau bagian, bukan nama orang."),
    )  # fmt: skip


def _named(one: Host) -> str:
    if one.is_owner:
        return _("%(agency)s, pemilik inovasi") % {"agency": one.agency.name}
    return _("%(agency)s, sudah meniru lebih dulu (%(state)s)") % {"agency": one.agency.name, "state": one.state}
