"""Readings given and taken by hand, one or many at once, within the bounds that the plan keeps too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.judging import permissions  # noqa: F401 - registers who may do all this
from tular.features.judging.choices import HELD, AssignmentKind, AssignmentState, ReviewState
from tular.features.judging.models import Assignment, AssignmentPlan, BulkAssignment, Entry, Evaluator, Review
from tular.features.judging.queries.assignments.allowed import no_room, why_not
from tular.features.judging.queries.planning import conflicts_standing
from tular.features.judging.queries.visibility import may_judge
from tular.foundation.actions import Reason, Refused, action

LONGEST_REASON = 2000
SHOWN = 100
"""Lines with something wrong that are told at once."""

BATCH = 500
UNDO_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Change:
    """A reading to give (`gives`) or to take back. `line` is that of the spreadsheet, 0 where there is none."""

    entry: Entry
    evaluator: Evaluator
    gives: bool
    line: int = 0


@action("judging.assign", gettext_lazy("Menugaskan penilai"))
def assign(
    review: Review, *, entry: Entry, evaluator: Evaluator, by: Any, now: datetime,
    kind: str = AssignmentKind.HAND, reason: str = "",
) -> Assignment:  # fmt: skip
    """Let this evaluator read this entry. Refused where a conflict stands, or their load has no room."""
    _must_be_open(review)
    return _give(review, entry, evaluator, AssignmentKind(kind), by, now)


@action("judging.take_back", gettext_lazy("Menarik bacaan"))
def take_back(assignment: Assignment, *, by: Any, now: datetime, reason: str = "") -> Assignment:
    """The evaluator no longer reads it, for a reason that they read. What they typed stays on record, uncounted."""
    _must_be_open(assignment.entry.review)
    said = reason.strip()
    if not said:
        raise Refused(Reason(_("Tulis mengapa bacaan ini ditarik; penilai membacanya."), "alasan"))
    if assignment.state == AssignmentState.DONE:
        raise Refused(_("Lembar nilainya sudah masuk. Bacaan yang sudah selesai tidak ditarik."))
    if assignment.state != AssignmentState.ASSIGNED:
        raise Refused(_("Bacaan ini tidak sedang ditugaskan. Muat ulang halamannya."))
    assignment.state, assignment.state_at = AssignmentState.TAKEN_BACK, now
    assignment.state_reason = said[:LONGEST_REASON]
    assignment.save()
    return assignment


@action("judging.give_again", gettext_lazy("Menugaskan lagi"))
def give_again(assignment: Assignment, *, by: Any, now: datetime, reason: str = "") -> Assignment:
    """The same evaluator reads it after all; what they typed is there again."""
    _must_be_open(assignment.entry.review)
    if assignment.state not in (AssignmentState.ABSTAINED, AssignmentState.TAKEN_BACK):
        raise Refused(_("Bacaan ini tidak sedang ditarik. Muat ulang halamannya."))
    review = assignment.entry.review
    return _give(review, assignment.entry, assignment.evaluator, AssignmentKind(assignment.kind), by, now)


@action("judging.change_many", gettext_lazy("Mengubah banyak bacaan"))
def change_many(
    review: Review, *, changes: Sequence[Change], by: Any, now: datetime, kind: str = AssignmentKind.HAND,
    reason: str = "",
) -> BulkAssignment:  # fmt: skip
    """Take back and give as a spreadsheet says, all or nothing.

    Every line that cannot be is told with its number. Readings that already are as asked count as neither. A fixed
    number of queries beside one for every 500 readings.
    """
    _must_be_open(review)
    said = reason.strip()[:LONGEST_REASON]
    if any(not one.gives for one in changes) and not said:
        raise Refused(Reason(_("Tulis mengapa bacaan ditarik; penilainya membaca alasan ini."), "alasan"))
    known = {(one.entry_id, one.evaluator_id): one for one in _readings(review).select_for_update(of=("self",))}
    standing = conflicts_standing(review)
    wrong, taken, given = [], [], []
    for one in changes:
        pair = (one.entry.pk, one.evaluator.pk)
        row = known.get(pair)
        if not one.gives:
            if row is not None and row.state == AssignmentState.DONE:
                wrong.append(_at(one, _("lembar nilainya sudah masuk, jadi tidak ditarik")))
            elif row is not None and row.state == AssignmentState.ASSIGNED:
                taken.append(row)
        elif row is None or row.state not in HELD:
            problem = why_not(review, one.entry, one.evaluator, row, conflict=pair in standing)
            wrong += [_at(one, problem)] if problem else []
            given.append(one)
    gone = {row.pk for row in taken}
    loads = Counter(row.evaluator_id for row in known.values() if row.state in HELD and row.pk not in gone)
    for one in given:
        if problem := no_room(one.evaluator, loads[one.evaluator.pk], review):
            wrong.append(_at(one, problem))
        loads[one.evaluator.pk] += 1
    if wrong:
        raise Refused(*(Reason(text) for text in wrong[:SHOWN]))
    bulk = BulkAssignment.objects.create(
        review=review, by=by, at=now, reason=said,
        given=sorted([one.entry.number, one.evaluator.number] for one in given),
        taken=sorted([row.entry.number, row.evaluator.number] for row in taken),
    )  # fmt: skip
    take_all(taken, said, now)
    give_all(known, [(one.entry.pk, one.evaluator.pk) for one in given], kind=AssignmentKind(kind), by=by, now=now)
    return bulk


@action("judging.undo_many", gettext_lazy("Mengurungkan penugasan massal"))
def undo_many(bulk: BulkAssignment, *, by: Any, now: datetime, reason: str = "") -> BulkAssignment:
    """Within half an hour: what was given is taken back unless it was begun, what was taken is given again."""
    _must_be_open(bulk.review)
    if bulk.undone_at is not None:
        raise Refused(_("Perubahan ini sudah diurungkan."))
    if now - bulk.at > UNDO_WITHIN:
        raise Refused(_("Sudah lewat setengah jam. Ubah bacaannya satu per satu."))
    rows = {(one.entry.number, one.evaluator.number): one for one in _readings(bulk.review)}
    wrong = []
    given = [rows[pair] for pair in map(tuple, bulk.given) if pair in rows]
    begun = [one for one in given if one.opened_at is not None or one.state != AssignmentState.ASSIGNED]
    if begun:
        wrong.append(_("%(n)d bacaan dari perubahan ini sudah dimulai, jadi tidak dapat diurungkan sekaligus."))
    again = [rows[pair] for pair in map(tuple, bulk.taken) if pair in rows]
    if any(one.state != AssignmentState.TAKEN_BACK for one in again):
        wrong.append(_("Sebagian bacaan yang ditarik sudah berubah lagi, jadi tidak dapat diurungkan sekaligus."))
    if wrong:
        raise Refused(*(Reason(text % {"n": len(begun)}) for text in wrong))
    take_all(given, _("Penugasan massal diurungkan."), now)
    pairs = [(one.entry_id, one.evaluator_id) for one in again]
    give_all({(one.entry_id, one.evaluator_id): one for one in again}, pairs, kind=None, by=by, now=now)
    bulk.undone_at = now
    bulk.save()
    return bulk


def take_all(rows: Sequence[Assignment], reason: str, now: datetime) -> None:
    """Take these readings back. Checks nothing."""
    for row in rows:
        row.state, row.state_at, row.state_reason = AssignmentState.TAKEN_BACK, now, reason
    Assignment.objects.bulk_update(rows, ["state", "state_at", "state_reason"], batch_size=BATCH)


def give_all(
    known: Mapping[tuple[int, int], Assignment],
    pairs: Sequence[tuple[int, int]],
    *,
    kind: AssignmentKind | None,
    by: Any,
    now: datetime,
    plan: AssignmentPlan | None = None,
) -> None:
    """Give the readings of these pairs (entry, evaluator), anew or again; `known` are all that ever were given.

    Without `kind` each stays what it was. Checks nothing.
    """
    new: list[Assignment] = []
    again: list[Assignment] = []
    for entry, evaluator in pairs:
        row = known.get((entry, evaluator))
        (again if row else new).append(row or Assignment(entry_id=entry, evaluator_id=evaluator, at=now))
    for row in (*new, *again):
        if kind is not None:
            row.kind, row.plan = kind, plan
        row.by = by
        row.state, row.state_at, row.state_reason = AssignmentState.ASSIGNED, now, ""
    Assignment.objects.bulk_create(new, batch_size=BATCH)
    Assignment.objects.bulk_update(again, ["kind", "plan", "by", "state", "state_at", "state_reason"], batch_size=BATCH)


def _give(
    review: Review, entry: Entry, evaluator: Evaluator, kind: AssignmentKind, by: Any, now: datetime
) -> Assignment:
    pair = (entry.pk, evaluator.pk)
    row = _readings(review).filter(entry=entry, evaluator=evaluator).select_for_update(of=("self",)).first()
    held = _readings(review).filter(evaluator=evaluator, state__in=HELD, entry__left_at__isnull=True).count()
    wrong = why_not(review, entry, evaluator, row, conflict=pair in conflicts_standing(review))
    if not wrong and not may_judge(evaluator.person, review.competition):
        wrong = _("Penilai ini bekerja untuk penyelenggara, jadi tidak boleh menilai.")
    if wrong := wrong or no_room(evaluator, held, review):
        raise Refused(wrong)
    give_all({pair: row} if row else {}, [pair], kind=kind, by=by, now=now)
    return _readings(review).get(entry=entry, evaluator=evaluator)


def _readings(review: Review) -> QuerySet[Assignment]:
    return Assignment.objects.filter(entry__review=review).select_related("entry", "evaluator")


def _at(change: Change, problem: str) -> str:
    if change.line:
        return _("Baris %(line)d: %(problem)s") % {"line": change.line, "problem": problem}
    pair = {"entry": f"{change.entry.number:04d}", "who": f"{change.evaluator.number:02d}", "problem": problem}
    return _("Proposal %(entry)s, penilai %(who)s: %(problem)s") % pair


def _must_be_open(review: Review) -> None:
    if review.state == ReviewState.CLOSED:
        raise Refused(_("Penilaian ini sudah ditutup; bacaan tidak berubah lagi."))
