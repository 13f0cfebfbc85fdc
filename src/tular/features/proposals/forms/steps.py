"""The reason that a step asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 5000


class ReasonForm(forms.Form):
    """One text; no field at all where the step asks for none."""

    alasan = forms.CharField(
        label=_("Alasan"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, label: str | Promise = "") -> None:
        super().__init__(data)
        if label:
            self.fields["alasan"].label = str(label)
        else:
            del self.fields["alasan"]
