"""Who may do what to competitions: the admins of the organiser, the centre for national ones, and their staff."""

from __future__ import annotations

from typing import Any

from rules.predicates import predicate

from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition, RulebookDraft
from tular.features.competitions.queries.visibility import (
    checks_in,
    organises_for,
    runs_competition,
)


@predicate
def organises(person: Any, agency: Agency) -> bool:
    """May hold competitions in the name of this agency."""
    return organises_for(person, agency)


@predicate
def runs(person: Any, competition: Competition) -> bool:
    """Admin of the organiser, the centre where it is national, or its secretariat."""
    return runs_competition(person, competition)


@predicate
def checks(person: Any, competition: Competition) -> bool:
    """Runs it, or checks proposals for it."""
    return checks_in(person, competition)


@predicate
def owns_draft(person: Any, draft: RulebookDraft) -> bool:
    """May hold competitions in the name of the agency that writes this rulebook."""
    return organises_for(person, draft.owner)
