"""Answers to somebody who may not do or see what they asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tular.foundation.access.permissions import Denied


def denied(request: HttpRequest, error: Denied) -> HttpResponse:
    """The page for somebody who may see the thing but not do this to it: 403 with a sentence. Else as if missing."""
    if not error.visible or not request.user.is_authenticated:
        return missing(request)
    return forbidden(request, sentence(error))


def sentence(error: Denied) -> str:
    """What the person may not do, and who may."""
    if error.doing:
        text = _("Akun Anda tidak berwenang untuk ini: %(doing)s.") % {"doing": error.doing}
    else:
        text = _("Akun Anda tidak berwenang untuk melakukan ini.")
    who = _("Yang berwenang: %(who)s.") % {"who": error.who} if error.who else ""
    return f"{text} {who}".strip()


def forbidden(request: HttpRequest, text: str) -> HttpResponse:
    """403 with a sentence of the caller's."""
    return render(request, "403.html", {"sentence": text}, status=403)


def missing(request: HttpRequest) -> HttpResponse:
    """The same page as for an address that does not exist."""
    return render(request, "404.html", status=404)
