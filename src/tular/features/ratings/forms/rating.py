"""The form with which somebody rates a service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tular.features.agencies.models import Region
from tular.features.ratings.actions.rating import LONGEST_COMMENT, Sent
from tular.features.ratings.choices import LastUse, Stance

TRAP = "situs"
"""A field that people do not see; whoever fills it is a machine."""

PICK = {"required": _("Pilih salah satu.")}


class RateForm(forms.Form):
    """Have you used it, when, as what; the questions; where from; a comment; how to prove being a person."""

    used = forms.ChoiceField(
        label=_("Pernahkah Anda memakai layanan ini?"), choices=[("ya", _("Pernah")), ("tidak", _("Belum pernah"))],
        widget=forms.RadioSelect, error_messages=PICK,
    )  # fmt: skip
    last_use = forms.ChoiceField(
        label=_("Kapan terakhir?"), choices=LastUse.choices, widget=forms.RadioSelect, required=False
    )
    stance = forms.ChoiceField(
        label=_("Anda menilai sebagai"), choices=Stance.choices, widget=forms.RadioSelect, error_messages=PICK
    )
    region = forms.ModelChoiceField(
        label=_("Provinsi tempat Anda memakai layanannya"), queryset=Region.objects.filter(level="provinsi"),
        required=False, empty_label=_("tidak ingin menyebut"),
    )  # fmt: skip
    comment = forms.CharField(
        label=_("Catatan untuk penyelenggara"), required=False, max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tidak diterbitkan dan tidak sampai ke instansi yang dinilai. Jangan tulis nama atau nomor orang."),
    )  # fmt: skip
    email = forms.CharField(
        label=_("Alamat surel Anda"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Hanya untuk mengirim satu tautan konfirmasi. Sesudah surelnya terkirim, alamatnya kami hapus."),
        error_messages={"required": _("Tulis alamat surel Anda: tautan konfirmasinya dikirim ke sana.")},
    )  # fmt: skip
    situs = forms.CharField(required=False, label=_("Biarkan kosong"), widget=forms.TextInput(attrs={"tabindex": "-1"}))

    def __init__(self, data: Mapping[str, Any] | None, questions: list[dict[str, Any]], *, signed_in: bool) -> None:
        super().__init__(data)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=question["asks"], widget=forms.RadioSelect, error_messages=PICK,
                choices=[(str(level), word) for level, word in enumerate(question["levels"], start=1)],
            )  # fmt: skip
        if signed_in:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        """When it was used is asked of who used it."""
        cleaned = super().clean() or {}
        if cleaned.get("used") == "tidak":
            self.add_error(
                "used",
                _("Terima kasih atas kejujuran Anda. Yang dinilai di sini hanya layanan yang pernah dipakai sendiri."),
            )
        elif not cleaned.get("last_use"):
            self.add_error("last_use", _("Pilih kapan Anda terakhir memakainya."))
        return cleaned

    @property
    def is_trap(self) -> bool:
        """Whether a machine filled what people do not see."""
        return bool(self.data.get(TRAP))

    def told(self) -> Sent:
        """What was sent."""
        told = self.cleaned_data
        return Sent(
            told["stance"], told["last_use"], [int(told[f"q{number}"]) for number in range(len(self.questions))],
            told["region"], told["comment"], told.get("email", ""),
        )  # fmt: skip
