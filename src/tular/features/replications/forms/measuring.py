"""What is told of indicators and measurements."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.choices import Better
from tular.features.catalogue.models import Indicator
from tular.features.replications.actions.indicators import IndicatorTold
from tular.features.replications.actions.measuring import Measured
from tular.features.replications.choices import Scale
from tular.features.replications.models import CaseIndicator, Measurement
from tular.features.replications.queries.figures import Figures, as_typed, decimal_told
from tular.features.replications.queries.files import FILE
from tular.foundation.files.fields import FilesForm, StoredFileField
from tular.foundation.ui.typed import line_typed, prose_typed

TYPED = 40
"""Letters of a typed figure."""


class FigureField(forms.CharField):
    """A figure as Indonesians write it: "1.234,5"."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(max_length=TYPED, **options)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Decimal | None:
        """The number, None when nothing was typed."""
        try:
            return decimal_told(str(super().clean(value)))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


def _day(label: Any, hint: Any = "", *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Pilih tanggalnya."), "invalid": gettext_lazy("Tanggal belum benar.")},
    )  # fmt: skip


class IndicatorForm(FilesForm):
    """An indicator with baseline and target."""

    name = forms.CharField(
        label=gettext_lazy("Yang diukur"), max_length=200, help_text=gettext_lazy("Misalnya: balita yang ditimbang."),
        error_messages={"required": gettext_lazy("Tulis apa yang diukur.")},
    )  # fmt: skip
    unit = forms.CharField(
        label=gettext_lazy("Satuan"), max_length=60, help_text=gettext_lazy("Misalnya: persen, menit, orang."),
        error_messages={"required": gettext_lazy("Tulis satuannya, misalnya persen atau menit.")},
    )  # fmt: skip
    scale = forms.ChoiceField(
        label=gettext_lazy("Jenis ukuran"), choices=Scale.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih jenis ukurannya.")},
    )  # fmt: skip
    better = forms.ChoiceField(
        label=gettext_lazy("Arah yang lebih baik"), choices=Better.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih arah yang lebih baik.")},
    )  # fmt: skip
    scope = forms.CharField(
        label=gettext_lazy("Lingkup"), required=False, max_length=300,
        help_text=gettext_lazy("Siapa atau wilayah mana yang diukur, misalnya: lima desa uji coba."),
    )  # fmt: skip
    method = forms.CharField(
        label=gettext_lazy("Cara mengukur"), required=False, max_length=400,
        help_text=gettext_lazy("Siapa yang mengukur, dan dari mana angkanya."),
    )  # fmt: skip
    baseline = FigureField(
        label=gettext_lazy("Nilai data awal"),
        help_text=gettext_lazy("Seperti 31,0. Untuk bagian: persennya, atau kosongkan dan isi kedua angka di bawah."),
    )  # fmt: skip
    baseline_events = FigureField(
        label=gettext_lazy("Berapa di antaranya"), help_text=gettext_lazy("Hanya untuk bagian, misalnya 124 balita.")
    )
    baseline_total = FigureField(
        label=gettext_lazy("Dari berapa seluruhnya"),
        help_text=gettext_lazy("Seluruh orang atau hari yang dihitung; untuk rata-rata, banyaknya pengamatan."),
    )  # fmt: skip
    baseline_sd = FigureField(
        label=gettext_lazy("Simpangan baku"), help_text=gettext_lazy("Hanya untuk rata-rata, bila diketahui.")
    )
    baseline_on = _day(gettext_lazy("Data awal diukur pada"), gettext_lazy("Sebelum mulai dijalankan."))
    baseline_source = forms.CharField(
        label=gettext_lazy("Bukti data awal"), required=False, max_length=400,
        help_text=gettext_lazy("Nama laporan atau alamatnya."),
    )  # fmt: skip
    baseline_file = StoredFileField(purpose=FILE, label=gettext_lazy("Berkas bukti data awal"), required=False)
    target = FigureField(label=gettext_lazy("Sasaran"))
    target_on = _day(gettext_lazy("Sasaran dicapai pada"))

    def __init__(
        self, *args: Any, origin: Indicator | None = None, changes: CaseIndicator | None = None, **options: Any
    ) -> None:
        if changes is not None:
            options["initial"] = _of_indicator(changes)
        super().__init__(*args, **options)
        self.origin = changes.origin if changes is not None else origin
        if changes is not None and changes.case.began_on and changes.baseline is not None:
            self.fields["alasan"] = forms.CharField(
                label=_("Alasan bila data awal berubah"), required=False, max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def told(self) -> IndicatorTold:
        """What the actions want."""
        values = self.cleaned_data
        return IndicatorTold(
            name=line_typed(values["name"], 200), unit=line_typed(values["unit"], 60), scale=values["scale"],
            better=values["better"], scope=line_typed(values["scope"], 300), method=line_typed(values["method"], 400),
            baseline=Figures(values["baseline"], values["baseline_events"], values["baseline_total"],
                             values["baseline_sd"]),
            baseline_on=values["baseline_on"], baseline_source=line_typed(values["baseline_source"], 400),
            baseline_file=values["baseline_file"], target=values["target"], target_on=values["target_on"],
            origin=self.origin,
        )  # fmt: skip


class MeasureForm(FilesForm):
    """A value on a day. Only what the scale of the indicator knows is asked."""

    on = _day(gettext_lazy("Diukur pada"), required=True)
    value = FigureField(label=gettext_lazy("Nilai"))
    events = FigureField(label=gettext_lazy("Berapa di antaranya"))
    total = FigureField(label=gettext_lazy("Dari berapa seluruhnya"))
    sd = FigureField(label=gettext_lazy("Simpangan baku"))
    method = forms.CharField(
        label=gettext_lazy("Cara mengukur"), max_length=400,
        help_text=gettext_lazy("Sama seperti data awalnya, agar dapat dibandingkan; bila berbeda, tulis bedanya."),
        error_messages={"required": gettext_lazy("Tulis cara mengukurnya.")},
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Bukti"), required=False, max_length=400,
        help_text=gettext_lazy("Nama laporan atau alamatnya. Tanpa bukti atau berkas, ukuran ini belum membuktikan."),
    )  # fmt: skip
    file = StoredFileField(purpose=FILE, label=gettext_lazy("Berkas bukti"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Catatan untuk pembaca"), required=False, max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Yang perlu diketahui pembaca, misalnya mengapa nilainya turun."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, indicator: CaseIndicator, corrects: Measurement | None = None, **options: Any
    ) -> None:
        if corrects is not None:
            options["initial"] = _of_measurement(corrects)
        super().__init__(*args, **options)
        scale = indicator.scale
        fields = self.fields
        fields["value"].label = _("Nilai (%(unit)s)") % {"unit": indicator.unit}
        if scale == Scale.RATE:
            fields["value"].help_text = _("Persennya, seperti 31,0; atau kosongkan dan isi kedua angka berikut.")
        if scale == Scale.MEAN:
            fields["total"].label = _("Banyaknya pengamatan")
        if scale == Scale.COUNT:
            fields["total"].help_text = _("Misalnya jumlah penduduk atau hari, bila diketahui.")
        if scale != Scale.RATE:
            del fields["events"]
        if scale != Scale.MEAN:
            del fields["sd"]
        if scale == Scale.OTHER:
            del fields["total"]

    def told(self) -> Measured:
        """What the actions want."""
        values = self.cleaned_data
        return Measured(
            on=values["on"],
            figures=Figures(values["value"], values.get("events"), values.get("total"), values.get("sd")),
            method=line_typed(values["method"], 400), source=line_typed(values["source"], 400), file=values["file"],
            note=prose_typed(values["note"]),
        )  # fmt: skip


class RunningForm(forms.Form):
    """On which day it still ran."""

    on = _day(gettext_lazy("Masih berjalan pada"), gettext_lazy("Hari terakhir Anda tahu layanan ini dipakai."),
              required=True)  # fmt: skip


def proposed(name: str, unit: str, better: str, method: str = "") -> Mapping[str, str]:
    """What the form begins with for an indicator that somebody else measures already."""
    share = "%" in unit or "persen" in unit.casefold()
    return {"name": name, "unit": unit, "better": better, "method": method, "scale": Scale.RATE if share else ""}


def _of_indicator(row: CaseIndicator) -> dict[str, Any]:
    counted = row.scale == Scale.RATE and row.baseline_events is not None
    return {
        "name": row.name, "unit": row.unit, "scale": row.scale, "better": row.better, "scope": row.scope,
        "method": row.method, "baseline": "" if counted else as_typed(row.baseline),
        "baseline_events": as_typed(row.baseline_events), "baseline_total": as_typed(row.baseline_total),
        "baseline_sd": as_typed(row.baseline_sd), "baseline_on": row.baseline_on,
        "baseline_source": row.baseline_source,
        "baseline_file": row.baseline_file, "target": as_typed(row.target), "target_on": row.target_on,
    }  # fmt: skip


def _of_measurement(row: Measurement) -> dict[str, Any]:
    counted = row.events is not None
    return {
        "on": row.on, "value": "" if counted else as_typed(row.value), "events": as_typed(row.events),
        "total": as_typed(row.total), "sd": as_typed(row.sd), "method": row.method, "source": row.source,
        "file": row.file, "note": row.note,
    }  # fmt: skip
