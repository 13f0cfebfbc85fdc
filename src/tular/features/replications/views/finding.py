"""Finding a case by its address; who may not see it meets nothing there."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tular.features.replications.models import Case
from tular.features.replications.queries.visibility import WITH, cases_visible_to


def case_or_404(request: HttpRequest, pk: int) -> Case:
    """A case that the person may open, with what nearly every page of it needs."""
    return get_object_or_404(cases_visible_to(request.user).select_related(*WITH), pk=pk)
