"""The pages of an agreement: the papers of a case, the draft with its checklist, and how long it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.features.agencies.queries.roles import today
from tular.features.replications.choices import CaseState, Paper, Side, WorkModel
from tular.features.replications.models import Agreement, AgreementClause, Case
from tular.features.replications.queries.agreement_text import (
    Gap,
    clauses_of_rules,
    filled,
    gaps_of,
    signers,
    values_of,
    whole_text,
)
from tular.features.replications.queries.figures import day_of
from tular.features.replications.queries.rules import in_language, rules_of
from tular.features.replications.queries.visibility import sides_of

DRAFTING = (CaseState.AGREEING, CaseState.AGREED, CaseState.RUNNING, CaseState.CLOSING, CaseState.DONE)
"""States in which agreements are drafted and extended."""

WRITERS = frozenset({Side.TAKER, Side.OWNER, Side.FACILITATOR})
SIGNERS = frozenset({Side.TAKER, Side.OWNER})


@dataclass(frozen=True, slots=True)
class Holding:
    """How long a signed paper holds. `days` until its end are negative once it is over, None without an end."""

    since: date
    until: date | None
    days: int | None
    soon: bool

    @property
    def over(self) -> bool:
        """Whether it no longer holds."""
        return self.days is not None and self.days < 0


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A level of agreement with its editions, the newest first; `may_draft` whether the reader may begin it."""

    paper: Paper
    name: str
    needed: bool
    editions: tuple[tuple[Agreement, Holding | None], ...]
    may_draft: bool


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    """All papers of a case; `drafting` whether one may be begun now, `alone` whether none is needed."""

    case: Case
    mine: frozenset[Side]
    papers: tuple[PaperLine, ...]
    drafting: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause as it reads now. `missing` says what of the checklist is not there, `own` who added it."""

    clause: AgreementClause
    text: str
    missing: str
    own: bool


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One paper: parties, clauses, gaps, and what the reader may do."""

    agreement: Agreement
    name: str
    clauses: tuple[ClauseLine, ...]
    gaps: tuple[Gap, ...]
    signers: tuple[tuple[str, str], ...]
    holding: Holding | None
    mine: frozenset[Side]
    newer: bool

    @property
    def is_signed(self) -> bool:
        """Whether the text is frozen."""
        return self.agreement.signed_on is not None

    @property
    def may_write(self) -> bool:
        """Whether the reader may edit."""
        return not self.is_signed and bool(self.mine & WRITERS) and self.agreement.case.state in DRAFTING

    @property
    def may_sign(self) -> bool:
        """Whether the reader may bring the signed copy."""
        return not self.is_signed and bool(self.mine & SIGNERS) and self.agreement.case.state in DRAFTING

    @property
    def may_extend(self) -> bool:
        """Whether the reader may begin another edition."""
        return self.is_signed and not self.newer and bool(self.mine & SIGNERS) and self.agreement.case.state in DRAFTING

    @property
    def missing(self) -> tuple[ClauseLine, ...]:
        """The clauses of the checklist that are left out or empty."""
        return tuple(line for line in self.clauses if line.missing)

    @property
    def covered(self) -> int:
        """How many clauses of the checklist are there."""
        return sum(not line.own and not line.missing for line in self.clauses)

    @property
    def wanted(self) -> int:
        """How many clauses the checklist has."""
        return sum(not line.own for line in self.clauses)


def agreements_page(person: Any, case: Case) -> AgreementsPage:
    """The papers of a case."""
    rules, mine = rules_of(case), sides_of(person, case)
    rows = list(case.agreements.select_related("signed_file").order_by("paper", "-edition"))
    alone = case.model == WorkModel.ALONE
    drafting = case.state in DRAFTING and not alone
    lines = []
    for words in rules.agreements:
        editions = tuple((one, holding_of(one, rules.clock.ending)) for one in rows if one.paper == words.id)
        may = drafting and not editions and bool(mine & WRITERS)
        lines.append(PaperLine(Paper(words.id), in_language(words), words.id == Paper.WORKING, editions, may))
    return AgreementsPage(case, mine, tuple(lines), drafting, alone)


def agreement_page(person: Any, agreement: Agreement) -> AgreementPage:
    """One paper; the agreement comes with its case. Four queries."""
    case, rules = agreement.case, rules_of(agreement.case)
    clauses = list(agreement.clauses.select_related("edited_by"))
    values = values_of(agreement)
    known = {id for id, _name, _draft in clauses_of_rules(agreement)}
    return AgreementPage(
        agreement=agreement,
        name=next((in_language(one) for one in rules.agreements if one.id == agreement.paper), agreement.paper),
        clauses=tuple(
            ClauseLine(one, filled(one.text, values), _missing(one, known), one.clause not in known) for one in clauses
        ),
        gaps=gaps_of(agreement, clauses),
        signers=signers(agreement),
        holding=holding_of(agreement, rules.clock.ending),
        mine=sides_of(person, case),
        newer=case.agreements.filter(paper=agreement.paper, edition__gt=agreement.edition).exists(),
    )


def text_of(agreement: Agreement) -> str:
    """The Markdown of a paper: frozen once signed, else as it stands now."""
    return agreement.signed_text or whole_text(agreement, list(agreement.clauses.all()))


def holding_of(agreement: Agreement, ending: tuple[int, ...], day: date | None = None) -> Holding | None:
    """How long it holds, None while it is not signed. `ending` are days before the end at which that is soon."""
    if agreement.signed_on is None:
        return None
    if agreement.valid_until is None:
        return Holding(agreement.signed_on, None, None, False)
    days = (agreement.valid_until - (day or today())).days
    return Holding(agreement.signed_on, agreement.valid_until, days, 0 <= days <= max(ending, default=0))


def current_holding(case: Case) -> Holding | None:
    """How long the last signed working agreement of a case holds, None before one is signed. One query."""
    last = case.agreements.filter(paper=Paper.WORKING, signed_on__isnull=False).order_by("-edition").first()
    return holding_of(last, rules_of(case).clock.ending) if last else None


def thresholds_passed(agreement: Agreement, ending: tuple[int, ...], now: datetime) -> list[int]:
    """The days before the end that have come since the last notice, nearest last; empty when there is nothing to tell.

    Only those between signing and end count: a paper for two months is not told of at ninety days.
    """
    if agreement.signed_on is None or agreement.valid_until is None:
        return []
    left, last = (agreement.valid_until - day_of(now)).days, agreement.ending_told_at
    term = (agreement.valid_until - agreement.signed_on).days
    passed = [days for days in ending if days < term and 0 <= left <= days]
    then = (agreement.valid_until - day_of(last)).days if last else None
    return [days for days in passed if then is None or then > days]


def _missing(clause: AgreementClause, known: set[str]) -> str:
    if clause.clause not in known:
        return ""
    if not clause.included:
        return _("tidak dipakai")
    return "" if clause.text.strip() else _("belum ada teksnya")
