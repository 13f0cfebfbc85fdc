"""The workspace of a case as a plain object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.replication import Step
from tular.features.agencies.queries.roles import roles_of
from tular.features.events.models import Event
from tular.features.modelbooks.models import Edition
from tular.features.replications.choices import BEFORE_IT_RUNS, OPEN, CaseState, Side, WorkModel
from tular.features.replications.models import Case, Member, TakerWarning
from tular.features.replications.queries.agreements import Holding, current_holding
from tular.features.replications.queries.from_books import BookItem, open_items
from tular.features.replications.queries.next_thing import Turn, turn_page
from tular.features.replications.queries.past import NEWEST, past_of
from tular.features.replications.queries.readiness import ProfileBlock, brief_profiles
from tular.features.replications.queries.rules import in_language, rules_of, steps_of
from tular.features.replications.queries.steps import blocking_of, done_steps
from tular.features.replications.queries.visibility import sides_of
from tular.features.replications.queries.work import Work, work_of
from tular.foundation.audit.queries import History

PARTIES = frozenset({Side.TAKER, Side.OWNER, Side.FACILITATOR})


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the list: `done_at` when it was finished, `here` where the work stands, `shown` the one on the page,
    `locked` behind a gate that was not passed."""

    id: str
    order: int
    name: str
    gate: bool
    done_at: datetime | None
    here: bool
    shown: bool
    locked: bool


@dataclass(frozen=True, slots=True)
class StepShown:
    """The step on the page, in the reader's language; `against` says why it cannot be finished now."""

    id: str
    order: int
    name: str
    gate: bool
    activities: tuple[str, ...]
    outputs: tuple[str, ...]
    done_at: datetime | None
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may do: `work` for the taker, `join_in` for every party."""

    work: bool
    join_in: bool
    pause: bool
    cancel: bool
    stop: bool
    begin: bool
    add_members: bool
    pass_on: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """What everybody sees of a case who may open it; `mine` are the sides for which the reader acts."""

    case: Case
    mine: frozenset[Side]
    turn: Turn
    steps: tuple[StepLine, ...]
    step: StepShown
    skipped: tuple[str, ...]
    """Names of steps that this way of working leaves out."""
    work: Work
    may: May
    readiness: tuple[ProfileBlock, ProfileBlock]
    holding: Holding | None
    """How long the working agreement holds, None before one is signed."""
    members: tuple[Member, ...]
    warnings: tuple[TakerWarning, ...]
    past: History
    ended: tuple[str, ...]
    """Sentences about a taker or owner that is no more."""
    edition: Edition | None
    """The model book from which it was begun."""
    book_items: tuple[BookItem, ...]
    """What its checklist asks and is no task here yet."""
    event: Event | None

    @property
    def done(self) -> int:
        """How many steps are finished."""
        return sum(line.done_at is not None for line in self.steps)


def case_page(person: Any, case: Case, now: datetime, shown: str = "") -> CasePage:
    """The workspace, showing the step of this id, else the one at which the work stands.

    A fixed number of queries for a state, however much is in the case.
    """
    mine = sides_of(person, case)
    steps, done = steps_of(case), done_steps(case)
    known = {one.name.id: one for one in steps}
    step = known.get(shown) or known.get(case.step) or steps[0]
    names = {one.name.id: in_language(one.name) for one in steps}
    finished = {id: row.at for id, row in done.items()}
    edition = _edition_of(case)
    return CasePage(
        case=case,
        edition=edition,
        book_items=open_items(case, edition) if case.state in OPEN else (),
        event=Event.objects.get(pk=case.event_id) if case.event_id else None,
        mine=mine,
        turn=turn_page(case, mine, getattr(person, "zone", "") or "Asia/Jakarta"),
        steps=_lines(case, steps, step, finished),
        step=StepShown(
            step.name.id, step.order, in_language(step.name), step.gate,
            tuple(in_language(one) for one in step.activities), tuple(in_language(one) for one in step.outputs),
            finished.get(step.name.id), tuple(blocking_of(case, step.name.id, frozenset(done))),
        ),
        skipped=_skipped(case),
        work=work_of(case, step, names, now),
        may=_may(case, mine, person),
        readiness=brief_profiles(case),
        holding=current_holding(case),
        members=tuple(case.members.filter(left_at__isnull=True).select_related("person")),
        warnings=tuple(case.innovation.taker_warnings.filter(settled_at__isnull=True)),
        past=past_of(case, person, mine, size=NEWEST),
        ended=tuple(ended_sentences(case)),
    )  # fmt: skip


def _edition_of(case: Case) -> Edition | None:
    """Without its text, which is a whole book."""
    return (
        Edition.objects.defer("canonical").select_related("book").get(pk=case.edition_id) if case.edition_id else None
    )


def ended_sentences(case: Case) -> list[str]:
    """What to say where the taker, or the agency that owns the innovation, is no more."""
    found = []
    if case.taker.until:
        found.append(
            _("%(agency)s sudah tidak ada sejak %(until)s. Pusat dapat meneruskan kasus ini kepada penerusnya.")
            % {"agency": case.taker.name, "until": case.taker.until}
        )
    owner = case.innovation.agency
    if owner.pk != case.owner_id:
        found.append(
            _("Inovasinya kini milik %(agency)s; yang dulu %(before)s.") % {"agency": owner, "before": case.owner}
        )
    if owner.until:
        found.append(
            _("Pemiliknya, %(agency)s, sudah tidak ada sejak %(until)s. Tanyakan kepada pusat siapa penerusnya.")
            % {"agency": owner.name, "until": owner.until}
        )
    return found


def _lines(case: Case, steps: tuple[Step, ...], shown: Step, done: dict[str, datetime]) -> tuple[StepLine, ...]:
    found, locked = [], False
    for one in steps:
        id = one.name.id
        found.append(
            StepLine(
                id,
                one.order,
                in_language(one.name),
                one.gate,
                done.get(id),
                id == case.step,
                id == shown.name.id,
                locked and id not in done,
            )
        )
        locked = locked or (one.gate and id not in done)
    return tuple(found)


def _skipped(case: Case) -> tuple[str, ...]:
    return tuple(in_language(one.name) for one in rules_of(case).steps if case.model in one.skipped_by)


def _may(case: Case, mine: frozenset[Side], person: Any) -> May:
    takes, is_open = Side.TAKER in mine, case.state in OPEN
    before = case.state in BEFORE_IT_RUNS
    ready = case.state == CaseState.AGREED or (case.model == WorkModel.ALONE and case.state == CaseState.PREPARING)
    return May(
        work=takes and is_open,
        join_in=bool(mine & PARTIES) and is_open,
        pause=takes and is_open and case.paused_at is None,
        cancel=takes and before,
        stop=takes and case.state in (CaseState.RUNNING, CaseState.CLOSING, CaseState.DONE),
        begin=takes and ready,
        add_members=bool(mine) and is_open,
        pass_on=bool(case.taker.until) and roles_of(person).is_national,
    )
