"""What the rulebook says about a review: its stage, its criteria, how many read and what follows when they differ."""

from __future__ import annotations

from tular.engines.rulebook.choosing import Places, ReadingRule
from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.competition import Stage
from tular.engines.rulebook.criteria import CriteriaSet
from tular.engines.rulebook.parts import Part
from tular.features.competitions.models import Competition
from tular.features.judging.models import Review
from tular.foundation.rulebooks.versions import rules_of

MARKED = ("scored_desk_review", "scored_panel_review", "presentation_interview")
"""Kinds of stage in which people give marks."""

READINGS = ReadingRule()
"""Where a rulebook does not tell: two readers and their mean, as in 2018."""


def rules_for(review: Review) -> Rules:
    """The rules of its competition; no query when it is loaded with `competition__rulebook`."""
    return rules_of(review.competition.rulebook)


def stage_of(review: Review) -> Stage:
    """The stage of its rulebook. A rulebook that was corrected keeps its stages."""
    stage = rules_for(review).stage(review.stage)
    assert stage is not None, "a review belongs to a stage of its rulebook"
    return stage


def marked_stages(competition: Competition) -> list[Stage]:
    """The stages in which people give marks, in order; no query with `rulebook` loaded."""
    return [stage for stage in rules_of(competition.rulebook).stages if stage.kind in MARKED]


def reading_rule(stage: Stage) -> ReadingRule:
    """How many read an entry, and what follows when they differ."""
    return stage.readings or READINGS


def criteria_of(review: Review, group: str) -> CriteriaSet | None:
    """What is marked for entries of a group; None where the rulebook does not tell."""
    return rules_for(review).criteria_for(review.stage, group)


def criteria_list(told: CriteriaSet) -> tuple[Part, ...]:
    """The criteria that get a mark, in order."""
    return tuple(told.part.criteria())


def places_of(review: Review) -> tuple[Places, ...]:
    """The places for which this stage decides: its own shortlist, else that of the next stage that has one."""
    stage = stage_of(review)
    later = [one for one in rules_for(review).stages if one.order > stage.order and one.shortlist]
    return stage.shortlist or (later[0].shortlist if later else ())
