"""Making a move of a case, and what follows for what everybody may know of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.workflow import choice
from tular.features.catalogue.actions import mark_changed
from tular.features.replications.choices import CaseState, ReplicationState
from tular.features.replications.flow import CASE, MOVES
from tular.features.replications.models import Case, Replication
from tular.features.replications.queries.figures import day_of
from tular.features.replications.queries.proof import proof_of
from tular.features.replications.queries.rules import steps_of
from tular.features.replications.queries.standing import standing_of
from tular.foundation.actions import Reason, Refused

PUBLIC = {
    CaseState.AGREEING: ReplicationState.PLANNED,
    CaseState.AGREED: ReplicationState.SIGNED,
    CaseState.RUNNING: ReplicationState.RUNNING,
    CaseState.CLOSING: ReplicationState.RUNNING,
    CaseState.DONE: ReplicationState.RUNNING,
    CaseState.STOPPED: ReplicationState.STOPPED,
    CaseState.CANCELLED: ReplicationState.STOPPED,
}
"""What everybody is told of a case in a state; before the owner agreed there is nothing to tell."""


def move(case: Case, name: str, now: datetime, reason: str = "") -> None:
    """Make the move and save; what is public of the case follows.

    Raises `Refused` with every sentence that stands in the way.
    """
    step = MOVES[name]
    if case.state not in step.sources:
        text = _("Kasus ini %(state)s, jadi langkah ini tidak dapat dilakukan. Muat ulang halamannya.")
        raise Refused(text % {"state": case.get_state_display()})
    standing = standing_of(case, step.needs)
    asked = choice(CASE, name, case.state, standing.facts)
    if not asked.is_open:
        raise Refused(*(Reason(standing.against[need]) for need in asked.missing))
    case.state, case.state_at, case.state_reason = CaseState(step.target), now, reason
    # A clock belongs to one state: the next state sets its own.
    case.due_at = case.reminded_at = case.escalated_at = None
    publish(case, now)
    case.save()


def reach(case: Case, step: str, *, passed: str = "", by: Any, now: datetime) -> None:
    """Let the work stand at a step to which a move has brought it, unless it is further; saves.

    `passed` is the gate that the move went through: it counts as finished, for its facts held.
    """
    if passed:
        case.steps_done.get_or_create(step=passed, undone_at=None, defaults={"at": now, "by": by})
    order = [one.name.id for one in steps_of(case)]
    if step in order and (case.step not in order or order.index(step) > order.index(case.step)):
        case.step = step
    case.save()


def publish(case: Case, now: datetime) -> None:
    """Let everybody know where the replication stands: its row, and the index. The caller saves the case.

    A case that was cancelled before anybody was told stays unknown; what was recorded afterwards is known at once. A
    row that a source had told before keeps the names that stand there.
    """
    state = PUBLIC.get(CaseState(case.state), ReplicationState.PLANNED if case.recorded else None)
    if state is None or (case.replication is None and case.state == CaseState.CANCELLED):
        return
    row = case.replication or Replication(code=case.code, is_demo=case.is_demo)
    proof = proof_of(case) if case.state == CaseState.DONE else None
    row.innovation, row.linked_by = case.innovation, "exact"
    row.origin_agency, row.taker, row.replica_name = case.owner, case.taker, case.name
    if row.code == case.code:
        row.origin_title, row.origin_agency_text = case.innovation.title, case.owner.name
        row.taker_text = case.taker.name
    row.parent = case.learned_from
    row.state = ReplicationState.PROVEN if proof is not None and proof.months is not None else state
    row.proven_months = proof.months if proof is not None else row.proven_months
    row.began_on, row.ended_on, row.stop_reason = case.began_on, case.ended_on, case.stop_reason
    day = case.began_on or case.agreed_on or (case.ended_on if case.recorded else day_of(now))
    row.year = day.year if day else row.year
    row.note = case.state_reason if state == ReplicationState.STOPPED else row.note if case.recorded else ""
    row.save()
    case.replication = row
    mark_changed([case.innovation_id], now)


def needs_reason(reason: str, text: str) -> str:
    """The reason, cleaned. Raises `Refused` with `text` when there is none."""
    if not reason.strip():
        raise Refused(Reason(text, "alasan"))
    return reason.strip()


def told_of(case: Case) -> dict[str, Any]:
    """What notices say of a case."""
    return {"number": case.code, "name": case.name, "title": case.innovation.title, "taker": case.taker.name,
            "owner": case.owner.name}  # fmt: skip
