"""Choosing, appointing, and the plan of a visit."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import ZONES
from tular.features.visits.actions.choosing import LONGEST_REASON
from tular.features.visits.actions.planning import Plan
from tular.features.visits.choices import VisitMode
from tular.features.visits.models import Verifier, Visit, VisitChoice
from tular.features.visits.queries.organising import Candidate
from tular.features.visits.queries.photos import degrees_sent
from tular.features.visits.queries.visibility import team_of
from tular.foundation.ui.typed import line_typed, prose_typed

PAIR = re.compile(r"^\s*(-?\d{1,3}(?:[.,]\d+)?)\s*[;/ ]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*$|"
                  r"^\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$")  # fmt: skip


class ReasonForm(forms.Form):
    """Why entrants are chosen."""

    alasan = forms.CharField(
        label=gettext_lazy("Mengapa dikunjungi?"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Disimpan untuk setiap proposal yang Anda pilih; hanya penyelenggara yang membacanya."),
        error_messages={"required": gettext_lazy("Tulis mengapa proposal ini dikunjungi; alasannya tersimpan.")},
    )  # fmt: skip


class DaysForm(forms.Form):
    """Days off."""

    days_off = forms.CharField(
        label=gettext_lazy("Hari libur"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Hari tanpa kunjungan, satu per baris, seperti 2026-12-25."),
    )  # fmt: skip

    def clean_days_off(self) -> tuple[date, ...]:
        """Days; one error that names every line that is none."""
        found, wrong = [], []
        for line in self.cleaned_data["days_off"].replace(",", "\n").split():
            try:
                found.append(date.fromisoformat(line))
            except ValueError:
                wrong.append(_("“%(text)s” bukan tanggal. Contoh: 2026-12-25.") % {"text": line[:40]})
        if wrong:
            raise ValidationError(wrong)
        return tuple(found)


class AppointForm(DaysForm):
    """Who verifies, by the address of an account."""

    email = forms.EmailField(
        label=gettext_lazy("Alamat surel akunnya"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Tulis alamat surelnya."),
            "invalid": gettext_lazy("Alamat surel belum benar. Contoh yang benar: nama@sidoarjokab.go.id."),
        },
    )  # fmt: skip
    field_order = ("email", "days_off")


class PlanForm(forms.Form):
    """Team, time and place. Times are local to the zone that is chosen."""

    mode = forms.ChoiceField(label=gettext_lazy("Cara"), choices=VisitMode.choices)
    day = forms.DateField(
        label=gettext_lazy("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Pilih tanggalnya."), "invalid": gettext_lazy("Tanggal belum benar.")},
    )  # fmt: skip
    begins = forms.TimeField(
        label=gettext_lazy("Mulai pukul"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": gettext_lazy("Tulis jam mulainya."), "invalid": gettext_lazy("Jam belum benar.")},
    )  # fmt: skip
    until = forms.TimeField(
        label=gettext_lazy("Selesai pukul"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": gettext_lazy("Tulis jam selesainya."), "invalid": gettext_lazy("Jam belum benar.")},
    )  # fmt: skip
    zone = forms.ChoiceField(
        label=gettext_lazy("Zona waktu"), choices=ZONES, help_text=gettext_lazy("Zona di tempat kunjungan.")
    )
    place = forms.CharField(
        label=gettext_lazy("Tempat"), required=False, max_length=300,
        help_text=gettext_lazy("Nama gedung dan alamat. Untuk daring: di mana para peserta berada."),
    )  # fmt: skip
    coordinates = forms.CharField(
        label=gettext_lazy("Koordinat tempat"), required=False, max_length=60,
        help_text=gettext_lazy("Lintang, bujur; misalnya -7.44716, 112.71833. Dipakai untuk menunjukkan jarak foto."),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Tautan rapat daring"), required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Tautan belum benar. Contoh: https://rapat.contoh.go.id/abc.")},
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("Penghubung di instansi"), required=False, max_length=200,
        help_text=gettext_lazy("Jabatan atau bagian, dan cara menghubunginya. Hanya tim dan instansi yang membacanya."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Yang perlu disiapkan instansi"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    team = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Tim verifikasi"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    lead = forms.TypedChoiceField(label=gettext_lazy("Ketua tim"), required=False, coerce=int, empty_value=None)
    reason = forms.CharField(
        label=gettext_lazy("Mengapa diubah?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Instansi dan tim membaca alasan ini."),
    )  # fmt: skip

    def __init__(self, *args: Any, candidates: list[Candidate], announced: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        self.verifiers: dict[int, Verifier] = {one.verifier.pk: one.verifier for one in candidates}
        fields["team"].choices = [(one.verifier.pk, _named(one)) for one in candidates]
        free = [(one.verifier.pk, one.verifier.person.name) for one in candidates if not one.against]
        fields["lead"].choices = [("", _("pilih ketua")), *free]
        if not announced:
            del fields["reason"]

    def clean_coordinates(self) -> tuple[Decimal | None, Decimal | None]:
        """(latitude, longitude), both None where nothing was typed."""
        text = self.cleaned_data["coordinates"].strip()
        if not text:
            return None, None
        found = PAIR.match(text)
        values = [one.replace(",", ".") for one in found.groups() if one] if found else []
        latitude = degrees_sent(values[0], 90) if values else None
        longitude = degrees_sent(values[1], 180) if values else None
        if latitude is None or longitude is None:
            raise ValidationError(_("Koordinat belum benar. Contoh: -7.44716, 112.71833."))
        return latitude, longitude

    def told(self) -> Plan:
        """The plan."""
        values = self.cleaned_data
        zone = ZoneInfo(values["zone"])
        latitude, longitude = values["coordinates"]
        return Plan(
            mode=values["mode"],
            starts_at=datetime.combine(values["day"], values["begins"], zone),
            ends_at=datetime.combine(values["day"], values["until"], zone),
            zone=values["zone"],
            team=[self.verifiers[pk] for pk in values["team"]],
            lead=self.verifiers.get(values["lead"]) if values["lead"] else None,
            place=line_typed(values["place"], 300),
            latitude=latitude,
            longitude=longitude,
            link=values["link"],
            contact=line_typed(values["contact"], 200),
            note=prose_typed(values["note"]),
        )

    @staticmethod
    def begin(choice: VisitChoice) -> dict[str, Any]:
        """What the form for a new visit shows first: the zone of the agency."""
        region = choice.proposal.agency.region
        return {"mode": VisitMode.ONSITE, "zone": region.iana_zone if region else "Asia/Jakarta"}

    @staticmethod
    def of(visit: Visit) -> dict[str, Any]:
        """What the form for changing a visit shows first."""
        zone = ZoneInfo(visit.zone)
        starts, ends = visit.starts_at.astimezone(zone), visit.ends_at.astimezone(zone)
        team = team_of(visit)
        both = visit.latitude is not None and visit.longitude is not None
        return {
            "mode": visit.mode, "day": starts.date(), "begins": starts.time(), "until": ends.time(), "zone": visit.zone,
            "place": visit.place, "coordinates": f"{visit.latitude}, {visit.longitude}" if both else "",
            "link": visit.link, "contact": visit.contact, "note": visit.note,
            "team": [one.verifier_id for one in team],
            "lead": next((one.verifier_id for one in team if one.lead), None),
        }  # fmt: skip


def _named(one: Candidate) -> str:
    name = one.verifier.person.name
    if not one.against:
        return name
    return _("%(name)s (tidak dapat: %(why)s)") % {"name": name, "why": "; ".join(one.against)}
