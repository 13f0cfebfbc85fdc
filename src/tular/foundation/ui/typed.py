"""Reading what stands in addresses and forms, where anything may stand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

LONGEST = 18
"""Digits that the column of a key can hold."""


def number_typed(text: str, otherwise: int = 0) -> int:
    """A whole number, zero or more; `otherwise` for all else: words, signs, digits of other scripts, far too many."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else otherwise


def text_typed(text: str, longest: int) -> str:
    """One line of text, without what no database takes; blanks at its ends are dropped."""
    return text.replace("\x00", "")[:longest].strip()


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows to choose from. A key that no column can hold is no choice, rather than an error of the database."""

    def clean(self, value: Any) -> Any:
        """The chosen rows."""
        beyond = [one for one in value or () if len(str(one)) > LONGEST]
        if beyond:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": ""})
        return super().clean(value)
