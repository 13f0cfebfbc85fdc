"""Who judges what: reviews and their people, conflicts and assignments, score sheets."""

from tular.features.judging.models.assigning import (
    Assignment,
    AssignmentPlan,
    BulkAssignment,
    Conflict,
    ConflictSearch,
    Disclosure,
    Tie,
)
from tular.features.judging.models.calibrating import CalibratedScore, Calibration
from tular.features.judging.models.comparing import BorderBand, BorderJudgement, BorderPair, BorderResult
from tular.features.judging.models.marking import DifferenceCase, ScoreSheet, SheetSave
from tular.features.judging.models.reviewing import Entry, Evaluator, EvaluatorProfile, IntegrityPact, Panel, Review

__all__ = [
    "Assignment",
    "AssignmentPlan",
    "BorderBand",
    "BorderJudgement",
    "BorderPair",
    "BorderResult",
    "BulkAssignment",
    "CalibratedScore",
    "Calibration",
    "Conflict",
    "ConflictSearch",
    "DifferenceCase",
    "Disclosure",
    "Entry",
    "Evaluator",
    "EvaluatorProfile",
    "IntegrityPact",
    "Panel",
    "Review",
    "ScoreSheet",
    "SheetSave",
    "Tie",
]
