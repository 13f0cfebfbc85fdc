"""Reading what stands in addresses and forms, where anything may stand."""

from __future__ import annotations

import re
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


# What word processors and web pages leave in a text: no letter, no space, and nobody sees it. The joiner of signs that
# belong together (U+200D) stays. U+200B and U+FEFF stand where a line may break, often between two words: they become
# a space there, as counting words takes them for one.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BETWEEN = re.compile("(?<=[^ \n\t])[\u200b\ufeff]+(?=[^ \n\t])")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)


def prose_typed(text: str) -> str:
    """A text of several lines as a reader sees it: without control signs, hidden marks and soft hyphens.

    Line ends are kept, each as one "\\n"; blanks at the end of the text are dropped. It has as many words as before.
    """
    plain = _UNSEEN.sub("", _BETWEEN.sub(" ", _LINE_ENDS.sub("\n", text)))
    return plain.rstrip()


def line_typed(text: str, longest: int) -> str:
    """One line: as `prose_typed`, with every run of blanks as one space."""
    return " ".join(prose_typed(text).split())[:longest]
