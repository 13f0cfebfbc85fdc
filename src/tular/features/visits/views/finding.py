"""Finding verifications and visits by their address, for who runs the competition; others meet nothing there."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.visits.models import Visit
from tular.features.visits.queries.rules import stage_called
from tular.features.visits.queries.visibility import WITH, visits_run_by


def stage_or_404(request: HttpRequest, slug: str, stage: str) -> tuple[Competition, Stage]:
    """A verification of a competition that the person runs."""
    rows = competitions_run_by(request.user).select_related("rulebook", "organiser")
    competition = get_object_or_404(rows, slug=slug)
    found = stage_called(competition, stage)
    if found is None:
        raise Http404
    return competition, found


def run_visit_or_404(request: HttpRequest, slug: str, stage: str, pk: int) -> Visit:
    """A visit of a competition that the person runs."""
    rows = visits_run_by(request.user).filter(choice__competition__slug=slug, choice__stage=stage)
    return get_object_or_404(rows.select_related(*WITH, "record"), pk=pk)
