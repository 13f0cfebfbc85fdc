"""Runs an action for a form; what was typed stays when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from tular.foundation.actions import Refused
from tular.foundation.actions.posting import show_refusal


def attempt(form: forms.Form, run: Callable[..., Any]) -> Any:
    """Run with the fields of a valid form; None with errors on the form when it is not valid or is refused."""
    if not form.is_valid():
        return None
    try:
        return run(**form.cleaned_data)
    except Refused as refused:
        show_refusal(form, refused)
        return None
