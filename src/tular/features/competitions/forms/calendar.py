"""What is asked to set, move and extend dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.actions import Span
from tular.features.competitions.forms.fields import AgencyField, clock_field, in_zone, reason_field, zone_field
from tular.features.competitions.models import Window
from tular.features.competitions.queries.rulebook import Slot


class WindowForm(forms.Form):
    """A span of the calendar while it is being prepared."""

    what = forms.ChoiceField(
        label=gettext_lazy("Untuk apa"), error_messages={"required": gettext_lazy("Pilih masanya.")}
    )
    opens = clock_field(gettext_lazy("Dibuka"))
    closes = clock_field(gettext_lazy("Ditutup"))
    zone = zone_field()
    note = forms.CharField(label=gettext_lazy("Catatan"), max_length=300, required=False)

    def __init__(self, *args: Any, slots: Iterable[Slot], **options: Any) -> None:
        super().__init__(*args, **options)
        self.slots = {slot.key: slot for slot in slots}
        field: Any = self.fields["what"]
        field.choices = [(key, slot.label) for key, slot in self.slots.items()]

    def span(self) -> Span:
        """What was typed, for the action."""
        data = self.cleaned_data
        slot, zone = self.slots[data["what"]], data["zone"]
        return Span(
            slot.kind, slot.stage, in_zone(data["opens"], zone), in_zone(data["closes"], zone), zone, data["note"]
        )


class MoveForm(forms.Form):
    """Another time for a span that was announced."""

    opens = clock_field(gettext_lazy("Dibuka"))
    closes = clock_field(gettext_lazy("Ditutup"))
    decree = forms.CharField(label=gettext_lazy("Nomor keputusan atau surat"), max_length=120, required=False)
    reason = reason_field(gettext_lazy("Dibaca semua orang di kalender kompetisi, untuk seterusnya."))

    def __init__(self, *args: Any, window: Window, **options: Any) -> None:
        zone = ZoneInfo(window.zone)
        opens, closes = window.opens_at.astimezone(zone), window.closes_at.astimezone(zone)
        super().__init__(*args, **{"initial": {"opens": opens, "closes": closes}} | options)
        self.window = window
        for name in ("opens", "closes"):
            self.fields[name].help_text = _("Menurut %(zone)s.") % {"zone": window.get_zone_display()}

    def times(self) -> dict[str, datetime]:
        """The new span. What was not touched keeps its seconds."""
        found = {}
        for name, old in (("opens", self.window.opens_at), ("closes", self.window.closes_at)):
            new = in_zone(self.cleaned_data[name], self.window.zone)
            found[f"{name}_at"] = old if old.replace(second=0, microsecond=0) == new else new
        return found


class ExtendForm(forms.Form):
    """Later for one agency."""

    agency = AgencyField(
        label=gettext_lazy("Instansi"),
        help_text=gettext_lazy("Nama resmi atau singkatannya, misalnya Pemkab Sidoarjo."),
        max_length=200,
        error_messages={"required": gettext_lazy("Tulis nama instansinya.")},
    )
    closes = clock_field(gettext_lazy("Ditutup bagi instansi ini"))
    reason = reason_field(gettext_lazy("Tersimpan dalam catatan dan dibaca instansi itu."))

    def __init__(self, *args: Any, window: Window, **options: Any) -> None:
        super().__init__(*args, **options)
        self.window = window
        self.fields["closes"].help_text = _("Menurut %(zone)s.") % {"zone": window.get_zone_display()}

    def closes_at(self) -> datetime:
        """The moment that was typed."""
        return in_zone(self.cleaned_data["closes"], self.window.zone)
