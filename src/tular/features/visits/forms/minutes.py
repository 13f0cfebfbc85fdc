"""Signing, acknowledging and adding to minutes; a photo."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SignForm(forms.Form):
    """A signature: the name as in the account."""

    signed_as = forms.CharField(
        label=gettext_lazy("Nama Anda"), max_length=200,
        help_text=gettext_lazy("Tulis seperti di akun Anda. Itu menjadi tanda tangan Anda."),
        error_messages={"required": gettext_lazy("Tulis nama Anda untuk menandatangani.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip


class AcknowledgeForm(forms.Form):
    """The agency has read it."""

    signed_as = forms.CharField(
        label=gettext_lazy("Nama Anda"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Tulis nama Anda.")},
    )  # fmt: skip
    position = forms.CharField(
        label=gettext_lazy("Jabatan Anda di instansi ini"), max_length=200,
        error_messages={"required": gettext_lazy("Tulis jabatan Anda di instansi ini.")},
    )  # fmt: skip
    remarks = forms.CharField(
        label=gettext_lazy("Catatan instansi"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Bila ada yang tidak sesuai, tulis di sini. Disimpan di samping catatan tim."),
    )  # fmt: skip


class AddForm(forms.Form):
    """An addendum."""

    text = forms.CharField(
        label=gettext_lazy("Tambahan atau pembetulan"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Tulis tambahannya.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Mengapa?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Tulis mengapa berita acara ini ditambah.")},
    )  # fmt: skip


def tell_answer(_parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    """What the form of a section had posted, in words; see `access.telling`."""
    labels = {
        "finding": _("Temuan"), "value": _("Jawaban"), "note": _("Catatan"), "users": _("Pengguna layanan"),
        "users_role": _("Sebagai apa"), "officials": _("Petugas dan pejabat instansi"), "others": _("Lainnya"),
        "summary": _("Ringkasan"), "recommendation": _("Saran untuk pleno"), "caption": _("Yang tampak di foto"),
        "place": _("Tempat"),
    }  # fmt: skip
    return (labels[name], value) if name in labels else None
