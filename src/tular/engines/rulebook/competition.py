"""A competition, or another scheme that scores, as its rulebook tells it: who may enter, what is marked, who is chosen.

Partial rulebooks are accepted: what is not known is a `Gap`. A gap that matters for holding the competition keeps an
edition from being opened; it never keeps the rulebook from being read, shown or compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from tular.engines.rulebook.checklist import Item
from tular.engines.rulebook.choosing import Places, ReadingRule
from tular.engines.rulebook.criteria import Band, CriteriaSet
from tular.engines.rulebook.eligibility import Rule
from tular.engines.rulebook.feedback import Feedback
from tular.engines.rulebook.form import FormRules
from tular.engines.rulebook.model import Rulebook
from tular.engines.rulebook.parts import Part, Scale
from tular.engines.rulebook.questions import Question
from tular.engines.rulebook.totals import Total

INTAKES = ("open", "restricted", "invited")
STAGE_KINDS = (
    "checklist",
    "self_report",
    "index",
    "scored_desk_review",
    "scored_panel_review",
    "panel_selection",
    "presentation_interview",
    "field_verification",
    "public_objection",
    "public_rating",
)
"""What can happen in a stage; a new stage is data, a new kind of stage is work."""

RECUSALS = ("institution", "region")
"""What an evaluator and an entry may not share, by a rule: the agency, the province."""


@dataclass(frozen=True, slots=True)
class Group:
    """One of the groups (kelompok) in which entries compete."""

    id: str
    label: str
    intake: str


@dataclass(frozen=True, slots=True)
class Category:
    """One of the categories that entries choose from; description and examples help to choose, "" where not told."""

    label: str
    description: str
    examples: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what is done, by whom, and who goes on from it."""

    id: str
    label: str
    kind: str
    order: int
    actor: str
    rule: str
    scale: Scale | None
    passing_grade: Fraction | None
    shortlist: tuple[Places, ...]
    seats: Mapping[str, int]
    """Cluster → places, where they are fixed per cluster."""
    priority_when: str
    """Which entries come before all others that reach the passing grade, in the rules' words; "" where none do."""
    balance_over: tuple[str, ...]
    """Dimensions over which a panel keeps a balance, such as category, region, underdeveloped_area."""
    parallel_with: str
    readings: ReadingRule | None
    """None where the rules do not tell how many read an entry."""
    tie_breaks: tuple[str, ...]
    checkers: int
    """How many people must agree on an entry in a checklist."""
    fix_days: int | None
    """Days for mending what a checklist found; None: nothing may be mended."""
    objection_days: int | None
    """Days for objecting to the list of this stage; None: no objections are heard."""
    blind: bool
    """Whether those who mark do not learn whose entry it is."""
    recusal: tuple[str, ...]
    """With whom an evaluator must have nothing in common (`RECUSALS`), besides what they declare themselves."""
    questions: tuple[Question, ...] = ()
    """What the public is asked in a public rating; empty where the rules do not tell."""
    checklist: tuple[Item, ...] = ()
    """What is looked at where an entry is verified; () where the rules do not tell."""
    minutes_to_agency: str = "facts"
    """What an agency reads of the signed minutes before they are released (`checklist.READERS`)."""
    minutes_presentation: int | None = None
    """Minutes in which an entry is presented; None where the rules do not tell."""
    minutes_questions: int | None = None
    """Minutes of questions after it."""


@dataclass(frozen=True, slots=True)
class Award:
    """An award and how many there are. Whoever has it also has `subset_of`."""

    id: str
    label: str
    count: int | None
    pool: tuple[str, ...]
    subset_of: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the rulebook does not tell. `blocks` when an edition cannot be held without it."""

    key: str
    sentence: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class Competition:
    """The rules of a rulebook, read and checked. `series` is the competition of which it is one edition."""

    book: Rulebook
    series: str
    groups: tuple[Group, ...]
    categories: tuple[Category, ...]
    rules: tuple[Rule, ...]
    form: FormRules
    criteria: tuple[CriteriaSet, ...]
    index: Part | None
    bands: Mapping[str, tuple[Band, ...]]
    stages: tuple[Stage, ...]
    totals: tuple[Total, ...]
    awards: tuple[Award, ...]
    closes: datetime | date | None
    integrity_pact: bool
    """Whether nobody marks before having signed a pact of integrity."""
    feedback: Feedback
    """What those who applied are told of the marks once they are final."""
    set_when_opening: bool
    """Whether the close is left to whoever opens it: rules that serve every year name no day."""
    decimals: int
    rounding: str
    gaps: tuple[Gap, ...]

    def stage(self, identity: str) -> Stage | None:
        """A stage by its id."""
        return next((stage for stage in self.stages if stage.id == identity), None)

    def total(self, identity: str) -> Total | None:
        """A total by its id."""
        return next((total for total in self.totals if total.id == identity), None)

    def criteria_for(self, stage: str, group: str) -> CriteriaSet | None:
        """What is marked in a stage for a group: the set for that group before the one for all.

        Without a group, the only set that there is for the stage.
        """
        of_stage = [one for one in self.criteria if not stage or not one.stage or one.stage == stage]
        if not group and len(of_stage) == 1:
            return of_stage[0]
        fitting = [one for one in of_stage if not one.groups or group in one.groups]
        return next((one for one in fitting if one.groups), fitting[0] if fitting else None)

    @property
    def is_preselection(self) -> bool:
        """Whether an agency chooses by it among proposals that are written already: it asks nothing."""
        return self.book.scope == "agency" and not self.groups and not self.form.asks_anything

    @property
    def can_be_opened(self) -> bool:
        """Whether nothing is missing that an edition needs."""
        return not any(gap.blocks for gap in self.gaps)
