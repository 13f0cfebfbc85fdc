"""How a borderline band is compared, and which of two proposals an evaluator is in conflict with."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from tular.features.judging.actions.comparing import MOST_BUDGET
from tular.features.judging.choices import Judgement
from tular.features.judging.forms.conflicts import TieForm
from tular.features.judging.queries.borders.choosing import LARGEST, SMALLEST


class BandForm(forms.Form):
    """How many proposals are compared, and how often in all."""

    size = forms.IntegerField(
        label=gettext_lazy("Berapa proposal di ambang dibandingkan"), min_value=SMALLEST, max_value=LARGEST,
        help_text=gettext_lazy("Yang paling dekat dengan garis batas, di atas dan di bawahnya. Paling banyak 60."),
        error_messages={"required": gettext_lazy("Pilih 2 sampai 60 proposal.")},
    )  # fmt: skip
    budget = forms.IntegerField(
        label=gettext_lazy("Jatah perbandingan seluruhnya"), min_value=1, max_value=MOST_BUDGET, required=False,
        help_text=gettext_lazy("Kosong: delapan kali banyaknya proposal. Berhenti lebih awal begitu cukup pasti."),
    )  # fmt: skip


class MoreForm(forms.Form):
    """A larger budget."""

    budget = forms.IntegerField(
        label=gettext_lazy("Jatah perbandingan seluruhnya"), min_value=1, max_value=MOST_BUDGET,
        error_messages={"required": gettext_lazy("Isi jatah 1 sampai 5.000 perbandingan.")},
    )  # fmt: skip


class WhichForm(TieForm):
    """With which of the two."""

    side = forms.ChoiceField(
        label=gettext_lazy("Dengan proposal yang mana"),
        choices=[(Judgement.LEFT, gettext_lazy("proposal A")), (Judgement.RIGHT, gettext_lazy("proposal B"))],
        widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Pilih dengan proposal yang mana.")},
    )  # fmt: skip
    field_order = ("side", "kind", "note")
