"""Public pages of the rulebooks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tular.foundation.access.public import public
from tular.foundation.rulebooks import pages, registry


@public
def index(request: HttpRequest) -> HttpResponse:
    """All rulebooks; a broken file is listed with what is wrong."""
    lines = [pages.line(entry) for entry in registry.entries()]
    return render(request, "rulebooks/index.html", {"lines": lines})


@public
def detail(request: HttpRequest, identity: str) -> HttpResponse:
    """One rulebook in words."""
    return render(request, "rulebooks/detail.html", {"page": pages.page(_entry(identity).book)})


@public
def download(request: HttpRequest, identity: str) -> HttpResponse:
    """The file itself, byte for byte, so that its hash can be checked."""
    entry = _entry(identity)
    response = HttpResponse(entry.read(), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{entry.path.name}"'
    return response


def _entry(identity: str) -> registry.Entry:
    try:
        return registry.entry(identity)
    except registry.UnknownRulebook:
        raise Http404(_("Buku aturan ini tidak ada.")) from None
