"""A warning, or how it was settled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.warning import LONGEST


class WarningForm(forms.Form):
    """One text."""

    text = forms.CharField(
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Tulis dulu isinya.")},
    )  # fmt: skip

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = label
