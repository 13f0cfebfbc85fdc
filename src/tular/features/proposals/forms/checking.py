"""What checkers fill in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tular.features.proposals.actions.checking import LONGEST_EXPLANATION
from tular.features.proposals.choices import CheckDecision, ReasonCode


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes whose errors lead to the first of them."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The id of one box."""
        return super().id_for_label(id_, index if index is not None else "0")


class DecideForm(forms.Form):
    """A decision with its reasons. What is wrong with them is said by the action, at the same fields."""

    keputusan = forms.ChoiceField(
        label=_("Keputusan"), choices=CheckDecision.choices, required=False, widget=forms.RadioSelect
    )
    alasan = forms.MultipleChoiceField(label=_("Alasan"), choices=ReasonCode.choices, required=False, widget=Boxes)
    penjelasan = forms.CharField(
        label=_("Penjelasan untuk instansi"), max_length=LONGEST_EXPLANATION, required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "id"}),
    )  # fmt: skip
