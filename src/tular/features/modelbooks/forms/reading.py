"""What readers write, and mistakes that are told of an edition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.modelbooks.actions.correcting import LONGEST
from tular.features.modelbooks.models import Edition
from tular.features.modelbooks.models.reading import LONGEST_REMARK
from tular.features.modelbooks.queries.editions import told_by
from tular.features.modelbooks.queries.reporting import agencies_that_may_report


class RemarkForm(forms.Form):
    """A remark on a chapter."""

    text = forms.CharField(
        label=gettext_lazy("Tanggapan Anda"), max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Tampil dengan nama Anda setelah diperiksa penulis buku. Jangan menulis data pribadi."),
        error_messages={"required": gettext_lazy("Tulis tanggapan Anda.")},
    )  # fmt: skip


class UsageForm(forms.Form):
    """For which agency, since when, and what for."""

    agency = forms.ModelChoiceField(
        label=gettext_lazy("Instansi yang memakai"), queryset=Agency.objects.none(),
        error_messages={"required": gettext_lazy("Pilih instansi Anda.")},
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("Dipakai sejak"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Tanggal belum benar.")},
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Dipakai untuk apa, dan apa hasilnya?"), max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Tampil di halaman buku dengan nama instansi Anda setelah diperiksa penulis."),
        error_messages={"required": gettext_lazy("Tulis untuk apa buku ini dipakai dan apa hasilnya.")},
    )  # fmt: skip

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = agencies_that_may_report(by)
        self.fields["agency"].queryset = own  # type: ignore[attr-defined] # a ModelChoiceField
        first = own.first()
        if first is not None and own.count() == 1:
            self.fields["agency"].initial = first.pk


class ErratumForm(forms.Form):
    """What a chapter has wrong, and how it should read."""

    chapter = forms.ChoiceField(label=gettext_lazy("Bab"), error_messages={"required": gettext_lazy("Pilih babnya.")})
    wrong = forms.CharField(
        label=gettext_lazy("Tertulis"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Salin bagian yang keliru, seperti tertulis di buku."),
        error_messages={"required": gettext_lazy("Tulis bagian yang keliru, seperti tertulis di buku.")},
    )  # fmt: skip
    right = forms.CharField(
        label=gettext_lazy("Seharusnya"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Tulis bagaimana seharusnya.")},
    )  # fmt: skip

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chapters = [(one["code"], f"{one['number']} {one['title']}") for one in told_by(edition)["chapters"]]
        self.fields["chapter"].choices = [("", "–"), *chapters]  # type: ignore[attr-defined] # a ChoiceField


class SignForm(forms.Form):
    """The hash of what was read, and a note."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Catatan pengesahan"), max_length=2_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    read = forms.BooleanField(
        label=gettext_lazy("Saya sudah membaca naskah ini dan mengesahkannya untuk diterbitkan"),
        error_messages={"required": gettext_lazy("Centang bila Anda sudah membaca naskahnya.")},
    )
