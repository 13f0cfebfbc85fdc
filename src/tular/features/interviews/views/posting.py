"""A page with one form: shown, run, and on a refusal shown as it was filled."""

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

from tular.foundation.actions import ACTIONS, Refused
from tular.foundation.actions.posting import Done, post_once, seen_version, show_refusal

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around the form; `seen` is the row whose version it carries."""

    title: str
    lead: str
    button: str
    back: str
    up: str
    text: str = ""
    seen: Model | None = None
    files: bool = False
    is_demo: bool = False


def run(request: HttpRequest, name: str, subject: Model, **arguments: Any) -> Any:
    """Run an action as the person of the request, on the version of the subject that their form had seen."""
    return ACTIONS[name].function(
        subject, by=request.user, now=timezone.now(), seen_version=seen_version(request), **arguments
    )


def answer(request: HttpRequest, page: FormPage, form: forms.Form, do: Callable[[Any], str]) -> HttpResponse:
    """`do(form)` runs the action and returns the sentence for the reader, who is sent back. Raises `Denied`."""
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, lambda: Done(page.back, do(form)))
        except Refused as refused:
            show_refusal(form, refused)
    context = {"page": page, "form": form}
    return render(request, "interviews/form.html", context, status=409 if form.errors else 200)
