"""What is asked about conflicts and ties, by whoever tells of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.names import agency_lookup
from tular.features.judging.actions.conflicts import LONGEST_NOTE
from tular.features.judging.choices import ConflictKind
from tular.features.judging.models import Entry, Evaluator, Review
from tular.foundation.ui.typed import number_typed

LONGEST_NAME = 200


class TieForm(forms.Form):
    """What kind of tie, in words where that is not enough."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis hubungan"), choices=[("", gettext_lazy("pilih jenis")), *ConflictKind.choices],
        error_messages={"required": gettext_lazy("Pilih jenis hubungannya.")},
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Penjelasan"), max_length=LONGEST_NOTE, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "id"}),
    )  # fmt: skip


class DiscloseForm(TieForm):
    """Ties to an agency."""

    agency = forms.CharField(
        label=gettext_lazy("Instansi"), max_length=LONGEST_NAME, help_text=gettext_lazy("Contoh: Pemkab Sidoarjo"),
        error_messages={"required": gettext_lazy("Tulis nama instansinya.")},
    )  # fmt: skip
    field_order = ("agency", "kind", "note")

    def clean_agency(self) -> Agency:
        """The agency that goes by the name; an error with the nearest names when there is none."""
        lookup, text = agency_lookup(), self.cleaned_data["agency"].strip()
        found = lookup.find(text)
        if found is None:
            near = lookup.nearest(text)
            said = _("“%(name)s” tidak dikenal. Mirip: %(near)s.") if near else _("“%(name)s” tidak dikenal.")
            raise ValidationError(said % {"name": text, "near": ", ".join(near)})
        return found


class RecordForm(TieForm):
    """A conflict that the organiser knows of."""

    evaluator = forms.CharField(label=gettext_lazy("Nomor penilai"), max_length=10)
    entry = forms.CharField(label=gettext_lazy("Nomor proposal dalam penilaian"), max_length=10)
    field_order = ("evaluator", "entry", "kind", "note")

    def __init__(self, data: Any, review: Review, **options: Any) -> None:
        super().__init__(data, **options)
        self.review = review

    def clean_evaluator(self) -> Evaluator:
        """Whoever has the number."""
        number = number_typed(self.cleaned_data["evaluator"].strip())
        found = self.review.evaluators.filter(number=number, left_at__isnull=True).first()
        if found is None:
            raise ValidationError(_("Tidak ada penilai dengan nomor ini."))
        return found

    def clean_entry(self) -> Entry:
        """The proposal of the number."""
        found = self.review.entries.filter(number=number_typed(self.cleaned_data["entry"].strip())).first()
        if found is None:
            raise ValidationError(_("Tidak ada proposal dengan nomor ini."))
        return found


class NameTieForm(TieForm):
    """Somebody to whom an agency has ties."""

    name = forms.CharField(
        label=gettext_lazy("Nama orangnya"), max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Tulis nama orangnya.")},
    )  # fmt: skip
    institution = forms.CharField(
        label=gettext_lazy("Tempatnya bekerja"), max_length=LONGEST_NAME, required=False,
        help_text=gettext_lazy("Membantu membedakan orang yang bernama sama."),
    )  # fmt: skip
    field_order = ("name", "institution", "kind", "note")
