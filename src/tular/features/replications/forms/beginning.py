"""The form that begins a case: need, baseline, way of working, parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.choices import Better
from tular.features.catalogue.choices import PartKind as CataloguePart
from tular.features.catalogue.models import Indicator, Part
from tular.features.replications.actions.beginning import MEASURED, First
from tular.features.replications.actions.indicators import IndicatorTold
from tular.features.replications.actions.starting import Told
from tular.features.replications.choices import Scale
from tular.features.replications.forms.measuring import FigureField
from tular.features.replications.forms.starting import CaseForm, Group
from tular.features.replications.models.case import LONGEST_NEED
from tular.features.replications.queries.figures import Figures
from tular.foundation.ui.typed import line_typed

OWN = "sendiri"
"""Of the choice among the origin's indicators: another one."""


class BeginForm(CaseForm):
    """As `CaseForm`, with the main indicator and the owner's parts to tick."""

    ukuran_origin = forms.ChoiceField(
        label=gettext_lazy("Ukuran yang dipakai pemilik"), required=False, widget=forms.RadioSelect,
        help_text=gettext_lazy("Pilih yang sama bila dapat, supaya hasil kedua tempat dapat dibandingkan."),
    )  # fmt: skip
    ukuran_name = forms.CharField(
        label=gettext_lazy("Yang diukur"), required=False, max_length=200,
        help_text=gettext_lazy("Misalnya: balita yang ditimbang."),
    )  # fmt: skip
    ukuran_unit = forms.CharField(
        label=gettext_lazy("Satuan"), required=False, max_length=60,
        help_text=gettext_lazy("Misalnya: persen, menit, orang."),
    )  # fmt: skip
    ukuran_scale = forms.ChoiceField(
        label=gettext_lazy("Jenis ukuran"), required=False,
        choices=[("", gettext_lazy("pilih jenisnya")), *Scale.choices],
    )  # fmt: skip
    ukuran_better = forms.ChoiceField(
        label=gettext_lazy("Arah yang lebih baik"), required=False,
        choices=[("", gettext_lazy("pilih arahnya")), *Better.choices],
    )  # fmt: skip
    ukuran_baseline = FigureField(label=gettext_lazy("Nilainya sekarang di tempat Anda"))
    ukuran_baseline_on = forms.DateField(
        label=gettext_lazy("Diukur pada"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Tanggal belum benar.")},
    )  # fmt: skip
    ukuran_baseline_source = forms.CharField(label=gettext_lazy("Sumber angkanya"), required=False, max_length=400)
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Bagian yang diambil, menurut pemilik"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Bagian inti sudah dicentang; yang tidak diambil dapat dijelaskan nanti."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, indicators: Sequence[Indicator] = (), core_and_loose: Sequence[Part] = (), **options: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        self.indicators = {str(one.pk): one for one in indicators}
        self.known_parts = {str(one.pk): one for one in core_and_loose}
        if indicators:
            named = [(key, f"{one.name} ({one.unit})") for key, one in self.indicators.items()]
            fields["ukuran_origin"].choices = [*named, (OWN, _("Ukuran lain, saya tulis sendiri"))]
        else:
            del fields["ukuran_origin"]
        if core_and_loose:
            fields["parts"].choices = [(key, _named(one)) for key, one in self.known_parts.items()]
            fields["parts"].initial = [key for key, one in self.known_parts.items() if one.kind == CataloguePart.CORE]
            fields["takes"].label = _("Bagian lain yang diambil")
        else:
            del fields["parts"]

    @property
    def layout(self) -> tuple[Group, ...]:
        """The measure comes after the need, the ticks before the words on parts."""
        who, need, way, what = super().layout
        measure = Group(
            _("Data awal"),
            _("Keadaan di tempat Anda sebelum apa pun berubah. Boleh diisi nanti; wajib sebelum minat dikirim atau"
              " replikasinya mulai."),
            ("ukuran_origin", "ukuran_name", "ukuran_unit", "ukuran_scale", "ukuran_better", "ukuran_baseline",
             "ukuran_baseline_on", "ukuran_baseline_source"),
        )  # fmt: skip
        return who, need, measure, way, Group(what.title, what.text, ("parts", *what.names))

    def told(self, unit: Any) -> Told:
        """Ticked parts stand in the words on what is taken, which agreements use."""
        told = super().told(unit)
        names = "; ".join(one.name for one in self._ticked())
        takes = "\n".join(text for text in (names, told.takes) if text)
        return Told(**{**{name: getattr(told, name) for name in Told.__slots__}, "takes": takes[:LONGEST_NEED]})

    def first(self) -> First:
        """What stands beside the case. Half a measure is told as it is, so that the action says what is missing."""
        return First(self._indicator(), tuple(self._ticked()))

    def _ticked(self) -> list[Part]:
        return [self.known_parts[key] for key in self.cleaned_data.get("parts", ())]

    def _indicator(self) -> IndicatorTold | None:
        values = {name.removeprefix(MEASURED): value for name, value in self.cleaned_data.items()
                  if name.startswith(MEASURED)}  # fmt: skip
        origin = self.indicators.get(values.pop("origin", ""))
        if origin is None and not any(value not in ("", None) for value in values.values()):
            return None
        name = line_typed(values["name"], 200) or (origin.name if origin else "")
        unit = line_typed(values["unit"], 60) or (origin.unit if origin else "")
        return IndicatorTold(
            name=name, unit=unit, scale=values["scale"] or _scale_of(unit),
            better=values["better"] or (origin.better if origin else ""), baseline=Figures(values["baseline"]),
            baseline_on=values["baseline_on"], baseline_source=line_typed(values["baseline_source"], 400),
            origin=origin,
        )  # fmt: skip


def _named(part: Part) -> str:
    return f"{part.name} ({_('inti')})" if part.kind == CataloguePart.CORE else part.name


def _scale_of(unit: str) -> str:
    """What the unit says by itself; "" where somebody has to say it."""
    return Scale.RATE if unit.casefold() in ("persen", "%", "percent") else ""
