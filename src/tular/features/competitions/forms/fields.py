"""Fields that several forms of competitions share: moments in a zone, long texts, reasons, agencies by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.names import agency_lookup
from tular.features.competitions.models import ZONES
from tular.features.competitions.queries.moments import DEFAULT_ZONE

CLOCK = "%Y-%m-%dT%H:%M"
LONGEST_TEXT = 20_000


class ClockField(forms.CharField):
    """A day and a time as clocks of some zone show it; which zone is another field. Gives a moment without a zone."""

    widget = forms.DateTimeInput(format=CLOCK, attrs={"type": "datetime-local"})

    def to_python(self, value: Any) -> Any:
        """The moment, None for nothing."""
        text = (str(value) if value is not None else "").strip().replace(" ", "T")
        if not text:
            return None
        try:
            found = datetime.strptime(text[:16], CLOCK)  # noqa: DTZ007 - the zone is asked beside it
        except ValueError:
            raise ValidationError(_("Tanggal dan jamnya belum benar. Contoh: 2027-03-31T16:00.")) from None
        if not 2000 <= found.year <= 2100:
            raise ValidationError(_("Tahunnya di antara 2000 dan 2100."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """As the control of a browser takes it."""
        return value.strftime(CLOCK) if isinstance(value, datetime) else value

    def validate(self, value: Any) -> None:
        """Only whether it is there."""
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Nothing more: it is no text any longer."""


def clock_field(label: Any, hint: Any = "", *, required: bool = True) -> ClockField:
    """A day and a time."""
    return ClockField(
        label=label,
        help_text=hint,
        required=required,
        error_messages={"required": gettext_lazy("Isi tanggal dan jamnya.")},
    )


def zone_field() -> forms.ChoiceField:
    """WIB, WITA or WIT."""
    return forms.ChoiceField(
        label=gettext_lazy("Zona waktu"),
        choices=ZONES,
        initial=DEFAULT_ZONE,
        help_text=gettext_lazy("Tenggat berlaku menurut zona ini, di mana pun pesertanya."),
    )


def lines_field(label: Any, hint: Any = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def reason_field(hint: Any) -> forms.CharField:
    """Why; always asked for."""
    return forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Tulis alasannya.")},
    )


def in_zone(moment: datetime, zone: str) -> datetime:
    """The moment that clocks of the zone show so."""
    return moment.replace(tzinfo=ZoneInfo(zone))


class AgencyField(forms.CharField):
    """One agency by any of its names."""

    def clean(self, value: Any) -> Any:
        """The agency. Says which names come near when there is none."""
        text = super().clean(value)
        return found_by(text.strip()) if text else None


def found_by(text: str) -> Agency:
    """The agency that goes by this name. Raises `ValidationError` with the nearest names."""
    lookup = agency_lookup()
    agency = lookup.find(text)
    if agency is None:
        raise ValidationError(not_found(text, lookup.nearest(text)))
    return agency


def not_found(text: str, near: list[str]) -> str:
    """What to say of a name that no agency has."""
    if near:
        return _("“%(name)s” tidak dikenal. Mirip: %(near)s.") % {"name": text, "near": ", ".join(near)}
    return _("“%(name)s” tidak dikenal.") % {"name": text}
