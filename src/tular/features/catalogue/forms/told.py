"""What was typed into the editor, in its own words: for who signs in again and wants to see that nothing is lost."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tular.features.catalogue.forms.life import DeclareForm, NewRecordForm, ReasonForm
from tular.features.catalogue.queries.content import Kind, section
from tular.features.catalogue.queries.content.schema import Field
from tular.foundation.access.telling import of_form, tell_of


def tell_of_forms() -> None:
    """Say how the fields of the catalogue's forms are called; called when the application starts."""
    tell_of("catalogue:edit", _of_section)
    tell_of("catalogue:new", of_form(_Titled))
    tell_of("catalogue:declare", of_form(DeclareForm))
    tell_of("catalogue:step", of_form(ReasonForm))


class _Titled(NewRecordForm):
    """Without the place: its choices are known only with the person."""

    place = None  # type: ignore[assignment] # takes the field away


def _of_section(parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    try:
        part = section(str(parts["section"]))
        if "-" not in name:
            field = part.field(name)
            return str(field.label), _in_words(field, value)
        rows, place, name = name.split("-", 2)
        of_list = part.list(rows)
        row = f"{str(of_list.one).capitalize()} {int(place) + 1}"
        if name == "DELETE":
            return row, _("Hapus baris ini")
        field = of_list.field(name)
        return f"{row}: {field.label}", _in_words(field, value)
    except (KeyError, ValueError):
        return None


def _in_words(field: Field, value: str) -> str:
    if field.kind is Kind.FLAG:
        return _("ya")
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        return str(dict(field.options).get(value, value))
    return value
