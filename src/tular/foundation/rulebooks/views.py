"""Public pages of the rulebooks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tular.foundation.access.public import public
from tular.foundation.rulebooks import comparing, pages, registry

NO_RULEBOOK = "There is no readable rulebook with this id."


@public
def index(request: HttpRequest) -> HttpResponse:
    """All rulebooks; a broken file is listed with what is wrong."""
    lines = [pages.line(entry) for entry in registry.entries()]
    return render(request, "rulebooks/index.html", {"lines": lines})


@public
def detail(request: HttpRequest, identity: str) -> HttpResponse:
    """One rulebook in words."""
    try:
        book = registry.rulebook(identity)
    except registry.UnknownRulebook:
        raise Http404(NO_RULEBOOK) from None
    return render(request, "rulebooks/detail.html", {"page": pages.page(book)})


@public
def compare(request: HttpRequest) -> HttpResponse:
    """What changed from one rulebook to another; without two that exist, a form to choose them."""
    asked = [request.GET.get(side, "") for side in ("dari", "ke")]
    books = []
    for identity in asked:
        try:
            books.append(registry.rulebook(identity))
        except registry.UnknownRulebook:
            continue
    context = {
        "choices": comparing.comparable(),
        "sides": (("dari", _("Dari"), asked[0]), ("ke", _("Ke"), asked[1])),
        "missing": any(asked) and len(books) < len(asked),
        "page": comparing.compared(*books) if len(books) == len(asked) else None,
    }
    return render(request, "rulebooks/compare.html", context)


@public
def download(request: HttpRequest, identity: str) -> HttpResponse:
    """The file itself, byte for byte, so that its hash can be checked."""
    try:
        entry = registry.entry(identity)
    except registry.UnknownRulebook:
        raise Http404(NO_RULEBOOK) from None
    response = HttpResponse(entry.read(), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{entry.path.name}"'
    return response
