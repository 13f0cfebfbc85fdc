"""Tells in words what a form had posted: labels instead of names, and nothing of what people never saw.

A feature says once how the fields of an address are called: `tell_of("conversations:ask", of_form(AskForm))`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.urls import Resolver404, resolve

from tular.foundation.access.carrying import Posted

Teller = Callable[[dict[str, Any], str, str], tuple[str, str] | None]
"""(parts of the address, name of a field, its value) → label and value in words; None: people did not see it."""

UNSEEN = re.compile(r"^(sekali|versi)$|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|-id$")
"""Fields that only the program reads: tokens, counts of rows, tickets of files."""

_tellers: dict[str, Teller] = {}


def tell_of(view: str, teller: Teller) -> None:
    """Use `teller` for forms sent to this view ("catalogue:edit")."""
    _tellers[view] = teller


def of_form(form: type[forms.Form]) -> Teller:
    """A teller that knows the fields of a form class; anything else was hidden."""

    def teller(_parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
        field = form.base_fields.get(name)
        if field is None:
            return None
        choices = dict(getattr(field, "choices", ()))
        return str(field.label or name), str(choices.get(value, value))

    return teller


def told(posted: Posted) -> list[tuple[str, str]]:
    """Label and value of each field that was filled, in the order of the form; by name where no feature tells more."""
    try:
        match = resolve(urlsplit(posted.path).path)
        teller, parts = _tellers.get(match.view_name), match.kwargs
    except Resolver404:
        teller, parts = None, {}
    found = []
    for name, value in posted.fields:
        if not value.strip() or UNSEEN.search(name):
            continue
        line = teller(parts, name, value) if teller else (name.replace("_", " "), value)
        if line:
            found.append(line)
    return found
