"""Lines of verification for pages of lower features."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from tular.features.competitions.models import Competition
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Visit, VisitChoice
from tular.features.visits.queries.rules import verified_stages
from tular.features.visits.queries.visibility import base_of


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of verification: how many were chosen, and how many visits are done."""

    label: str
    base: str
    chosen: int
    done: int


def stage_lines(competition: Competition) -> list[StageLine]:
    """One line for each stage of this kind. Two queries, none where there is no such stage."""
    stages = verified_stages(competition)
    if not stages:
        return []
    standing = VisitChoice.objects.filter(competition=competition, undone_at__isnull=True).order_by()
    chosen = dict(standing.values_list("stage").annotate(n=Count("pk")))
    visits = Visit.objects.filter(choice__competition=competition, state=VisitState.DONE).order_by()
    done = dict(visits.values_list("choice__stage").annotate(n=Count("pk")))
    return [
        StageLine(one.label, base_of(competition, one.id), chosen.get(one.id, 0), done.get(one.id, 0)) for one in stages
    ]
