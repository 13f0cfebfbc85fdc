"""Fields of the editor: from what a screen describes to what a browser shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import ZONES
from tular.features.competitions.queries.drafting.places import names_in
from tular.features.competitions.queries.drafting.reading import LONGEST
from tular.features.competitions.queries.drafting.shapes import Field, Kind
from tular.features.competitions.queries.drafting.values import ZONE

NUMERIC = (Kind.COUNT, Kind.NUMBER)


class MomentWidget(forms.MultiWidget):
    """Day with hour, and zone; together `2026-03-31T16:00@Asia/Jakarta`."""

    def __init__(self) -> None:
        super().__init__(
            [
                forms.DateTimeInput(attrs={"type": "datetime-local", "class": "t-input"}),
                forms.Select(choices=ZONES, attrs={"class": "t-input", "aria-label": gettext_lazy("Zona waktu")}),
            ]
        )

    def decompress(self, value: Any) -> list[str]:
        """Local time and zone."""
        local, _at, zone = str(value or "").partition(ZONE)
        return [local, zone or ZONES[0][0]]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Nothing without a day, whatever zone stands beside it."""
        local, zone = super().value_from_datadict(data, files, name)
        return f"{local}{ZONE}{zone or ''}" if local else ""


class SeveralField(forms.MultipleChoiceField):
    """Several of a set, as ticks."""

    widget = forms.CheckboxSelectMultiple


def control_of(field: Field, table: dict[str, Any], value: str | list[str]) -> forms.Field:
    """The control of a field; choices that the file has for themselves come from its `table`."""
    about: dict[str, Any] = {"label": field.label, "help_text": field.hint, "required": False, "initial": value}
    if field.kind is Kind.SEVERAL:
        chosen = value if isinstance(value, list) else []
        return SeveralField(choices=_with(chosen, _choices(field, table)), **about)
    if field.kind is Kind.CHOICE:
        chosen = [value] if isinstance(value, str) and value else []
        return forms.ChoiceField(choices=[("", _("belum ditentukan")), *_with(chosen, _choices(field, table))], **about)
    if field.kind is Kind.YES:
        choices = [("", _("tidak disebut")), ("ya", _("ya")), ("tidak", _("tidak"))]
        return forms.ChoiceField(choices=choices, **about)
    if field.kind is Kind.MOMENT:
        return forms.CharField(widget=MomentWidget(), **about)
    widget: forms.Widget = forms.TextInput()
    if field.kind in (Kind.TEXT, Kind.LINES):
        widget = forms.Textarea(attrs={"rows": 4 if field.kind is Kind.LINES else 2})
    elif field.kind in NUMERIC:
        widget = forms.TextInput(
            attrs={"inputmode": "numeric" if field.kind is Kind.COUNT else "decimal", "class": "t-input--short"}
        )
    return forms.CharField(widget=widget, max_length=LONGEST, **about)


def _choices(field: Field, table: dict[str, Any]) -> list[tuple[str, Any]]:
    return names_in(table, field.of) if field.of else list(field.choices)


def _with(chosen: Iterable[str], choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The choices, and what is chosen already although it is none of them: it is shown rather than lost."""
    known = {code for code, _label in choices}
    return [*choices, *((one, one) for one in chosen if one not in known)]
