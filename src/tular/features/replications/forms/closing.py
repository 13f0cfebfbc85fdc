"""What is told when a case is closed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from tular.features.replications.models.case import LONGEST_NEED


class LessonsForm(forms.Form):
    """What others should know."""

    text = forms.CharField(
        label=gettext_lazy("Pelajaran"), max_length=LONGEST_NEED, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Apa yang berhasil, apa yang tidak, apa yang akan Anda kerjakan lain kali. Yang tidak berhasil paling"
            " berguna bagi peniru berikutnya."
        ),
        error_messages={"required": gettext_lazy("Tulis pelajarannya, juga yang tidak berhasil.")},
    )  # fmt: skip
