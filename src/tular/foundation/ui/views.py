"""Pages of the foundation's own: the pattern page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from tular.foundation.access.public import public
from tular.foundation.ui import patterns as samples
from tular.foundation.ui.upload_patterns import file_samples


@public
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component in all its states, for designers and for the accessibility check."""
    shown = {"samples": samples.samples(request.GET.getlist("hasil")), "files": file_samples()}
    return render(request, "ui/patterns.html", shown)


@public
def pattern_suggestions(request: HttpRequest) -> JsonResponse:
    """The answer that a `data-suggest` field expects, over a handful of names."""
    asked = request.GET.get("q", "").strip().lower()
    found = [name for name in samples.AGENCIES if asked and asked in name.lower()]
    status = ngettext("%(count)s saran", "%(count)s saran", len(found)) % {"count": len(found)}
    return JsonResponse({"options": [{"value": name, "note": "contoh"} for name in found], "status": status})
