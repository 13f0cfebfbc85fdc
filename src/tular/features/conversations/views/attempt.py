"""Runs an action for a form, once; what was typed stays when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, show_refusal


def attempt(
    request: HttpRequest, form: forms.Form, run: Callable[..., Any], done: Callable[[Any], Done]
) -> HttpResponse | None:
    """Run with the fields of a valid form and send the person on; None with errors on the form when it is refused.

    `done` makes of the result where they go and what they are told. A double click gets the same answer.
    """
    if not form.is_valid():
        return None
    try:
        return post_once(request, lambda: done(run(**form.cleaned_data)))
    except Refused as refused:
        show_refusal(form, refused)
        return None
