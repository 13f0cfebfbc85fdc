"""The forms of the choice inside an agency: which rulebook, the marks, and what goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook.exact import written
from tular.engines.rulebook.parts import Part, Scale
from tular.features.proposals.queries.preselection import Line
from tular.foundation.rulebooks.models import RulebookVersion

LONGEST = 5000


class OpenForm(forms.Form):
    """The small rulebook by which the agency chooses."""

    rulebook = forms.ChoiceField(label=gettext_lazy("Buku aturan"), widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, Any] | None, rulebooks: Sequence[RulebookVersion]) -> None:
        super().__init__(data)
        field = self.fields["rulebook"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(one.pk), _("%(title)s (versi %(number)d)") % {"title": one.title, "number": one.number})
            for one in rulebooks
        ]
        field.error_messages["required"] = _("Pilih buku aturannya.")


class MarkForm(forms.Form):
    """One field per criterion, with its described levels where the rulebook has them; nothing is required yet."""

    def __init__(
        self, data: Mapping[str, Any] | None, criteria: Iterable[Part], kept: Mapping[str, str], comment: str
    ) -> None:
        super().__init__(data)
        for one in criteria:
            self.fields[f"nilai-{one.id}"] = _field(one, kept.get(one.id, ""))
        self.fields["komentar"] = forms.CharField(
            label=_("Komentar"), required=False, max_length=LONGEST, initial=comment,
            widget=forms.Textarea(attrs={"rows": 4, "lang": "id"}),
        )  # fmt: skip

    @property
    def marks(self) -> dict[str, str]:
        """Criterion → what was typed or chosen."""
        return {
            name.removeprefix("nilai-"): str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("nilai-")
        }


class CloseForm(forms.Form):
    """Who goes on, why the ranking was left, and how it was decided."""

    catatan = forms.CharField(
        label=gettext_lazy("Berita acara: bagaimana diputuskan"), required=False, max_length=LONGEST,
        help_text=gettext_lazy("Siapa yang hadir, apa yang dipertimbangkan, apa yang disepakati."),
        widget=forms.Textarea(attrs={"rows": 5, "lang": "id"}),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None, lines: Iterable[Line]) -> None:
        super().__init__(data)
        for one in lines:
            self.fields[f"pilih-{one.pk}"] = forms.BooleanField(
                label=_("Pilih %(title)s") % {"title": one.title}, required=False, initial=one.proposed
            )
            self.fields[f"alasan-{one.pk}"] = forms.CharField(
                label=_reason_label(one.title), required=False,
                max_length=LONGEST, widget=forms.TextInput(attrs={"lang": "id"}),
            )  # fmt: skip

    @property
    def chosen(self) -> set[int]:
        """Keys of the proposals that go on."""
        return {
            int(name.removeprefix("pilih-"))
            for name, value in self.cleaned_data.items()
            if name.startswith("pilih-") and value
        }

    @property
    def reasons(self) -> dict[int, str]:
        """Key of a proposal → why it departs from the ranking."""
        return {
            int(name.removeprefix("alasan-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("alasan-") and value
        }


def _reason_label(title: str) -> SafeString:
    """Short for who sees the row; with the title for who hears the field alone."""
    return format_html('{}<span class="t-hide">: {}</span>', _("Alasan bila menyimpang dari urutan"), title)


def _field(one: Part, kept: str) -> forms.Field:
    scale = one.scale
    label = one.label
    if one.weight is not None:
        label = _("%(label)s, bobot %(weight)s") % {"label": one.label, "weight": written(one.weight)}
    if scale is not None and scale.levels:
        choices = [("", _("belum dinilai"))]
        for level in scale.levels:
            told = ": ".join(text for text in (level.label, level.meaning) if text)
            choices.append((_plain(level.value), f"{written(level.value)} – {told}" if told else written(level.value)))
        return forms.ChoiceField(label=label, required=False, choices=choices, initial=kept, widget=forms.RadioSelect)
    return forms.CharField(
        label=label, required=False, max_length=12, initial=kept.replace(".", ","), help_text=_hint(scale),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "t-input--thin", "autocomplete": "off"}),
    )  # fmt: skip


def _hint(scale: Scale | None) -> str:
    if scale is None:
        return ""
    return _("Skala %(low)s–%(high)s") % {"low": written(scale.low), "high": written(scale.high)}


def _plain(value: Any) -> str:
    """A level as it is kept: "3", "2.5"."""
    return str(int(value)) if value.denominator == 1 else str(float(value))
