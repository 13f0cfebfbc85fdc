"""The workspace of a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tular.features.replications.queries.workspace import case_page
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.public import signed_in


@signed_in
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it stands, whose turn it is, and the step that is being worked on (`?langkah=`)."""
    found = case_or_404(request, pk)
    page = case_page(request.user, found, timezone.now(), request.GET.get("langkah", ""))
    return render(request, "replications/case.html", {"page": page, "case": page.case})
