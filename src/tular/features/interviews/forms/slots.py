"""Moving by hand, answers, presenters, material, attendance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.interviews.choices import Presence
from tular.features.interviews.models import Slot
from tular.features.interviews.queries.material import PURPOSE
from tular.foundation.files.fields import FilesForm, StoredFileField


def _reason(hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Alasan"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=hint,
    )  # fmt: skip


class MoveForm(forms.Form):
    """Another slot, free or taken; `target` is "slot-entry" as the page showed it."""

    target = forms.ChoiceField(label=gettext_lazy("Pindah ke"))
    alasan = _reason(gettext_lazy("Wajib bila jadwal sudah terbit; penyaji dan penilai membacanya."))

    def __init__(self, *args: Any, targets: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["target"]
        field.choices = list(targets)
        field.error_messages["invalid_choice"] = _("Slot itu baru saja berubah. Pilih lagi dari daftar ini.")

    def chosen(self) -> tuple[Slot, int]:
        """The slot and who was shown in it (0: nobody)."""
        return target_of(self.cleaned_data["target"])


class PutForm(forms.Form):
    """Who is heard in a free slot."""

    entry = forms.ChoiceField(label=gettext_lazy("Isi dengan"))

    def __init__(self, *args: Any, entries: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["entry"]
        field.choices = list(entries)
        field.error_messages["invalid_choice"] = _("Proposal itu sudah punya slot. Pilih lagi dari daftar ini.")


class AnswerForm(forms.Form):
    """Kept, or moved; the reason is always read by the team."""

    target = forms.ChoiceField(label=gettext_lazy("Jawaban"), required=False)
    alasan = _reason(gettext_lazy("Dibaca tim proposal."))

    def __init__(self, *args: Any, targets: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["target"]
        field.choices = [("", _("Tetap di slotnya sekarang")), *targets]
        field.error_messages["invalid_choice"] = _("Slot itu baru saja berubah. Pilih lagi dari daftar ini.")

    def chosen(self) -> tuple[Slot | None, int]:
        """None where it is kept."""
        value = self.cleaned_data["target"]
        return target_of(value) if value else (None, 0)


class PresentersForm(forms.Form):
    """Who presents."""

    presenters = forms.CharField(
        label=gettext_lazy("Penyaji"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Satu orang sebaris: nama, jabatan."),
    )  # fmt: skip
    head_comes = forms.ChoiceField(
        label=gettext_lazy("Pimpinan instansi"), choices=Presence,
        help_text=gettext_lazy("Kehadiran kepala instansi ikut diperhatikan panel."),
    )  # fmt: skip


class MaterialForm(FilesForm):
    """A file to be shown."""

    file = StoredFileField(purpose=PURPOSE, label=gettext_lazy("Berkas presentasi"))


class AskForm(forms.Form):
    """Another slot, and why."""

    alasan = forms.CharField(
        label=gettext_lazy("Mengapa, dan kapan Anda bisa"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class AttendanceForm(forms.Form):
    """Who came."""

    came = forms.CharField(
        label=gettext_lazy("Yang hadir"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Satu orang sebaris: nama, jabatan."),
    )  # fmt: skip
    head_came = forms.ChoiceField(label=gettext_lazy("Pimpinan instansi"), choices=Presence, widget=forms.RadioSelect)


def target_of(value: str) -> tuple[Slot, int]:
    """ "12-34" → slot 12, in which entry 34 was shown."""
    slot, _dash, entry = value.partition("-")
    return Slot.objects.get(pk=int(slot)), int(entry)
