"""The forms of competitions. What they may not say is decided by the actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.names import agency_lookup
from tular.features.competitions.actions import CategoryText, Description, Span
from tular.features.competitions.choices import StaffRole
from tular.features.competitions.models import ZONES, Category, Competition, Window
from tular.features.competitions.queries.moments import DEFAULT_ZONE
from tular.features.competitions.queries.rulebook import Slot

CLOCK = "%Y-%m-%dT%H:%M"
LARGEST_LIST = 40_000
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


def _clock(label: Any, hint: Any = "", *, required: bool = True) -> ClockField:
    return ClockField(
        label=label,
        help_text=hint,
        required=required,
        error_messages={"required": gettext_lazy("Isi tanggal dan jamnya.")},
    )


def _zone() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Zona waktu"),
        choices=ZONES,
        initial=DEFAULT_ZONE,
        help_text=gettext_lazy("Tenggat berlaku menurut zona ini, di mana pun pesertanya."),
    )


def _lines(label: Any, hint: Any = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _reason(hint: Any) -> forms.CharField:
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


class DescriptionForm(forms.Form):
    """What an organiser says of an edition besides its rules."""

    title = forms.CharField(
        label=gettext_lazy("Nama kompetisi"),
        max_length=300,
        error_messages={"required": gettext_lazy("Tulis nama kompetisinya.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Tahun"),
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Tulis tahunnya.")},
    )
    decree = forms.CharField(
        label=gettext_lazy("Nomor keputusan atau surat"),
        help_text=gettext_lazy("Yang menjadi dasar kompetisi ini."),
        max_length=120,
        required=False,
    )
    feeds = forms.ChoiceField(
        label=gettext_lazy("Pemenang diteruskan ke"),
        help_text=gettext_lazy(
            "Kompetisi tingkat atas yang menerima pemenang dari sini, dengan semua isian dan berkas."
        ),
        required=False,
    )
    about = _lines(
        gettext_lazy("Seruan"),
        gettext_lazy("Untuk apa kompetisi ini dan siapa yang dinanti. Pisahkan paragraf dengan baris kosong."),
        rows=6,
    )

    def __init__(self, *args: Any, above: Iterable[Competition], **options: Any) -> None:
        super().__init__(*args, **options)
        self.above = {row.slug: row for row in above}
        field: Any = self.fields["feeds"]
        field.choices = [("", _("tidak diteruskan")), *((slug, row.title) for slug, row in self.above.items())]

    def said(self, **more: Any) -> Description:
        """What was typed, for the action."""
        data = self.cleaned_data
        return Description(
            title=data["title"],
            year=data["year"],
            decree=data["decree"],
            about=data["about"],
            feeds=self.above.get(data["feeds"]),
            **more,
        )


class OpenForm(DescriptionForm):
    """The same of a new competition, with its address and the zone of its calendar."""

    slug = forms.SlugField(
        label=gettext_lazy("Alamat halaman"),
        help_text=gettext_lazy("Bagian terakhir dari /kompetisi/… dan tetap untuk seterusnya."),
        max_length=80,
        error_messages={
            "required": gettext_lazy("Tulis alamatnya."),
            "invalid": gettext_lazy("Hanya huruf, angka, dan tanda hubung."),
        },
    )
    zone = _zone()
    field_order = ("title", "slug", "year", "decree", "feeds", "about", "zone")


class SpanForm(forms.Form):
    """One line of the calendar on the page of a new competition; empty: not known yet."""

    opens = _clock(gettext_lazy("Dibuka"), required=False)
    closes = _clock(gettext_lazy("Ditutup"), required=False)

    def __init__(self, *args: Any, slot: Slot, **options: Any) -> None:
        super().__init__(*args, **options)
        self.slot = slot

    def clean(self) -> dict[str, Any]:
        """Both or neither, in their order."""
        data = super().clean() or {}
        opens, closes = data.get("opens"), data.get("closes")
        if not self.errors and (opens is None) != (closes is None):
            self.add_error("opens" if opens is None else "closes", _("Isi keduanya, atau kosongkan keduanya."))
        if opens and closes and closes <= opens:
            self.add_error("closes", _("Penutupan harus sesudah pembukaan."))
        return data

    def span(self, zone: str) -> Span | None:
        """What was typed, None when it was left empty."""
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if opens is None or closes is None:
            return None
        return Span(self.slot.kind, self.slot.stage, in_zone(opens, zone), in_zone(closes, zone), zone)


class CategoryForm(forms.Form):
    """A category."""

    name = forms.CharField(
        label=gettext_lazy("Nama kategori"),
        max_length=200,
        error_messages={"required": gettext_lazy("Tulis nama kategorinya.")},
    )
    description = _lines(
        gettext_lazy("Uraian"), gettext_lazy("Apa yang termasuk, agar peserta tahu mana yang dipilih.")
    )
    examples = _lines(gettext_lazy("Contoh"), gettext_lazy("Satu atau dua inovasi yang cocok di sini."), rows=2)

    def said(self) -> CategoryText:
        """What was typed, for the action."""
        data = self.cleaned_data
        return CategoryText(data["name"], data["description"], data["examples"])


class CategoryRowForm(CategoryForm):
    """One of several on the page of a new competition; without a name it is left out."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        """A name for whatever is described."""
        data = super().clean() or {}
        if not data.get("name") and (data.get("description") or data.get("examples")):
            self.add_error("name", _("Tulis nama kategorinya."))
        return data


class WindowForm(forms.Form):
    """A span of the calendar while it is being prepared."""

    what = forms.ChoiceField(
        label=gettext_lazy("Untuk apa"), error_messages={"required": gettext_lazy("Pilih masanya.")}
    )
    opens = _clock(gettext_lazy("Dibuka"))
    closes = _clock(gettext_lazy("Ditutup"))
    zone = _zone()
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

    opens = _clock(gettext_lazy("Dibuka"))
    closes = _clock(gettext_lazy("Ditutup"))
    decree = forms.CharField(label=gettext_lazy("Nomor keputusan atau surat"), max_length=120, required=False)
    reason = _reason(gettext_lazy("Dibaca semua orang di kalender kompetisi, untuk seterusnya."))

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


class ExtendForm(forms.Form):
    """Later for one agency."""

    agency = AgencyField(
        label=gettext_lazy("Instansi"),
        help_text=gettext_lazy("Nama resmi atau singkatannya, misalnya Pemkab Sidoarjo."),
        max_length=200,
        error_messages={"required": gettext_lazy("Tulis nama instansinya.")},
    )
    closes = _clock(gettext_lazy("Ditutup bagi instansi ini"))
    reason = _reason(gettext_lazy("Tersimpan dalam catatan dan dibaca instansi itu."))

    def __init__(self, *args: Any, window: Window, **options: Any) -> None:
        super().__init__(*args, **options)
        self.window = window
        self.fields["closes"].help_text = _("Menurut %(zone)s.") % {"zone": window.get_zone_display()}

    def closes_at(self) -> datetime:
        """The moment that was typed."""
        return in_zone(self.cleaned_data["closes"], self.window.zone)


class InviteForm(forms.Form):
    """Agencies to invite, one to a line."""

    group = forms.ChoiceField(label=gettext_lazy("Kelompok"))
    agencies = forms.CharField(
        label=gettext_lazy("Instansi, satu per baris"),
        help_text=gettext_lazy("Boleh ditempel dari daftar Anda. Contoh: Pemkab Sidoarjo"),
        max_length=LARGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Tulis sedikitnya satu instansi.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan"),
        help_text=gettext_lazy("Inovasi mana yang dimaksud, atau di surat mana instansinya disebut."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, groups: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["group"]
        field.choices = list(groups)

    def clean_agencies(self) -> list[Agency]:
        """The agencies of all lines; one error that names every line that nobody goes by."""
        lookup = agency_lookup()
        found, wrong = [], []
        for line in self.cleaned_data["agencies"].splitlines():
            name = line.strip(" \t,;.-•")
            if not name:
                continue
            agency = lookup.find(name)
            if agency is None:
                wrong.append(ValidationError(not_found(name, lookup.nearest(name))))
            else:
                found.append(agency)
        if wrong:
            raise ValidationError(wrong)
        if not found:
            raise ValidationError(_("Tulis sedikitnya satu instansi."))
        return list({agency.pk: agency for agency in found}.values())


class StaffForm(forms.Form):
    """Who works for the competition."""

    email = forms.EmailField(
        label=gettext_lazy("Alamat surel akunnya"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Tulis alamat surelnya."),
            "invalid": gettext_lazy("Alamat surel belum benar. Contoh yang benar: nama@sidoarjokab.go.id."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Tugas"),
        choices=[(role.value, role.label) for role in (StaffRole.CHECKER, StaffRole.SECRETARIAT)],
        help_text=gettext_lazy("Pemeriksa memeriksa proposal; sekretariat juga mengatur jadwal, kategori, dan daftar."),
    )


def initial_of_category(row: Category) -> dict[str, str]:
    """What the form of a category begins with."""
    return {"name": row.name, "description": row.description, "examples": row.examples}
