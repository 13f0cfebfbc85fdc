"""What is asked of a competition: its description, and on the page of a new one its calendar and categories."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.actions import CategoryText, Description, Span
from tular.features.competitions.forms.fields import clock_field, in_zone, lines_field, zone_field
from tular.features.competitions.models import Category, Competition
from tular.features.competitions.queries.rulebook import Slot


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
    about = lines_field(
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
    zone = zone_field()
    field_order = ("title", "slug", "year", "decree", "feeds", "about", "zone")


class SpanForm(forms.Form):
    """One line of the calendar on the page of a new competition; empty: not known yet."""

    opens = clock_field(gettext_lazy("Dibuka"), required=False)
    closes = clock_field(gettext_lazy("Ditutup"), required=False)

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
    description = lines_field(
        gettext_lazy("Uraian"), gettext_lazy("Apa yang termasuk, agar peserta tahu mana yang dipilih.")
    )
    examples = lines_field(gettext_lazy("Contoh"), gettext_lazy("Satu atau dua inovasi yang cocok di sini."), rows=2)

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


def initial_of_category(row: Category) -> dict[str, str]:
    """What the form of a category begins with."""
    return {"name": row.name, "description": row.description, "examples": row.examples}
