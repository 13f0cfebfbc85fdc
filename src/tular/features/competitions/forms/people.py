"""What is asked to invite agencies and to appoint staff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.names import agency_lookup
from tular.features.competitions.choices import StaffRole
from tular.features.competitions.forms.fields import not_found

LARGEST_LIST = 40_000


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
