"""What is told when a case begins, or changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.replications.actions.starting import Told
from tular.features.replications.choices import Kind, WorkModel
from tular.features.replications.models import Case, Replication
from tular.features.replications.models.case import LONGEST_NEED
from tular.foundation.ui.typed import line_typed, prose_typed


def _prose(label: Any, hint: Any = "", *, rows: int = 3, required: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=bool(required), max_length=LONGEST_NEED,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": required},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together on the page, with a heading and a sentence."""

    title: str
    text: str
    names: tuple[str, ...]


class CaseForm(forms.Form):
    """The need, the way of working, what is taken and what changes."""

    place = forms.ChoiceField(
        label=gettext_lazy("Siapa yang menerapkannya?"),
        error_messages={"required": gettext_lazy("Pilih instansi atau unitnya.")},
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Namanya di tempat Anda"), max_length=300,
        help_text=gettext_lazy("Boleh sama dengan nama asalnya."),
        error_messages={"required": gettext_lazy("Tulis namanya di tempat Anda.")},
    )  # fmt: skip
    need = _prose(
        gettext_lazy("Masalah yang ingin diselesaikan"),
        gettext_lazy("Dengan angka dan tahunnya, misalnya: stunting 31 persen (2025) di 14 desa."), rows=4,
        required=gettext_lazy("Tulis masalah yang ingin diselesaikan."),
    )  # fmt: skip
    affected = _prose(gettext_lazy("Siapa yang terdampak, dan berapa banyak"), rows=2)
    wish = _prose(gettext_lazy("Hasil yang diinginkan"), rows=2)
    sponsor = forms.CharField(
        label=gettext_lazy("Pejabat yang mendukung"), required=False, max_length=200,
        help_text=gettext_lazy("Jabatannya, bukan nomor teleponnya."),
    )  # fmt: skip
    model = forms.ChoiceField(
        label=gettext_lazy("Cara kerjanya"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih cara kerjanya.")},
    )  # fmt: skip
    facilitator = forms.CharField(
        label=gettext_lazy("Instansi yang memfasilitasi"), required=False, max_length=200,
        help_text=gettext_lazy("Hanya untuk model fasilitasi: nama hub, kementerian, atau perguruan tinggi pembina."),
        widget=forms.TextInput(attrs={"list": "fasilitator", "autocomplete": "off"}),
    )  # fmt: skip
    model_reason = _prose(gettext_lazy("Mengapa cara ini dipilih"), rows=2)
    kind = forms.ChoiceField(
        label=gettext_lazy("Seberapa banyak yang berubah"), choices=Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih seberapa banyak yang berubah.")},
    )  # fmt: skip
    takes = _prose(gettext_lazy("Bagian yang diambil"), rows=2)
    changes = _prose(gettext_lazy("Yang akan berbeda"), rows=2)
    learned_from = forms.ChoiceField(
        label=gettext_lazy("Belajar dari"), required=False,
        help_text=gettext_lazy("Bila Anda belajar dari peniru terdahulu, bukan dari pemiliknya."),
    )  # fmt: skip
    wished_start = forms.DateField(
        label=gettext_lazy("Ingin mulai"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Tanggal belum benar.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]], models: Sequence[tuple[str, str]],
        kinds: Sequence[str] = Kind.values, earlier: Sequence[Replication] = (), **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["place"].choices = [("", _("pilih instansi atau unit")), *places] if len(places) > 1 else places
        fields["model"].choices = models
        fields["kind"].choices = [(value, label) for value, label in Kind.choices if value in kinds]
        self.earlier = {str(one.pk): one for one in earlier}
        if earlier:
            named = [(str(one.pk), one.taker_text) for one in earlier]
            fields["learned_from"].choices = [("", _("pemilik inovasi")), *named]
        else:
            del fields["learned_from"]

    @property
    def layout(self) -> tuple[Group, ...]:
        """How the page groups the fields."""
        return (
            Group(_("Siapa"), "", ("place", "name")),
            Group(_("Kebutuhan"), "", ("need", "affected", "wish", "sponsor", "wished_start")),
            Group(_("Cara kerja"), "", ("model", "facilitator", "model_reason", "learned_from")),
            Group(_("Yang diambil dan yang berubah"), "", ("kind", "takes", "changes")),
        )

    @property
    def groups(self) -> list[tuple[Group, list[BoundField]]]:
        """The groups with the fields that this form has."""
        return [(group, [self[name] for name in group.names if name in self.fields]) for group in self.layout]

    def clean_facilitator(self) -> Agency | None:
        """The agency of this name, by any of its names."""
        text = line_typed(self.cleaned_data["facilitator"], 200)
        if not text or self.cleaned_data.get("model") != WorkModel.FACILITATED:
            return None
        found = Agency.objects.filter(name__iexact=text).first() or (
            Agency.objects.filter(aliases__name__iexact=text).first()
        )
        if found is None:
            near = Agency.objects.filter(name__icontains=text).order_by("name")[:3]
            hint = _(" Maksud Anda: %(names)s?") % {"names": "; ".join(one.name for one in near)} if near else ""
            raise forms.ValidationError(_("Instansi “%(name)s” tidak dikenal.") % {"name": text} + hint)
        return found

    def told(self, unit: ServiceUnit | None) -> Told:
        """What the actions want."""
        values = self.cleaned_data

        def prose(name: str) -> str:
            return prose_typed(values.get(name, ""))

        return Told(
            name=line_typed(values["name"], 300), model=values["model"], kind=values["kind"], unit=unit,
            need=prose("need"), affected=prose("affected"), wish=prose("wish"), takes=prose("takes"),
            changes=prose("changes"), model_reason=prose("model_reason"),
            sponsor=line_typed(values.get("sponsor", ""), 200), wished_start=values.get("wished_start"),
            facilitator=values["facilitator"] if values["model"] == WorkModel.FACILITATED else None,
            learned_from=self.earlier.get(values.get("learned_from", "")),
        )  # fmt: skip

    @staticmethod
    def of(case: Case) -> dict[str, Any]:
        """What the form begins with when a case is changed."""
        return {
            "place": f"unit-{case.unit_id}" if case.unit_id else f"instansi-{case.taker_id}", "name": case.name,
            "need": case.need, "affected": case.affected, "wish": case.wish, "sponsor": case.sponsor,
            "model": case.model, "facilitator": case.facilitator.name if case.facilitator else "",
            "model_reason": case.model_reason, "kind": case.kind, "takes": case.takes, "changes": case.changes,
            "learned_from": str(case.learned_from_id or ""), "wished_start": case.wished_start,
        }  # fmt: skip
