"""Forms of agreements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tular.features.replications.queries.files import SCAN
from tular.foundation.files.fields import FilesForm, StoredFileField


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PartiesForm(forms.Form):
    """Parties, place, numbers, and what fills the places of clauses. Anything may be empty: it is a draft."""

    first_party = forms.CharField(
        label=_("Pihak pertama (pemilik)"), max_length=1000, required=False, widget=_lines(3),
        help_text=_("Nama, jabatan, dan alamat penanda tangan; satu hal sebaris."),
    )  # fmt: skip
    second_party = forms.CharField(
        label=_("Pihak kedua (penerima)"), max_length=1000, required=False, widget=_lines(3),
        help_text=_("Nama, jabatan, dan alamat penanda tangan; satu hal sebaris."),
    )  # fmt: skip
    first_number = forms.CharField(label=_("Nomor dari pihak pertama"), max_length=80, required=False)
    second_number = forms.CharField(label=_("Nomor dari pihak kedua"), max_length=80, required=False)
    place = forms.CharField(label=_("Tempat penandatanganan"), max_length=120, required=False)
    bagian = forms.CharField(
        label=_("Bagian inovasi yang direplikasi"), max_length=600, required=False, widget=_lines(3),
        help_text=_("Kosong: seperti dalam uraian replikasi."),
    )  # fmt: skip
    batas_bantuan = forms.CharField(
        label=_("Bantuan pemilik sampai dengan"), max_length=600, required=False,
        help_text=_("Misalnya: layanan dipakai di tiga puskesmas pertama."),
    )  # fmt: skip
    selang_koordinasi = forms.CharField(
        label=_("Koordinasi sekurang-kurangnya sekali dalam"), max_length=600, required=False,
        help_text=_("Misalnya: tiga bulan."),
    )  # fmt: skip
    nomor_haki = forms.CharField(
        label=_("Nomor kekayaan intelektual"), max_length=600, required=False,
        help_text=_("Kosong bila tidak ada; kalimatnya tetap utuh."),
    )  # fmt: skip
    valid_until = forms.DateField(label=_("Berlaku sampai"), required=False, widget=_day())

    def values(self) -> dict[str, str]:
        """What fills the places of clauses."""
        return {key: self.cleaned_data[key] for key in ("bagian", "batas_bantuan", "selang_koordinasi", "nomor_haki")}


class ClauseForm(forms.Form):
    """A clause: title, text, whether it is used, and where it stands."""

    title = forms.CharField(label=_("Judul pasal"), max_length=200)
    text = forms.CharField(
        label=_("Isi pasal"), max_length=20_000, required=False, widget=_lines(8),
        help_text=_("Yang dalam kurung kurawal, misalnya {batas_bantuan}, terisi sendiri dari isian naskah."),
    )  # fmt: skip
    included = forms.BooleanField(label=_("Pakai pasal ini"), required=False)
    place = forms.IntegerField(label=_("Urutan"), min_value=1, max_value=99)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class SignedForm(FilesForm):
    """The signed copy, and its two dates."""

    file = StoredFileField(purpose=SCAN, label=_("Salinan yang ditandatangani"))
    signed_on = forms.DateField(
        label=_("Ditandatangani pada"), widget=_day(),
        error_messages={"required": _("Isi tanggal tanda tangannya."), "invalid": _("Tanggal belum benar.")},
    )  # fmt: skip
    valid_until = forms.DateField(
        label=_("Berlaku sampai"), required=False, widget=_day(),
        help_text=_("Kosong bila naskahnya tidak menyebut akhir."),
    )  # fmt: skip

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        return {name: self.cleaned_data[name] for name in ("file", "signed_on", "valid_until")}
