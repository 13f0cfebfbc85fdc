"""A page with one form: shown, run, and on a refusal shown as it was filled.

page = FormPage(title=_("Ganti nama unit"), lead=unit.name, button=_("Simpan"), back=path, up=_("Unit"), seen=unit)
return answer(request, page, NameForm(request.POST or None), lambda form: …)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tular.foundation.access.refusal import Refused
from tular.foundation.actions.action import ACTIONS
from tular.foundation.actions.posting import Done, post_once, seen_version, show_refusal

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around the form.

    `lead` names what it is about; `back` is where the reader came from, and `up` the name of that page. `seen` is the
    row whose version the form carries. `stop` marks what ends something, `is_demo` what was made up.
    """

    title: str
    lead: str
    button: str
    back: str
    up: str
    text: str = ""
    seen: Model | None = None
    stop: bool = False
    is_demo: bool = False


def run(request: HttpRequest, name: str, subject: Model, /, **arguments: Any) -> Any:
    """Run an action as the person of the request, on the version of the subject that their form had seen."""
    return ACTIONS[name].function(
        subject, by=request.user, now=timezone.now(), seen_version=seen_version(request), **arguments
    )


def answer(
    request: HttpRequest, page: FormPage, form: forms.Form, do: Callable[[Any], Done | str],
    template: str = "actions/form_page.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    """`do(form)` runs the action and returns the sentence for the reader, who is sent back, or where else to go.

    `more` goes to the template. Raises `Denied`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, lambda: _done(do(form), page.back))
        except Refused as refused:
            show_refusal(form, refused)
    return render(request, template, {"page": page, "form": form, **more}, status=409 if form.errors else 200)


def _done(told: Done | str, back: str) -> Done:
    return told if isinstance(told, Done) else Done(back, told)
