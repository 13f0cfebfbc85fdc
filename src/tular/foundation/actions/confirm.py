"""A page that says what will happen, asks for a reason where one is needed, and runs the action.

@signed_in
def withdraw(request, slug):                      # path("inovasi/<slug>/tarik/konfirmasi", …)
    innovation = get_object_or_404(innovations_visible_to(request.user), slug=slug)
    return confirm_and_run(request, Confirmation(action="catalogue.withdraw", subject=innovation, …))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.foundation.access.permissions import require
from tular.foundation.access.refusal import Refused
from tular.foundation.actions.action import ACTIONS
from tular.foundation.actions.posting import Done, post_once, seen_version, show_refusal

LONGEST_REASON = 2000


@dataclass(frozen=True)
class Confirmation:
    """What is asked. The subject is one that the person may see: the view has looked it up among those.

    `title` is a question that names the subject; `effects` are sentences about what will happen, what will not and
    whether it can be undone; `button` a verb with its object; `back` the way out. `done` is where to go and what to
    say afterwards, or a function of the action's result. `arguments` go to the action beside `by`, `now`, `reason`.
    """

    action: str
    subject: models.Model
    title: str
    effects: Sequence[str]
    button: str
    back: str
    done: Done | Callable[[Any], Done]
    reason: Literal["no", "optional", "required"] = "no"
    reason_label: str = ""
    reason_hint: str = ""
    destructive: bool = False
    arguments: Mapping[str, Any] = field(default_factory=dict)


class ConfirmForm(forms.Form):
    """The reason, where one is asked."""

    alasan = forms.CharField(max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Mapping[str, Any] | None, asked: Confirmation) -> None:
        super().__init__(data)
        reason = self.fields["alasan"]
        if asked.reason == "no":
            del self.fields["alasan"]
            return
        reason.label = asked.reason_label or _("Alasan")
        reason.help_text = asked.reason_hint
        reason.required = asked.reason == "required"
        reason.error_messages["required"] = _("Tulis alasannya, agar yang membaca riwayat ini mengerti.")


def confirm_and_run(request: HttpRequest, asked: Confirmation) -> HttpResponse:
    """GET shows the page and changes nothing; POST runs the action. Raises `Denied` before either.

    A refusal shows the page again with its reasons and what was typed (409).
    """
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    require(request.user, asked.action, asked.subject, doing=ACTIONS[asked.action].label)
    posted = request.method == "POST"
    form = ConfirmForm(request.POST if posted else None, asked)
    status = 200
    if posted and form.is_valid():
        try:
            return post_once(request, lambda: _run(request, asked, form.cleaned_data.get("alasan", "")))
        except Refused as refusal:
            show_refusal(form, refusal)
            status = 409
    context = {"asked": asked, "form": form, "optional": asked.reason == "optional"}
    return render(request, "actions/confirm.html", context, status=status)


def _run(request: HttpRequest, asked: Confirmation, reason: str) -> Done:
    arguments = dict(asked.arguments)
    if asked.reason != "no":
        arguments["reason"] = reason
    function = ACTIONS[asked.action].function
    result = function(
        asked.subject, by=request.user, now=timezone.now(), seen_version=seen_version(request), **arguments
    )
    return asked.done(result) if callable(asked.done) else asked.done
