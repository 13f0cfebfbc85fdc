"""Who may do what in judging: the organiser prepares and assigns, evaluators mark what was given to them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.agencies.queries.roles import roles_of
from tular.features.competitions.models import Competition
from tular.features.competitions.permissions import runs as runs_competition
from tular.features.competitions.queries.visibility import runs_competition as runs
from tular.features.judging.models import (
    Assignment,
    BorderBand,
    BorderPair,
    Conflict,
    DifferenceCase,
    Evaluator,
    EvaluatorProfile,
    Review,
    ScoreSheet,
    Tie,
)
from tular.features.judging.queries.visibility import (
    STARTED,
    evaluators_of,
    may_judge,
    may_keep_profile,
    readings_of,
)
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
permit("judging.calibrate", runs_review, who=SECRETARIAT)
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


@predicate
def keeps_profile(person: Any, profile: EvaluatorProfile) -> bool:
    """Their own, as an evaluator somewhere or in general."""
    return profile.person_id == person.pk and may_keep_profile(person)


@predicate
def judges_in(person: Any, competition: Competition) -> bool:
    """An evaluator in one of its reviews."""
    return evaluators_of(person).filter(review__competition=competition).exists()


@predicate
def is_evaluator(person: Any, evaluator: Evaluator) -> bool:
    """Themselves, as long as they judge."""
    return evaluators_of(person).filter(pk=evaluator.pk).exists()


@predicate
def reads(person: Any, assignment: Assignment) -> bool:
    """It was given to them to read, in a review that has started."""
    return readings_of(person).filter(pk=assignment.pk).exists()


@predicate
def runs_conflict(person: Any, conflict: Conflict) -> bool:
    """Runs the competition in which the conflict stands."""
    return runs(person, conflict.evaluator.review.competition)


@predicate
def answers_for(person: Any, tie: Tie) -> bool:
    """Local admin of the agency that names it."""
    return person is not None and tie.agency_id in roles_of(person).agencies


permit("judging.save_profile", keeps_profile, who=EVALUATOR)
permit("judging.sign_pact", judges_in, who=EVALUATOR)
permit("judging.declare_conflict", reads, who=EVALUATOR)
permit("judging.disclose", is_evaluator, who=EVALUATOR)
permit("judging.disclose_entry", is_evaluator, who=EVALUATOR)
permit("judging.add_panel", runs_review, who=SECRETARIAT)
permit("judging.change_panel", runs_its, who=SECRETARIAT)
permit("judging.drop_panel", runs_its, who=SECRETARIAT)
permit("judging.appoint", runs_review, who=SECRETARIAT)
permit("judging.appoint_many", runs_review, who=SECRETARIAT)
permit("judging.adjust", runs_its, who=SECRETARIAT)
permit("judging.release", runs_its, who=SECRETARIAT)
permit("judging.remind", runs_its, who=SECRETARIAT)
permit("judging.reassign", runs_its, who=SECRETARIAT)
permit("judging.remind_pact", runs_review, who=SECRETARIAT)
permit("judging.find_conflicts", runs_review, who=SECRETARIAT)
permit("judging.seek_conflicts", runs_review, who=SECRETARIAT)
permit("judging.record_conflict", runs_its, who=SECRETARIAT)
permit("judging.confirm_conflict", runs_conflict, who=SECRETARIAT)
permit("judging.lift_conflict", runs_conflict, who=SECRETARIAT)
permit("judging.name_tie", answers_for, who=_("admin lokal instansi pengusul"))
permit("judging.take_back_tie", answers_for, who=_("admin lokal instansi pengusul"))


@predicate
def runs_case(person: Any, case: DifferenceCase) -> bool:
    """Runs the competition in which readers differ."""
    return runs(person, case.entry.review.competition)


permit("judging.hold_discussion", runs_case, who=SECRETARIAT)
permit("judging.close_case", runs_case, who=SECRETARIAT)


@predicate
def compares(person: Any, band: BorderBand) -> bool:
    """Judges in its review, once it has started, and is still somebody who may mark at all."""
    there = evaluators_of(person).filter(review=band.review_id, review__state__in=STARTED).exists()
    return there and may_judge(person, band.review.competition)


@predicate
def was_shown(person: Any, pair: BorderPair) -> bool:
    """The pair was shown to them, and they still compare."""
    return person is not None and pair.evaluator.person_id == person.pk and compares(person, pair.band)


permit("judging.open_band", runs_review, who=SECRETARIAT)
permit("judging.extend_band", runs_its, who=SECRETARIAT)
permit("judging.close_band", runs_its, who=SECRETARIAT)
permit("judging.ask_pair", compares, who=_("penilai pada penilaian itu"))
permit("judging.compare", was_shown, who=EVALUATOR)
permit("judging.undo_comparison", was_shown, who=EVALUATOR)
permit("judging.decline_pair", was_shown, who=EVALUATOR)
