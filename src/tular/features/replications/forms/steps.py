"""Beginning, stopping, and handing a case on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.catalogue.choices import StopReason
from tular.features.replications.models import Case

LONGEST_REASON = 2_000


def day_field(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    """A day of the calendar."""
    return forms.DateField(
        label=label, help_text=hint, required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Pilih tanggalnya."), "invalid": gettext_lazy("Tanggal belum benar.")},
    )  # fmt: skip


class BeginForm(forms.Form):
    """The first day."""

    on = day_field(
        gettext_lazy("Hari pertama dipakai orang"),
        gettext_lazy("Bukan hari peluncuran, melainkan hari pertama ia melayani seseorang."),
    )  # fmt: skip


class StopForm(forms.Form):
    """Since when, and why."""

    on = day_field(gettext_lazy("Berhenti sejak"))
    code = forms.ChoiceField(
        label=gettext_lazy("Alasannya"), choices=StopReason.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih alasannya.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Apa yang terjadi?"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Tampil untuk umum bersama replikasinya: ini pelajaran paling berharga bagi yang lain."),
        error_messages={"required": gettext_lazy("Tulis apa yang terjadi.")},
    )  # fmt: skip


class PassOnForm(forms.Form):
    """The successor, and by which rule."""

    successor = forms.ModelChoiceField(
        label=gettext_lazy("Instansi penerus"), queryset=Agency.objects.none(),
        error_messages={"required": gettext_lazy("Pilih instansi penerusnya.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Dasarnya"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Misalnya nomor peraturan yang mengubah instansinya."),
        error_messages={"required": gettext_lazy("Tulis dasarnya, misalnya nomor peraturan.")},
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["successor"]
        field.queryset = Agency.objects.filter(predecessions__predecessor=case.taker_id).order_by("name")
