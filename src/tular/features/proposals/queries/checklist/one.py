"""One submitted proposal for who checks it: its frozen text, what was found, what was said, and what may be done."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.functional import Promise

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import runs_competition
from tular.features.proposals.choices import CheckDecision, ProposalState, ReasonCode
from tular.features.proposals.models import Check, Finding, Proposal, ProposalVersion
from tular.features.proposals.queries.checklist.doublets import PairShown, pairs_of_proposal
from tular.features.proposals.queries.checklist.rows import STANDINGS, Filters, Row, filtered, rows_of
from tular.features.proposals.queries.settled import DIFFERING, ordered_reasons
from tular.features.proposals.queries.submissions import FrozenFile, Line, frozen_files, readable
from tular.foundation.ui.shapes import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """Where the proposal stands in the list that was filtered: its neighbours there, and the next that waits."""

    number: int
    count: int
    before: str
    after: str
    waiting: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What somebody said, in words."""

    row: Check
    who: str
    decision: str
    sign: Kind
    reasons: tuple[str | Promise, ...]
    is_old: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A proposal on the desk. `version` None: nothing is frozen of it.

    `computed` says what rules it does not meet, `flagged` what somebody has to decide, `by_hand` what rules leave to a
    person always. `hidden` checks of others are told once the reader has decided too.
    """

    competition: Competition
    stage: Stage
    proposal: Proposal
    version: ProposalVersion | None
    row: Row | None
    standing: str | Promise
    sign: Kind
    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    files: tuple[FrozenFile, ...]
    computed: tuple[Finding, ...]
    flagged: tuple[Finding, ...]
    by_hand: tuple[Finding, ...]
    pairs: tuple[PairShown, ...]
    more_pairs: int
    checks: tuple[CheckLine, ...]
    hidden: int
    mine: Check | None
    place: Place
    runs: bool
    own: bool
    may_check: bool
    may_settle: bool
    may_ask_fix: bool
    agency_kind: str
    other_submissions: tuple[int, ...]
    screened_at: datetime | None

    @property
    def suggested(self) -> tuple[str, ...]:
        """Codes to tick at first: those that were computed."""
        return ordered_reasons(one.code for one in self.computed)

    @property
    def suggested_words(self) -> str:
        """What to tell the agency at first: the sentences of what was computed."""
        return "\n".join(dict.fromkeys(f"{one.sentence.rstrip('.')}." for one in self.computed))


def proposal_on_desk(competition: Competition, code: str) -> Proposal | None:
    """A proposal that arrived in this competition."""
    rows = Proposal.objects.select_related("agency", "unit", "competition__rulebook", "category")
    states = (ProposalState.SUBMITTED, ProposalState.FIXING)
    return rows.filter(competition=competition, code=code, state__in=states).first()


def check_page(proposal: Proposal, stage: Stage, person: Any, asked: Filters) -> CheckPage:
    """The page of one proposal. A fixed number of queries but for the texts of its doublets."""
    competition = proposal.competition
    rows = rows_of(competition, stage, person, asked)
    row = next((one for one in rows if one.pk == proposal.pk), None)
    versions = list(proposal.submissions.order_by("-number"))
    version = versions[0] if versions else None
    frozen = json.loads(version.canonical) if version else None
    found = list(proposal.findings.order_by("needs_person", "pk"))
    held = list(
        proposal.checks.filter(stage=stage.id, taken_back_at__isnull=True).select_related("by").order_by("at", "pk")
    )
    runs = runs_competition(person, competition)
    mine = next((one for one in held if one.by_id == person.pk and version and one.submission_id == version.pk), None)
    told = [one for one in held if runs or mine is not None or one.by_id == person.pk or _is_told(one, version)]
    pairs, more = pairs_of_proposal(proposal, person)
    label, sign = STANDINGS[row.standing] if row else ("", "unknown")
    own = bool(row and row.own)
    open_now = proposal.state == ProposalState.SUBMITTED and version is not None and not own
    differing = bool(row) and (row.standing == DIFFERING or any(one.settles for one in held)) if row else False
    others_differ = not any(one.by_id == person.pk and not one.settles for one in held)
    return CheckPage(
        competition=competition,
        stage=stage,
        proposal=proposal,
        version=version,
        row=row,
        standing=label,
        sign=sign,
        sections=readable(frozen) if frozen else (),
        files=tuple(frozen_files(frozen)) if frozen else (),
        computed=tuple(one for one in found if not one.needs_person),
        flagged=tuple(one for one in found if one.needs_person and not one.rule),
        by_hand=tuple(one for one in found if one.needs_person and one.rule),
        pairs=tuple(pairs),
        more_pairs=more,
        checks=tuple(_line(one, version, person) for one in told),
        hidden=len(held) - len(told),
        mine=mine,
        place=_place(rows, asked, proposal.code),
        runs=runs,
        own=own,
        may_check=open_now,
        may_settle=open_now and runs and differing and others_differ,
        may_ask_fix=open_now and stage.fix_days is not None,
        agency_kind=proposal.agency.get_kind_display(),
        other_submissions=tuple(one.number for one in versions[1:]),
        screened_at=competition.screenings.aggregate(at=Max("at"))["at"],
    )


def _is_told(check: Check, version: ProposalVersion | None) -> bool:
    """Decisions about the current submission are nobody's influence until one has decided; older ones are history."""
    return check.decision == CheckDecision.FIX or version is None or check.submission_id != version.pk


def _line(check: Check, version: ProposalVersion | None, person: Any) -> CheckLine:
    signs: dict[str, Kind] = {CheckDecision.PASSED: "ok", CheckDecision.FAILED: "stop", CheckDecision.FIX: "info"}
    return CheckLine(
        row=check,
        who=str(check.by),
        decision=check.get_decision_display(),
        sign=signs[check.decision],
        reasons=tuple(ReasonCode(code).label for code in check.reasons),
        is_old=version is not None and check.submission_id != version.pk,
        mine=check.by_id == person.pk,
    )


def _place(rows: list[Row], asked: Filters, code: str) -> Place:
    left = filtered(rows, asked)
    codes = [row.code for row in left]
    if code not in codes:
        # What was just decided has left the list: the next one is the first that stood behind it.
        behind = [row.code for row in left if row.turn and row.code > code] or [row.code for row in left if row.turn]
        return Place(0, len(codes), "", codes[0] if codes else "", behind[0] if behind else "")
    at = codes.index(code)
    waiting = next((row.code for row in (*left[at + 1 :], *left[:at]) if row.turn), "")
    return Place(at + 1, len(codes), codes[at - 1] if at else "", codes[at + 1] if at + 1 < len(codes) else "", waiting)
