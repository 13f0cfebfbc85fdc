"""The forms of competitions. What they may not say is decided by the actions."""

from tular.features.competitions.forms.calendar import ExtendForm, MoveForm, WindowForm
from tular.features.competitions.forms.opening import (
    CategoryForm,
    CategoryRowForm,
    DescriptionForm,
    OpenForm,
    SpanForm,
    initial_of_category,
)
from tular.features.competitions.forms.people import InviteForm, StaffForm

__all__ = [
    "CategoryForm",
    "CategoryRowForm",
    "DescriptionForm",
    "ExtendForm",
    "InviteForm",
    "MoveForm",
    "OpenForm",
    "SpanForm",
    "StaffForm",
    "WindowForm",
    "initial_of_category",
]
