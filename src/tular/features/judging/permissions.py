"""Who may do what in judging: the organiser prepares and assigns, evaluators mark what was given to them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.competitions.models import Competition
from tular.features.competitions.permissions import runs as runs_competition
from tular.features.competitions.queries.visibility import runs_competition as runs
from tular.features.judging.models import Review
from tular.foundation.access.permissions import permit


@predicate
def runs_review(person: Any, review: Review) -> bool:
    """Runs the competition whose stage it is."""
    return runs(person, review.competition)


@predicate
def runs_its(person: Any, row: Any) -> bool:
    """Runs the competition of the review to which this belongs."""
    competition: Competition = row.review.competition
    return runs(person, competition)


SECRETARIAT = _("penyelenggara dan sekretariatnya")
EVALUATOR = _("penilai yang bersangkutan")

permit("judging.prepare", runs_competition, who=SECRETARIAT)
permit("judging.change", runs_review, who=SECRETARIAT)
permit("judging.start", runs_review, who=SECRETARIAT)
permit("judging.close", runs_review, who=SECRETARIAT)
permit("judging.reopen", runs_review, who=SECRETARIAT)
