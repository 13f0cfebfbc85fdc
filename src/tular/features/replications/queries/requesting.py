"""The page of a request: what is sent, what is missing, whose turn it is and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.features.catalogue.choices import State
from tular.features.competitions.queries.moments import in_words, left_in_words
from tular.features.replications.choices import CaseState, ClockStep, Side, WorkModel
from tular.features.replications.models import Case, CaseIndicator
from tular.features.replications.queries.answering import ANSWERED, turn, zone_of
from tular.features.replications.queries.figures import shown
from tular.features.replications.queries.letters import Letter, letter_of
from tular.features.replications.queries.naming import owner_named
from tular.features.replications.queries.standing import TO_ASK, main_indicator, standing_of
from tular.features.replications.queries.visibility import sides_of

BEFORE = (CaseState.PREPARING, CaseState.RETURNED)
"""States in which interest may still be sent."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not there yet, and where to give it. Without `needed` the letter goes without it."""

    text: str
    href: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Reminded:
    """Somebody was told by the clock."""

    climbed: bool
    to: str
    people: int
    at: str


@dataclass(frozen=True, slots=True)
class AnswerClock:
    """Until when somebody answers, in the zone of who answers; `left` is "" once it is late."""

    who: str
    until: str
    left: str
    paused: bool
    reminded: tuple[Reminded, ...]


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Everything about asking the owner, as one reader sees it; `mine` are the sides for which they act."""

    case: Case
    mine: frozenset[Side]
    owner: str
    main: CaseIndicator | None
    baseline: str
    letter: Letter | None
    missing: tuple[Missing, ...]
    clock: AnswerClock | None
    withdrawn: bool

    @property
    def alone(self) -> bool:
        """Whether the taker works alone: nothing is asked, a notice is polite."""
        return self.case.model == WorkModel.ALONE

    @property
    def can_ask(self) -> bool:
        """Whether the reader may send it, once nothing needed is missing."""
        return Side.TAKER in self.mine and self.case.state in BEFORE and not self.alone

    @property
    def may_send(self) -> bool:
        """Whether nothing that is needed is missing."""
        return not self.withdrawn and not any(one.needed for one in self.missing)

    @property
    def can_check(self) -> bool:
        """Whether the reader passes it on or returns it."""
        return Side.REVIEWER in self.mine and self.case.state == CaseState.ASKED

    @property
    def can_answer(self) -> bool:
        """Whether the reader accepts or refuses."""
        return Side.OWNER in self.mine and self.case.state == CaseState.VERIFIED

    @property
    def can_choose(self) -> bool:
        """Whether the reader may take another way after a refusal or return."""
        return Side.TAKER in self.mine and self.case.state in (CaseState.REFUSED, CaseState.RETURNED)


def request_page(person: Any, case: Case, now: datetime) -> RequestPage:
    """The page, in a fixed number of queries."""
    main = main_indicator(case)
    return RequestPage(
        case=case,
        mine=sides_of(person, case),
        owner=owner_named(case),
        main=main,
        baseline=shown(main.baseline) if main else "",
        letter=letter_of(case),
        missing=_missing(case) if case.state in BEFORE else (),
        clock=_clock(case, now),
        withdrawn=case.innovation.state == State.WITHDRAWN,
    )


PLACES = {"decided": "/kesiapan", "counted": "/ukuran", "together": "/uraian"}
"""Where what is needed is given."""

WANTED: tuple[tuple[str, Callable[[], str]], ...] = (
    ("affected", lambda: _("Siapa yang terdampak, dan berapa banyak")),
    ("wish", lambda: _("Hasil yang diharapkan")),
    ("takes", lambda: _("Bagian yang diambil")),
    ("wished_start", lambda: _("Kapan Anda ingin mulai")),
    ("sponsor", lambda: _("Pejabat yang mendukung")),
)
"""What makes an answer easier, though nothing stands or falls with it."""


def _missing(case: Case) -> tuple[Missing, ...]:
    if case.model == WorkModel.ALONE:
        needed = []
    else:
        against = standing_of(case, TO_ASK).against
        needed = [Missing(text, f"{case.path}{PLACES[need]}", True) for need, text in against.items()]
    wanted = [Missing(name(), f"{case.path}/uraian", False) for field, name in WANTED if not getattr(case, field)]
    return (*needed, *wanted)


def _clock(case: Case, now: datetime) -> AnswerClock | None:
    if case.state not in ANSWERED or case.due_at is None:
        return None
    zone = zone_of(case.taker if case.state == CaseState.ASKED else case.innovation.agency)
    return AnswerClock(
        who=turn(case).name,
        until=in_words(case.due_at, zone),
        left=left_in_words(case.due_at, now),
        paused=case.paused_at is not None,
        reminded=tuple(
            Reminded(one.step == ClockStep.CLIMBED, one.told, one.people, in_words(one.at, zone))
            for one in case.reminders.filter(turn_at=case.state_at)
        ),
    )
