"""The next list of a stage, as checks or the approved plenary stand now: its lines, what changed, what is open."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import CheckDecision, ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.settled import CHECKLIST, Settled, settled_of
from tular.features.selection.choices import ChoiceReason, LineChange, LineWhy, ObjectionState, Outcome
from tular.features.selection.models import Announcement, AnnouncementLine, ListDraft, Objection, Plenary, PlenaryLine
from tular.features.selection.queries.entering import holding_plenary
from tular.foundation.rulebooks.versions import rules_of


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal in the next list.

    `own_reason` is the one typed for it, or suggested by an objection that was granted; `change_reason` the one that
    holds, which may be that for all others.
    """

    proposal_id: int
    code: str
    title: str
    agency_name: str
    agency_kind: str
    province: str
    group: str
    category: str
    outcome: str
    reasons: tuple[str, ...]
    explanation: str
    outcome_before: str
    change: str
    change_reason: str = ""
    own_reason: str = ""
    order: int = 0
    award: str = ""
    award_label: str = ""

    @property
    def wants_reason(self) -> bool:
        """Whether the list has to say why it changed."""
        return self.change in (LineChange.CHANGED, LineChange.LEFT)

    @property
    def outcome_label(self) -> str:
        """The outcome in words."""
        return str(Outcome(self.outcome).label)

    @property
    def before_label(self) -> str:
        """The outcome in the list before, in words; empty where it was not in it."""
        return str(Outcome(self.outcome_before).label) if self.outcome_before else ""

    @property
    def is_public(self) -> bool:
        """Whether everybody reads it: it passes, or the list before said that it did."""
        return Outcome.PASSED in (self.outcome, self.outcome_before)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A proposal that arrived and is not decided yet: why, and the reason for leaving it out of this list."""

    proposal_id: int
    code: str
    title: str
    agency_name: str
    why: str
    reason: str


@dataclass(frozen=True)
class NextList:
    """The list as it would be announced now. `number` is the one that it would get."""

    stage: Stage
    number: int
    before: Announcement | None
    lines: tuple[Line, ...]
    undecided: tuple[Undecided, ...]
    plenary: Plenary | None = None
    """The approved plenary whose lines they are; None for a checklist, and while none is approved."""

    @property
    def awaits_plenary(self) -> bool:
        """Whether there is nothing to list before a plenary is approved."""
        return self.stage.kind != CHECKLIST and self.plenary is None

    def of(self, outcome: str) -> int:
        """How many lines have this outcome, without those that left."""
        return sum(1 for line in self.lines if line.outcome == outcome and line.change != LineChange.LEFT)

    @property
    def passed(self) -> int:
        """How many pass."""
        return self.of(Outcome.PASSED)

    @property
    def failed(self) -> int:
        """How many do not."""
        return self.of(Outcome.FAILED)

    @property
    def told(self) -> bool:
        """Whether anybody hears of it: lines that are new or changed, or proposals that are left out."""
        return bool(self.undecided) or any(line.change not in (LineChange.SAME, LineChange.LEFT) for line in self.lines)

    @cached_property
    def changed(self) -> list[Line]:
        """The lines of which the list has to say why they changed."""
        return [line for line in self.lines if line.wants_reason]

    @cached_property
    def unexplained(self) -> list[Line]:
        """Changed lines without a reason."""
        return [line for line in self.changed if not line.change_reason]

    @cached_property
    def unaccounted(self) -> list[Undecided]:
        """Undecided proposals that are not left out for a reason."""
        return [one for one in self.undecided if not one.reason]

    @cached_property
    def sha256(self) -> str:
        """Of all that it says, so that what is announced is what was looked at."""
        lines = [
            [
                one.proposal_id, one.order, one.title, one.agency_name, one.group, one.category, one.outcome,
                one.reasons, one.explanation, one.change, one.change_reason, one.award,
            ]
            for one in self.lines
        ]  # fmt: skip
        plenary = self.plenary.pk if self.plenary else None
        told = json.dumps([self.number, lines, [[one.code, one.reason] for one in self.undecided], plenary])
        return hashlib.sha256(told.encode()).hexdigest()


def checklists(competition: Competition) -> list[Stage]:
    """The stages whose lists come from checks; no query with `rulebook` loaded."""
    return [stage for stage in rules_of(competition.rulebook).stages if stage.kind == CHECKLIST]


def stage_called(competition: Competition, identity: str) -> Stage | None:
    """The stage of this id, when a list can end it: a checklist, or one with a plenary. Without an id a checklist."""
    found = next((stage for stage in checklists(competition) if identity in ("", stage.id)), None)
    if found is None and identity and Plenary.objects.filter(competition=competition, stage=identity).exists():
        return rules_of(competition.rulebook).stage(identity)
    return found


def latest_of(competition: Competition, stage: str) -> Announcement | None:
    """The list that holds now."""
    return Announcement.objects.filter(competition=competition, stage=stage).order_by("-number").first()


def next_list(competition: Competition, stage: Stage, draft: ListDraft | None) -> NextList:
    """The list that could be announced now. At most nine queries, however many proposals there are."""
    before = latest_of(competition, stage.id)
    former = {}
    if before is not None:
        printed = AnnouncementLine.objects.filter(announcement=before).exclude(change=LineChange.LEFT)
        former = {line.proposal_id: line for line in printed}
    if stage.kind != CHECKLIST:
        return _after_plenary(competition, stage, draft, before, former)
    found = settled_of(competition, stage)
    wanted = {*found.settled, *former, *(one.proposal_id for one in found.unsettled)}
    rows = Proposal.objects.filter(competition=competition).select_related("agency__region__parent", "category")
    proposals = {row.pk: row for row in rows.only(*COLUMNS) if row.pk in wanted}
    granted = _granted(competition, stage.id) if before else {}
    lines = [_settled_line(proposals[pk], one, former.get(pk)) for pk, one in found.settled.items()]
    lines += [_left_line(line) for pk, line in former.items() if pk not in found.settled]
    groups = {group.id: place for place, group in enumerate(rules_of(competition.rulebook).groups)}
    lines.sort(key=lambda one: (_rank(one), groups.get(one.group, len(groups)), one.agency_name, one.code))
    return NextList(
        stage=stage,
        number=before.number + 1 if before else 1,
        before=before,
        lines=tuple(_told(line, place, draft, granted) for place, line in enumerate(lines, start=1)),
        undecided=tuple(
            Undecided(
                one.proposal_id, row.code, row.title, row.agency.name, one.why,
                (_said(draft.left_out, row.code) or draft.reason_left_out) if draft else "",
            )
            for one in found.unsettled
            for row in [proposals[one.proposal_id]]
        ),
    )  # fmt: skip


COLUMNS = (
    "code", "title", "group", "agency__name", "agency__kind", "agency__region__name", "agency__region__level",
    "agency__region__parent__name", "category__name",
)  # fmt: skip


def _after_plenary(
    competition: Competition, stage: Stage, draft: ListDraft | None, before: Announcement | None,
    former: Mapping[int, AnnouncementLine],
) -> NextList:  # fmt: skip
    """The lines of the plenary that holds; who withdrew since is not in it."""
    plenary, number = holding_plenary(competition, stage.id), before.number + 1 if before else 1
    if plenary is None:
        return NextList(stage=stage, number=number, before=before, lines=(), undecided=())
    rows = PlenaryLine.objects.filter(plenary=plenary, proposal__state=ProposalState.SUBMITTED)
    told = {row.proposal_id: row for row in rows.exclude(why=LineWhy.GONE)}
    proposals = {
        row.pk: row
        for row in Proposal.objects.filter(competition=competition)
        .select_related("agency__region__parent", "category")
        .only(*COLUMNS)
        if row.pk in told
    }
    rules = rules_of(competition.rulebook)
    labels = {one.id: one.label for one in rules.awards}
    places = {one.id: place for place, one in enumerate(rules.awards)}
    lines = [_chosen_line(proposals[pk], row, labels, former.get(pk)) for pk, row in told.items()]
    lines += [_left_line(line) for pk, line in former.items() if pk not in told]
    groups = {group.id: place for place, group in enumerate(rules.groups)}
    lines.sort(
        key=lambda one: (
            _rank(one), places.get(one.award, len(places)), groups.get(one.group, len(groups)), one.agency_name,
            one.code,
        )
    )  # fmt: skip
    granted = _granted(competition, stage.id) if before else {}
    return NextList(
        stage=stage,
        number=number,
        before=before,
        lines=tuple(_told(line, place, draft, granted) for place, line in enumerate(lines, start=1)),
        undecided=(),
        plenary=plenary,
    )


def _chosen_line(proposal: Proposal, row: PlenaryLine, labels: Mapping[str, str], was: AnnouncementLine | None) -> Line:
    """A line in the words of everybody: ranks, scores and reasons of the session are in its minutes alone."""
    passed = row.outcome == Outcome.PASSED
    line = replace(
        _line_of(proposal),
        outcome=Outcome.PASSED if passed else Outcome.FAILED,
        reasons=() if passed else (ChoiceReason.NOT_CHOSEN.value,),
        award=row.award,
        award_label=labels.get(row.award, row.award),
        outcome_before=was.outcome if was else "",
    )
    if was is None:
        return line
    return replace(line, change=LineChange.SAME if _tells(line) == _tells(was) else LineChange.CHANGED)


def _line_of(proposal: Proposal) -> Line:
    return Line(
        proposal_id=proposal.pk, code=proposal.code, title=proposal.title, agency_name=proposal.agency.name,
        agency_kind=proposal.agency.kind, province=province_of(proposal), group=proposal.group,
        category=proposal.category.name if proposal.category else "", outcome="", reasons=(), explanation="",
        outcome_before="", change=LineChange.FIRST,
    )  # fmt: skip


def _settled_line(proposal: Proposal, settled: Settled, was: AnnouncementLine | None) -> Line:
    passed = settled.decision == CheckDecision.PASSED
    line = replace(
        _line_of(proposal),
        outcome=Outcome.PASSED if passed else Outcome.FAILED,
        reasons=() if passed else tuple(settled.reasons),
        explanation=settled.explanation,
        outcome_before=was.outcome if was else "",
    )
    if was is None:
        return line
    return replace(line, change=LineChange.SAME if _tells(line) == _tells(was) else LineChange.CHANGED)


def _left_line(was: AnnouncementLine) -> Line:
    return Line(
        proposal_id=was.proposal_id, code=was.code, title=was.title, agency_name=was.agency_name,
        agency_kind=was.agency_kind, province=was.province, group=was.group, category=was.category,
        outcome=was.outcome, reasons=tuple(was.reasons), explanation=was.explanation, outcome_before=was.outcome,
        change=LineChange.LEFT, award=was.award, award_label=was.award_label,
    )  # fmt: skip


def _tells(line: Line | AnnouncementLine) -> tuple[Any, ...]:
    """What makes a line another one when it differs."""
    return line.outcome, tuple(line.reasons), line.title, line.group, line.category, line.award


def _rank(line: Line) -> int:
    """Those that pass come first, so that their numbers have no gaps; then the others, then what left."""
    return 2 if line.change == LineChange.LEFT else int(line.outcome != Outcome.PASSED)


def _told(line: Line, place: int, draft: ListDraft | None, granted: Mapping[int, str]) -> Line:
    if not line.wants_reason:
        return replace(line, order=place)
    own = (_said(draft.reasons, line.code) if draft else "") or granted.get(line.proposal_id, "")
    return replace(line, order=place, own_reason=own, change_reason=own or (draft.reason_for_others if draft else ""))


def _granted(competition: Competition, stage: str) -> dict[int, str]:
    """Proposal → the answer to its objection that was granted last."""
    rows = Objection.objects.filter(
        line__announcement__competition=competition, line__announcement__stage=stage, state=ObjectionState.GRANTED
    )
    return dict(rows.order_by("answered_at", "pk").values_list("line__proposal", "answer"))


def _said(texts: Mapping[str, Any], code: str) -> str:
    return str(texts.get(code) or "").strip()


def province_of(proposal: Proposal) -> str:
    """Name of the province in which its agency lies; empty for bodies of the nation. No query with regions loaded."""
    region = proposal.agency.region
    if region is None:
        return ""
    return region.parent.name if region.parent else region.name
