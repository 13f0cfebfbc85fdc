"""A file of own marks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST = 2_000_000
"""Bytes; thousands of rows have less."""


def tell_mark(_parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    """What the form of a criterion had posted, in words; see `access.telling`."""
    labels = {"mark": _("Nilai"), "comment": _("Komentar untuk pengusul")}
    return (labels[name], value) if name in labels else None


class MarksFileForm(forms.Form):
    """A table with the column `nomor` and one for each criterion."""

    file = forms.FileField(
        label=gettext_lazy("Berkas CSV atau Excel (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        help_text=gettext_lazy(
            "Baris pertama berisi nama kolom: nomor, lalu kode kriteria. Sel kosong membiarkan nilai seperti adanya; "
            "– berarti kriteria tidak berlaku."
        ),
        error_messages={"required": gettext_lazy("Pilih berkasnya dulu.")},
    )

    def clean_file(self) -> Any:
        """Refuse what is no table of marks by its size."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Berkas ini lebih dari 2 MB, terlalu besar untuk tabel nilai."))
        return file
