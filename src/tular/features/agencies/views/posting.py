"""What every page with one form does: show it, call the action, and on a refusal show it again as it was filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, show_refusal


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form. `back` is where the reader came from and returns to; `stop` marks what ends something."""

    title: str
    lead: str
    button: str
    back: str
    back_label: str
    stop: bool = False
    text: str = ""


def answer(request: HttpRequest, page: FormPage, form: forms.Form, do: Callable[[Any], str]) -> HttpResponse:
    """`do(form)` runs the action and returns the sentence for the reader, who is sent back. Raises `Denied`."""
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, lambda: Done(page.back, do(form)))
        except Refused as refused:
            show_refusal(form, refused)
    return render(request, "agencies/form.html", {"page": page, "form": form}, status=409 if form.errors else 200)


def simply(request: HttpRequest, back: str, do: Callable[[], str]) -> HttpResponse:
    """For a button without a form: run, tell, go back; a refusal is told as well."""
    try:
        messages.success(request, do())
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.text)
    return redirect(back)
