"""The form that gives a record to a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tular.features.agencies.models import ServiceUnit
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.units import units_for


class AssignUnitForm(forms.Form):
    """Which unit, and whether records that name the same unit go with it."""

    unit = forms.ModelChoiceField(
        ServiceUnit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label=_("tanpa unit: hanya admin instansi"),
        error_messages={"invalid_choice": _("Unit ini bukan unit instansi pemilik, atau sudah diakhiri. Pilih lagi.")},
    )
    alike = forms.BooleanField(required=False)
    reason = forms.CharField(
        label=_("Alasan"), required=False, max_length=300, widget=forms.Textarea({"rows": 2, "lang": "id"})
    )

    def __init__(self, data: Any, *, innovation: Innovation) -> None:
        super().__init__(data, initial={"unit": innovation.service_unit_id or self._named(innovation)})
        field: Any = self.fields["unit"]
        field.queryset = units_for(innovation)

    @staticmethod
    def _named(innovation: Innovation) -> int | None:
        """The unit that bears the name which the source gives."""
        named = units_for(innovation).filter(name__iexact=innovation.unit) if innovation.unit else None
        return named.values_list("pk", flat=True).first() if named is not None else None
