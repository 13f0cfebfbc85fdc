"""Which minutes somebody may read, and how much of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tular.features.visits.models import Minutes, Visit
from tular.features.visits.queries.minutes import NOTHING, latest_minutes, shown_to_agency
from tular.features.visits.queries.rules import ALL
from tular.features.visits.queries.visibility import WITH, visits_of_team, visits_run_by, visits_told_to


def minutes_for(person: Any, pk: int) -> tuple[Minutes, bool] | None:
    """(minutes, whether with the recommendation); None for those who may not read them.

    The team and whoever runs the competition read all; the agency the latest ones, once all have signed, as far as it
    may.
    """
    related = (f"visit__{one}" for one in WITH)
    # Asked for as a whole, so that minutes of others take no longer than those that are not there.
    mine = [rows(person).values("pk") for rows in (visits_of_team, visits_run_by, visits_told_to)]
    readable = Q(visit__in=mine[0]) | Q(visit__in=mine[1]) | Q(visit__in=mine[2])
    found = Minutes.objects.filter(readable, pk=pk).select_related(*related).first()
    if found is None:
        return None
    if any(rows(person).filter(pk=found.visit_id).exists() for rows in (visits_of_team, visits_run_by)):
        return found, True
    if not visits_told_to(person).filter(pk=found.visit_id).exists():
        return None
    shown = shown_to_agency(found.visit)
    if shown == NOTHING or found != latest_minutes(found.visit):
        return None
    return found, shown == ALL


def visits_shown_to(person: Any, code: str) -> list[Visit]:
    """The announced visits of a proposal that somebody writes, the latest first. One query."""
    rows = visits_told_to(person).filter(choice__proposal__code=code).select_related(*WITH)
    return list(rows.order_by("-starts_at", "-pk"))
