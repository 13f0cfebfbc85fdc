"""What evaluators say of themselves: a conflict with what they read, ties to agencies before they read anything."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.competitions.queries.runners import runners_of
from tular.features.judging.actions.conflicts import must_not_be_closed, note_conflicts, told, write_conflict
from tular.features.judging.choices import AssignmentState, ConflictSource
from tular.features.judging.flow import MOVES
from tular.features.judging.models import Assignment, Conflict, Disclosure, Entry, Evaluator
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify


@action("judging.declare_conflict", gettext_lazy("Menyatakan benturan kepentingan"))
def declare_conflict(
    assignment: Assignment, *, kind: str, note: str = "", by: Any, now: datetime, reason: str = ""
) -> Assignment:
    """The evaluator has a conflict with this proposal: they read it no more, and marks given stay uncounted.

    The organiser is told, and gives it to somebody else.
    """
    review = assignment.entry.review
    must_not_be_closed(review)
    if assignment.state not in MOVES["judging.declare_conflict"].sources:
        raise Refused(_("Bacaan ini sudah tidak ada pada Anda. Muat ulang halamannya."))
    made = write_conflict(
        assignment.evaluator, assignment.entry, kind, note, ConflictSource.EVALUATOR, by, now
    )  # fmt: skip
    assignment.state, assignment.state_at = AssignmentState.CONFLICT, now
    assignment.state_reason = made.note or str(made.get_kind_display())
    assignment.save()
    competition = review.competition
    notify(
        runners_of(competition), "judging.conflict_declared", now=now, competition=competition.title,
        evaluator=assignment.evaluator.number, entry=assignment.entry.number, why=str(made.kind),
        path=f"/kompetisi/{competition.slug}/penilaian/{review.stage}/benturan?cari={assignment.entry.number}",
    )  # fmt: skip
    return assignment


@action("judging.disclose", gettext_lazy("Menyatakan hubungan dengan instansi"))
def disclose(
    evaluator: Evaluator, *, agency: Agency, kind: str, note: str = "", by: Any, now: datetime, reason: str = ""
) -> Disclosure:
    """The evaluator has ties to an agency, whether or not it has entries here: nothing tells them which."""
    must_not_be_closed(evaluator.review)
    said = told(kind, note)
    if Disclosure.objects.filter(evaluator=evaluator, agency=agency, kind=kind).exists():
        raise Refused(Reason(_("Hubungan ini sudah Anda nyatakan."), "agency"))
    made = Disclosure.objects.create(evaluator=evaluator, agency=agency, kind=kind, note=said, at=now)
    note_conflicts(evaluator.review, now=now, evaluators=[evaluator.pk])
    return made


@action("judging.disclose_entry", gettext_lazy("Menyatakan benturan sebelum penugasan"))
def disclose_entry(
    evaluator: Evaluator, *, entry: Entry, kind: str, note: str = "", by: Any, now: datetime, reason: str = ""
) -> Conflict:
    """The same for one proposal, where the stage does not hide whose it is. Nobody assigns it to them."""
    must_not_be_closed(evaluator.review)
    if entry.review_id != evaluator.review_id:
        raise Refused(_("Proposal ini tidak dari penilaian yang sama."))
    return write_conflict(evaluator, entry, kind, note, ConflictSource.EVALUATOR, by, now)
