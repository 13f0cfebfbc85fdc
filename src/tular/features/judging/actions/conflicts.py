"""Conflicts that the machine finds, and those that the organiser records, confirms or lifts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tular.features.competitions.queries.runners import runners_of
from tular.features.judging import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.judging.choices import HELD, AssignmentState, ConflictKind, ConflictSource, ReviewState
from tular.features.judging.models import Assignment, Conflict, ConflictSearch, Entry, Evaluator, Review
from tular.features.judging.queries.clues.all import clues_of
from tular.features.judging.queries.clues.clue import Clue
from tular.features.judging.queries.conflicts import standing_in, to_be_looked_at
from tular.features.judging.queries.searching import JOB, running_search
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.jobs.actions import start as begin
from tular.foundation.jobs.models import JobRun
from tular.foundation.notifications.actions import notify
from tular.foundation.ui.typed import prose_typed

LONGEST_NOTE = 2000
BATCH = 500

Key = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search wrote down: conflicts that were not known before, and how many of all wait for a person's look."""

    new: int
    doubtful: int
    waiting: int


@action("judging.find_conflicts", gettext_lazy("Mencari benturan kepentingan"), by_system=True)
def find_conflicts(review: Review, *, by: Any, now: datetime, reason: str = "") -> Found:
    """Compare all entries with all evaluators; what is found anew is written down, what was lifted stays lifted.

    The organiser is told when something new waits for a look. Repeated, it finds the same.
    """
    found = note_conflicts(review, now=now)
    ConflictSearch.objects.update_or_create(review=review, defaults={"at": now, "found": found.new})
    return found


@action("judging.seek_conflicts", gettext_lazy("Memulai pencarian benturan"))
def seek_conflicts(review: Review, *, by: Any, now: datetime, reason: str = "") -> JobRun:
    """Have conflicts looked for in the background. One search at a time."""
    must_not_be_closed(review)
    if running_search(review) is not None:
        raise Refused(_("Pencarian sedang berjalan. Tunggu sampai selesai."))
    title = _("Mencari benturan: %(title)s") % {"title": review.competition.title}
    return begin(JOB, by=by, title=title, arguments={"review": review.pk}, now=now)


def note_conflicts(review: Review, *, now: datetime, evaluators: Iterable[int] | None = None) -> Found:
    """Write down what the machine finds, for these evaluators alone where told. Hints are not kept.

    One that was doubtful becomes certain when better evidence appears, also after it was lifted as doubtful.
    """
    waited = set(to_be_looked_at(standing_in(review)).values_list("pk", flat=True))
    rows = Conflict.objects.filter(entry__review=review)
    known: dict[Key, Conflict] = {(one.entry_id, one.evaluator_id, one.kind, one.source): one for one in rows}
    with override("id"):
        best = _strongest(clues_of(review, evaluators))
    new, surer = [], []
    for key, clue in best.items():
        row = known.get(key)
        if row is None:
            new.append(
                Conflict(
                    entry_id=clue.entry, evaluator_id=clue.evaluator, kind=clue.kind, source=clue.source,
                    note=clue.note, doubtful=clue.doubtful, by_id=clue.by, at=now,
                )
            )  # fmt: skip
        elif row.doubtful and not clue.doubtful:
            row.doubtful, row.note, row.at = False, clue.note, now
            row.lifted_at, row.lifted_by, row.lift_reason = None, None, ""
            surer.append(row)
    Conflict.objects.bulk_create(new, batch_size=BATCH)
    fields = ["doubtful", "note", "at", "lifted_at", "lifted_by", "lift_reason"]
    Conflict.objects.bulk_update(surer, fields, batch_size=BATCH)
    waiting = set(to_be_looked_at(standing_in(review)).values_list("pk", flat=True))
    if waiting - waited:
        tell_to_look(review, len(waiting), now)
    return Found(len(new) + len(surer), sum(one.doubtful for one in new), len(waiting))


@action("judging.record_conflict", gettext_lazy("Mencatat benturan kepentingan"))
def record_conflict(
    evaluator: Evaluator, *, entry: Entry, kind: str, note: str = "", by: Any, now: datetime, reason: str = ""
) -> Conflict:
    """The organiser knows of one. What the evaluator was to read, or has read, of this entry no longer counts."""
    must_not_be_closed(evaluator.review)
    if entry.review_id != evaluator.review_id:
        raise Refused(_("Proposal dan penilai ini tidak dari penilaian yang sama."))
    made = write_conflict(evaluator, entry, kind, note, ConflictSource.ORGANISER, by, now)
    end_reading(evaluator, entry, made, now)
    return made


@action("judging.confirm_conflict", gettext_lazy("Membenarkan benturan kepentingan"))
def confirm_conflict(conflict: Conflict, *, by: Any, now: datetime, reason: str = "") -> Conflict:
    """Somebody looked and it is one. A reading of the pair ends; marks that were given stay on record, uncounted."""
    must_not_be_closed(conflict.evaluator.review)
    if conflict.lifted_at is not None:
        raise Refused(_("Benturan ini sudah dicabut. Muat ulang halamannya."))
    reading = _held(conflict.evaluator, conflict.entry)
    if not conflict.doubtful and reading is None:
        raise Refused(_("Benturan ini sudah berlaku; tidak ada yang perlu dilihat lagi."))
    conflict.doubtful = False
    conflict.save()
    end_reading(conflict.evaluator, conflict.entry, conflict, now)
    return conflict


@action("judging.lift_conflict", gettext_lazy("Mencabut benturan kepentingan"))
def lift_conflict(conflict: Conflict, *, by: Any, now: datetime, reason: str = "") -> Conflict:
    """It does not keep the evaluator from reading; the reason stays with it, and the machine does not find it anew.

    A reading that ended because of it stays ended: somebody else reads the proposal.
    """
    must_not_be_closed(conflict.evaluator.review)
    if conflict.lifted_at is not None:
        raise Refused(_("Benturan ini sudah dicabut."))
    if not reason.strip():
        raise Refused(Reason(_("Tulis mengapa ini bukan benturan; alasannya tetap tersimpan."), "alasan"))
    conflict.lifted_by, conflict.lifted_at, conflict.lift_reason = by, now, reason.strip()[:LONGEST_NOTE]
    conflict.save()
    return conflict


def write_conflict(
    evaluator: Evaluator, entry: Entry, kind: str, note: str, source: ConflictSource, by: Any, now: datetime
) -> Conflict:
    """A new conflict that somebody told; one that was lifted stands again. Raises `Refused` at the fields."""
    said = told(kind, note)
    row = Conflict.objects.filter(evaluator=evaluator, entry=entry, kind=kind, source=source).first()
    if row is not None and row.lifted_at is None and not row.doubtful:
        raise Refused(Reason(_("Benturan sejenis antara penilai dan proposal ini sudah tercatat."), "kind"))
    row = row or Conflict(evaluator=evaluator, entry=entry, kind=kind, source=source)
    row.note, row.by, row.at, row.doubtful = said, by, now, False
    row.lifted_by, row.lifted_at, row.lift_reason = None, None, ""
    row.save()
    return row


def told(kind: str, note: str) -> str:
    """The explanation of a tie or conflict, cleaned. Raises `Refused` at `kind` and `note`."""
    said = prose_typed(note).strip()
    if kind not in ConflictKind.values:
        raise Refused(Reason(_("Pilih jenis hubungannya."), "kind"))
    if kind == ConflictKind.OTHER and not said:
        raise Refused(Reason(_("Jelaskan hubungannya dengan kata-kata Anda."), "note"))
    if len(said) > LONGEST_NOTE:
        raise Refused(Reason(_("Paling panjang 2.000 huruf. Singkatkan dulu."), "note"))
    return said


def end_reading(evaluator: Evaluator, entry: Entry, conflict: Conflict, now: datetime) -> Assignment | None:
    """The reading of this pair ends with the conflict, if there is one; its marks stay on record, uncounted."""
    reading = _held(evaluator, entry)
    if reading is None:
        return None
    reading.state, reading.state_at = AssignmentState.CONFLICT, now
    reading.state_reason = conflict.note or str(conflict.get_kind_display())
    reading.save()
    return reading


def must_not_be_closed(review: Review) -> None:
    """Raise `Refused` once the judging is over: its readings stay as they were."""
    if review.state == ReviewState.CLOSED:
        raise Refused(_("Penilaian ini sudah ditutup. Buka lagi dulu bila benturannya mengubah hasil."))


def tell_to_look(review: Review, waiting: int, now: datetime) -> None:
    """Tell who runs the competition that conflicts wait for their look."""
    competition = review.competition
    notify(
        runners_of(competition), "judging.conflicts_to_look_at", now=now, count=waiting, competition=competition.title,
        path=f"/kompetisi/{competition.slug}/penilaian/{review.stage}/benturan?bagian=lihat",
    )  # fmt: skip


def _held(evaluator: Evaluator, entry: Entry) -> Assignment | None:
    rows = Assignment.objects.filter(evaluator=evaluator, entry=entry, state__in=HELD)
    return rows.select_for_update(of=("self",)).first()


def _strongest(clues: Iterable[Clue]) -> dict[Key, Clue]:
    """Of clues of one kind and source between the same two the first certain one, else the first."""
    best: dict[Key, Clue] = {}
    for clue in clues:
        if clue.hint:
            continue
        key = (clue.entry, clue.evaluator, str(clue.kind), str(clue.source))
        if key not in best or (best[key].doubtful and not clue.doubtful):
            best[key] = clue
    return best
