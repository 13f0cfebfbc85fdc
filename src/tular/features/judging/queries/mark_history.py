"""Every change of a mark or a comment in a review: who, when, before, after. For the organiser alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.judging.models import Assignment, Review, SheetSave
from tular.features.judging.queries.marks import GENERAL
from tular.features.judging.queries.review_page import base_of
from tular.features.judging.queries.rules import rules_for, stage_of
from tular.foundation.audit.models import AuditEntry
from tular.foundation.files.streams import Cell
from tular.foundation.ui.shapes import Pages

PAGE_SIZE = 50

ALL, CHANGED, LATE, ASIDE = "semua", "diubah", "setelah-diserahkan", "di-samping"
PARTS = (ALL, CHANGED, LATE, ASIDE)

COLUMNS = (
    "waktu", "nomor_penilai", "penilai", "nomor_proposal", "proposal", "putaran", "kriteria", "nilai_sebelum",
    "nilai_sesudah", "komentar_sebelum", "komentar_sesudah", "setelah_diserahkan", "berlaku", "alasan_dibuka_lagi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One save, or one sitting of `saves`. Empty marks: none before, or taken away.

    `late`: after the sheet had been handed in once. Without `kept` it lost against what another device saved first.
    """

    pk: int
    at: datetime
    evaluator: int
    name: str
    by: str
    entry: int
    title: str
    round: int
    criterion: str
    mark_before: str
    mark_after: str
    comment_before: str
    comment_after: str
    is_first: bool
    late: bool
    kept: bool
    saves: int
    reason: str

    @property
    def changes_comment(self) -> bool:
        """Whether the comment is another one."""
        return self.comment_before != self.comment_after

    @property
    def is_choice(self) -> bool:
        """Whether nothing changed: of two saves from two devices, the one that held before was chosen."""
        return self.kept and self.saves == 1 and self.mark_before == self.mark_after and not self.changes_comment


@dataclass(frozen=True, slots=True)
class MarkHistoryPage:
    """The page; `evaluator` and `entry` are the numbers it is narrowed to, 0: to none."""

    review: Review
    base: str
    stage: str
    part: str
    evaluator: int
    entry: int
    rows: tuple[ChangeRow, ...]
    pages: Pages


def mark_history_page(review: Review, *, part: str, evaluator: int, entry: int, page: str) -> MarkHistoryPage:
    """The page, the newest change first. Two queries, however many changes there are."""
    shown = part if part in PARTS else CHANGED
    rows = _narrowed(review, shown, evaluator, entry)
    pages = Pages.read(page, rows.count(), PAGE_SIZE)
    found = rows.order_by("-at", "-pk")[pages.start : pages.start + PAGE_SIZE]
    return MarkHistoryPage(
        review, base_of(review), stage_of(review).label, shown, evaluator, entry, tuple(_told(review, found)), pages
    )


def changes_as_table(review: Review, *, part: str, evaluator: int, entry: int) -> Iterator[Sequence[Cell]]:
    """All of them as lines of a table, the oldest first; `COLUMNS` names the columns. One query."""
    rows = _narrowed(review, part if part in PARTS else ALL, evaluator, entry).order_by("at", "pk")
    for one in _told(review, rows.iterator(chunk_size=1000)):
        yield (
            timezone.localtime(one.at).isoformat(timespec="seconds"), one.evaluator, one.name, one.entry, one.title,
            one.round, one.criterion, one.mark_before, one.mark_after, one.comment_before, one.comment_after,
            _("ya") if one.late else _("tidak"), _("ya") if one.kept else _("tidak"), one.reason,
        )  # fmt: skip


def _narrowed(review: Review, part: str, evaluator: int, entry: int) -> QuerySet[SheetSave]:
    # Of each round apart: what was handed in before its sheet was begun was the round before.
    begun = SheetSave.objects.filter(sheet=OuterRef("sheet")).order_by("began_at").values("began_at")[:1]
    handed_in = AuditEntry.objects.filter(
        action="judging.hand_in", subject_type=Assignment._meta.label_lower,
        subject_id=Cast(OuterRef("sheet__assignment_id"), CharField()), at__gt=OuterRef("begun"), at__lt=OuterRef("at"),
    )  # fmt: skip
    rows = SheetSave.objects.filter(sheet__assignment__entry__review=review)
    rows = rows.annotate(begun=Subquery(begun)).annotate(late=Exists(handed_in))
    if part == CHANGED:
        rows = rows.exclude(before={})
    elif part == LATE:
        rows = rows.filter(late=True)
    elif part == ASIDE:
        rows = rows.filter(kept=False)
    if evaluator:
        rows = rows.filter(sheet__assignment__evaluator__number=evaluator)
    if entry:
        rows = rows.filter(sheet__assignment__entry__number=entry)
    return rows.select_related(
        "by", "sheet__assignment__evaluator__person", "sheet__assignment__entry__proposal"
    ).defer(
        "sheet__content", "sheet__versions", "sheet__assignment__entry__fits",
        "sheet__assignment__entry__proposal__content", "sheet__assignment__entry__proposal__versions",
    )  # fmt: skip


def _told(review: Review, rows: Iterable[SheetSave]) -> Iterator[ChangeRow]:
    labels = {part.id: part.label for told in rules_for(review).criteria for part in told.part.criteria()}
    labels[GENERAL] = _("komentar umum")
    for one in rows:
        reading = one.sheet.assignment
        before, after = one.before or {}, one.after or {}
        late = bool(getattr(one, "late", False))
        yield ChangeRow(
            one.pk, one.at, reading.evaluator.number, reading.evaluator.person.name, one.by.name if one.by else "",
            reading.entry.number, reading.entry.proposal.title, one.sheet.round, labels.get(one.section, one.section),
            _mark(before), _mark(after), str(before.get("comment") or ""), str(after.get("comment") or ""), not before,
            late, one.kept, one.saves, one.sheet.reopened_reason if late else "",
        )  # fmt: skip


def _mark(cell: dict[str, Any]) -> str:
    """A mark as people write it; a criterion that does not apply has None."""
    if "mark" not in cell:
        return ""
    return _("tidak berlaku") if cell["mark"] is None else str(cell["mark"]).replace(".", ",")
