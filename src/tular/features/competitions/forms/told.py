"""What the fields of these forms are called, for who sends one again after signing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tular.features.competitions.forms.calendar import ExtendForm, MoveForm, WindowForm
from tular.features.competitions.forms.opening import (
    CategoryForm,
    CategoryRowForm,
    DescriptionForm,
    OpenForm,
    SpanForm,
)
from tular.features.competitions.forms.people import InviteForm, StaffForm
from tular.foundation.access.telling import of_form, tell_of


def told_of_new(_parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    """What was typed on the page of a new competition, in words; `jadwal-0-opens` belongs to a line of the calendar."""
    first, _dash, rest = name.partition("-")
    number, _dash, field = rest.partition("-")
    several: dict[str, tuple[type[forms.Form], str]] = {
        "jadwal": (SpanForm, _("Jadwal")),
        "kategori": (CategoryRowForm, _("Kategori")),
    }
    form, title = several.get(first, (OpenForm, ""))
    if not title or not (number.isascii() and number.isdigit()) or field not in form.base_fields:
        return of_form(OpenForm)(_parts, name, value)
    return f"{title} {int(number) + 1}: {form.base_fields[field].label}", value


def tell_of_forms() -> None:
    """Called when the application starts: who signs in again reads what they had sent."""
    tell_of("competitions:create", told_of_new)
    for address, form in (
        ("describe", DescriptionForm),
        ("add_window", WindowForm),
        ("change_window", WindowForm),
        ("move_window", MoveForm),
        ("extend", ExtendForm),
        ("add_category", CategoryForm),
        ("change_category", CategoryForm),
        ("invite", InviteForm),
        ("appoint", StaffForm),
    ):
        tell_of(f"competitions:{address}", of_form(form))
