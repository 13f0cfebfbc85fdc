"""Forms of the life of a record: beginning one, giving a reason, declaring how it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.choices import StopReason, Sustainability
from tular.features.catalogue.queries.content.sections import EVIDENCE
from tular.foundation.files.fields import FilesForm, StoredFileField


class NewRecordForm(forms.Form):
    """A title and the unit that owns it; everything else is written in the editor."""

    title = forms.CharField(
        label=_("Judul inovasi"),
        max_length=300,
        help_text=_("Nama yang dikenal orang. Judul masih dapat diubah."),
        error_messages={"required": _("Tulis judul inovasi. Judul masih dapat diubah nanti.")},
    )
    place = forms.ChoiceField(
        label=_("Unit atau instansi pemilik"),
        error_messages={"required": _("Pilih unit atau instansi pemilik.")},
    )

    def __init__(self, *args: Any, units: list[ServiceUnit], agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places: dict[str, tuple[Agency, ServiceUnit | None]] = {
            **{f"unit-{unit.pk}": (unit.agency, unit) for unit in units},
            **{f"instansi-{agency.pk}": (agency, None) for agency in agencies},
        }
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (code, f"{unit.name}, {agency.name}" if unit else agency.name)
            for code, (agency, unit) in self.places.items()
        ]


class ReasonForm(forms.Form):
    """A reason or a note."""

    reason = forms.CharField(
        label=_("Alasan"), required=False, max_length=5000, widget=forms.Textarea({"rows": 4, "lang": "id"})
    )


class DeclareForm(FilesForm):
    """Whether the innovation lives. What is needed depends on the answer, and the action says so."""

    status = forms.ChoiceField(
        label=_("Keadaan inovasi"),
        choices=Sustainability.choices,
        error_messages={"required": _("Pilih salah satu keadaan.")},
    )
    on = forms.DateField(
        label=_("Keadaan pada tanggal"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Tulis hari ketika keadaan itu diketahui."),
            "invalid": _("Tulis tanggal yang ada, misalnya 2026-11-22."),
        },
    )
    code = forms.ChoiceField(
        label=_("Sebab berhenti"),
        required=False,
        choices=[("", _("Pilih bila berhenti atau vakum")), *StopReason.choices],
    )
    reason = forms.CharField(
        label=_("Keterangan"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 3, "lang": "id"}),
        help_text=_(
            "Tampil pada halaman inovasi. Bila berhenti: ceritakan sebabnya, itu pengetahuan yang berguna bagi peniru."
        ),
    )
    evidence = forms.CharField(
        label=_("Bukti"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "lang": "id"}),
        help_text=_(
            "Nomor surat, nama laporan, atau alamat web yang menunjukkannya. Hanya dibaca orang pemilik dan pembinanya."
        ),
    )
    evidence_file = StoredFileField(
        purpose=EVIDENCE, label=_("Berkas bukti"), required=False,
        help_text=_("Hanya dibuka orang pemilik dan pembinanya; tidak tampil pada halaman inovasi."),
    )  # fmt: skip
