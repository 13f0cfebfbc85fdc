"""What views need to run an action from a form.

def publish(request, slug):
    …
    if form.is_valid():
        try:
            return post_once(request, lambda: Done(path, _("Catatan terbit.")) if actions.publish(…) else …)
        except Refused as refusal:
            show_refusal(form, refusal)
    return render(…)
"""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tular.foundation.access.refusal import Refused
from tular.foundation.once.actions import Done, do_once, key_of
from tular.foundation.once.versions import VERSION_FIELD

__all__ = ["Done", "post_once", "seen_version", "show_refusal"]


def post_once(request: HttpRequest, do: Callable[[], Done]) -> HttpResponse:
    """Run `do`, tell the person, and send them on. The same form posted again gets the same answer, nothing is redone.

    Needs `{% once %}` in the form. `Refused` and `Denied` pass through; afterwards the form may be sent again.
    """
    key = key_of(request)
    done = do_once(request.user, key, do, now=timezone.now())[0] if key else do()
    if done.message:
        messages.success(request, done.message)
    return redirect(done.path)


def seen_version(request: HttpRequest) -> str:
    """The version that the posted form had seen (`{% seen row %}`), for the action's `seen_version`."""
    return request.POST.get(VERSION_FIELD, "")


def show_refusal(form: forms.Form, refusal: Refused) -> None:
    """Put the reasons where the person finds them: at their fields, the others above the form."""
    form.is_valid()
    for reason in refusal.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.text)
