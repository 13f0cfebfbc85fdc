"""Who may do what in judging: the organiser prepares and assigns, evaluators mark what was given to them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.competitions.models import Competition
from tular.features.competitions.permissions import runs as runs_competition
from tular.features.competitions.queries.visibility import runs_competition as runs
from tular.features.judging.models import Assignment, Review, ScoreSheet
from tular.features.judging.queries.visibility import may_judge, readings_of
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


@predicate
def runs_reading(person: Any, assignment: Assignment) -> bool:
    """Runs the competition in which this is read."""
    return runs(person, assignment.entry.review.competition)


@predicate
def judges(person: Any, assignment: Assignment) -> bool:
    """Reads it in a review that has started, and is still somebody who may mark at all."""
    if not readings_of(person).filter(pk=assignment.pk).exists():
        return False
    return may_judge(person, assignment.entry.review.competition)


@predicate
def marks_sheet(person: Any, sheet: ScoreSheet) -> bool:
    """The sheet is that of a reading of their own."""
    return judges(person, sheet.assignment)


SECRETARIAT = _("penyelenggara dan sekretariatnya")
EVALUATOR = _("penilai yang bersangkutan")

permit("judging.prepare", runs_competition, who=SECRETARIAT)
permit("judging.change", runs_review, who=SECRETARIAT)
permit("judging.start", runs_review, who=SECRETARIAT)
permit("judging.close", runs_review, who=SECRETARIAT)
permit("judging.reopen", runs_review, who=SECRETARIAT)
permit("judging.plan", runs_review, who=SECRETARIAT)
permit("judging.adopt", runs_its, who=SECRETARIAT)
permit("judging.assign", runs_review, who=SECRETARIAT)
permit("judging.change_many", runs_review, who=SECRETARIAT)
permit("judging.undo_many", runs_its, who=SECRETARIAT)
permit("judging.take_back", runs_reading, who=SECRETARIAT)
permit("judging.give_again", runs_reading, who=SECRETARIAT)
permit("judging.open_reading", judges, who=EVALUATOR)
permit("judging.mark", marks_sheet, who=EVALUATOR)
permit("judging.hand_in", judges, who=EVALUATOR)
permit("judging.reopen_sheet", judges | runs_reading, who=_("penilai yang bersangkutan, lalu penyelenggara"))
permit("judging.abstain", judges, who=EVALUATOR)
