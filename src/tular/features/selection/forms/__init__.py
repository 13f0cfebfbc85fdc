"""What forms of selection ask."""

from tular.features.selection.forms.lists import (
    CHANGE,
    LEFT_OUT,
    SHOWN,
    AnswerForm,
    ListForm,
    ObjectionForm,
    ReplacementForm,
    SignerForm,
)

__all__ = [
    "CHANGE",
    "LEFT_OUT",
    "SHOWN",
    "AnswerForm",
    "ListForm",
    "ObjectionForm",
    "ReplacementForm",
    "SignerForm",
]
