"""The form field for each kind of content field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tular.features.agencies.models import Agency
from tular.features.catalogue.queries.content import Field, Kind
from tular.features.catalogue.queries.content.schema import DECIMALS, Json
from tular.features.catalogue.queries.content.typed import shown, typed
from tular.foundation.files.fields import StoredFileField
from tular.foundation.files.models import StoredFile

ROWS_OF_TEXT = 6


class TypedField(forms.CharField):
    """A line or a text; gives the value of content, and keeps what it does not understand."""

    def __init__(self, field: Field, **options: Any) -> None:
        super().__init__(required=False, strip=False, **options)
        self.content_field = field
        self.validators = []

    def clean(self, value: Any) -> Json:
        """Never an error: the check of the content speaks."""
        return typed(self.content_field, str(value or ""))


class PickField(forms.ChoiceField):
    """One of a list, or nothing."""

    def validate(self, value: Any) -> None:
        """Never an error: the check of the content speaks."""


class PickManyField(forms.MultipleChoiceField):
    """Some of a list."""

    def validate(self, value: Any) -> None:
        """Never an error: the check of the content speaks."""

    def clean(self, value: Any) -> list[str]:
        """In the order of the list, each once."""
        given = [str(one) for one in value or []]
        options: Any = self.choices
        order = {code: place for place, (code, _label) in enumerate(options)}
        return sorted(dict.fromkeys(given), key=lambda code: order.get(code, len(order)))


def form_field(field: Field) -> forms.Field:
    """The control of a field with its label and hint."""
    told: dict[str, Any] = {"label": field.label, "help_text": _hint(field)}
    if field.kind is Kind.FILE:
        return StoredFileField(purpose=field.purpose, required=False, **told)
    if field.kind is Kind.FLAG:
        return forms.BooleanField(required=False, **told)
    if field.kind is Kind.CHOICES:
        return PickManyField(choices=field.options, required=False, widget=forms.CheckboxSelectMultiple, **told)
    if field.kind is Kind.CHOICE:
        return PickField(choices=[("", _("belum diketahui")), *field.options], required=False, **told)
    if field.kind is Kind.AGENCY:
        agencies = Agency.objects.order_by("name").values_list("slug", "name")
        return PickField(choices=[("", _("belum diketahui")), *agencies], required=False, **told)
    return TypedField(field, widget=_widget(field), **told)


def initial(field: Field, value: Json, files: dict[str, StoredFile]) -> Any:
    """What the control begins with."""
    if field.kind is Kind.FILE:
        return files.get(str(value))
    if field.kind in (Kind.FLAG, Kind.CHOICES, Kind.CHOICE, Kind.AGENCY):
        return field.kind.empty if value is None else value
    return shown(field, value)


def content_value(field: Field, cleaned: Any) -> Json:
    """The value of content that a cleaned form gives."""
    if field.kind is Kind.FILE:
        return str(cleaned.pk) if cleaned else None
    return field.kind.empty if cleaned is None else cleaned


def _hint(field: Field) -> str:
    parts = [str(field.hint)]
    if field.words:
        parts.append(_("Paling banyak %(words)d kata.") % {"words": field.words})
    if field.example:
        parts.append(_("Contoh: %(example)s") % {"example": field.example})
    return " ".join(part for part in parts if part)


def _widget(field: Field) -> forms.Widget:
    if field.kind is Kind.TEXT:
        attributes = {"rows": ROWS_OF_TEXT, "lang": "id"} | ({"data-words": field.words} if field.words else {})
        return forms.Textarea(attributes)
    modes = dict.fromkeys(DECIMALS, "decimal") | {Kind.WHOLE: "numeric", Kind.YEAR: "numeric", Kind.WEB: "url"}
    if field.kind in modes:
        return forms.TextInput({"inputmode": modes[field.kind], "autocomplete": "off"})
    return forms.TextInput({"maxlength": field.longest, "lang": "id"})
