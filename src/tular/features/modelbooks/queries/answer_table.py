"""What became of comments: the queue of who answers, one's own, and the table comment → answer → change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from tular.features.modelbooks.choices import Decision
from tular.features.modelbooks.models import FgdComment
from tular.features.modelbooks.queries.comments import CommentLine, lines_of, rows_of
from tular.features.modelbooks.queries.manuscript import last_draft
from tular.features.modelbooks.queries.seats import Seat
from tular.features.modelbooks.queries.whereabouts import Whereabouts, text_of_draft, text_of_now, whereabouts_of
from tular.foundation.ui.shapes import Pages

PER_PAGE = 25
ROWS_PER_PAGE = 100

UNANSWERED = "belum"
PROMISED = "tanpa-perubahan"

OPEN = Q(answer__isnull=True, same_as__answer__isnull=True)
"""Answered neither alone nor with what says the same."""

WITHOUT_CHANGE = Q(answer__decision__in=[Decision.ACCEPTED, Decision.PARTLY], answer__section__isnull=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the comments is asked for; empty means all."""

    chapter: int = 0
    agency: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment, and where its passage is now."""

    comment: CommentLine
    where: Whereabouts


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter and how many comments it would leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """The queue of a round: those without an answer first."""

    seat: Seat
    rows: tuple[Placed, ...]
    pages: Pages
    asked: Asked
    chapters: tuple[Option, ...]
    agencies: tuple[Option, ...]
    decisions: tuple[Option, ...]
    total: int
    open: int
    promised: int


def answers_page(seat: Seat, asked: Asked, page: int = 1) -> AnswersPage:
    """One page of the queue under filters. About ten queries, however many comments there are."""
    everything = seat.round.comments.all()
    told = everything.aggregate(
        total=Count("pk"), open=Count("pk", filter=OPEN), promised=Count("pk", filter=WITHOUT_CHANGE)
    )
    rows = _filtered(everything, asked)
    pages = Pages(rows.count(), PER_PAGE, page)
    waiting_first = rows.annotate(done=Count("answer") + Count("same_as__answer")).order_by(
        "done", "chapter__number", "start", "at", "pk"
    )
    return AnswersPage(
        seat=seat,
        rows=_placed(rows_of(waiting_first)[pages.start : pages.last], seat),
        pages=pages,
        asked=asked,
        chapters=tuple(
            Option(str(one["chapter__number"]), f"{one['chapter__number']}. {one['chapter__title']}", one["n"])
            for one in everything.values("chapter__number", "chapter__title").annotate(n=Count("pk")).order_by(
                "chapter__number"
            )
        ),
        agencies=tuple(
            Option(one["speaker_agency"], one["speaker_agency"], one["n"])
            for one in everything.exclude(speaker_agency="").values("speaker_agency").annotate(n=Count("pk")).order_by(
                "speaker_agency"
            )
        ),
        decisions=_decisions(everything, told["open"], told["promised"]),
        total=told["total"],
        open=told["open"],
        promised=told["promised"],
    )  # fmt: skip


def one_comment(seat: Seat, pk: int) -> FgdComment | None:
    """A comment of the round. One query."""
    return rows_of(seat.round.comments.filter(pk=pk)).first()


@dataclass(frozen=True, slots=True)
class CommentPage:
    """A comment to be answered: with its passage then and now, and those that share its answer."""

    seat: Seat
    row: FgdComment
    told: Placed
    alike: tuple[CommentLine, ...]

    @property
    def back(self) -> str:
        """The queue of answers."""
        return f"{self.seat.base}/jawaban"


def comment_page(seat: Seat, row: FgdComment) -> CommentPage:
    """All that who answers has to know. Five queries."""
    (told,) = _placed(rows_of(FgdComment.objects.filter(pk=row.pk)), seat)
    return CommentPage(seat, row, told, tuple(lines_of(rows_of(row.alike.all()), seat)))


@dataclass(frozen=True, slots=True)
class MinePage:
    """One's own comments in a round. `draft` is the later draft in which their passages were looked for; 0: none."""

    seat: Seat
    rows: tuple[CommentLine, ...]
    where: dict[int, Whereabouts]
    draft: int
    pages: Pages
    answered: int


def mine_page(seat: Seat, page: int = 1) -> MinePage:
    """What this reader said, or wrote down for others, with the answers. About seven queries."""
    own = Q(pk__in=[])
    if seat.person is not None:
        own |= Q(person=seat.person) | Q(noted_by=seat.person) | Q(invitation__person=seat.person)
    if seat.invitation is not None:
        own |= Q(invitation=seat.invitation)
    rows = seat.round.comments.filter(own).order_by("chapter__number", "start", "at", "pk")
    pages = Pages(rows.count(), PER_PAGE, page)
    shown = list(rows_of(rows)[pages.start : pages.last])
    newest = last_draft(seat.round.book)
    is_later = newest is not None and newest.number > seat.round.draft.number
    where = whereabouts_of(shown, text_of_draft(newest)) if newest is not None and is_later else {}
    answered = rows.exclude(OPEN).count()
    return MinePage(
        seat, tuple(lines_of(shown, seat)), where, newest.number if newest and is_later else 0, pages, answered
    )


@dataclass(frozen=True, slots=True)
class TablePage:
    """The table comment → answer → change."""

    seat: Seat
    rows: tuple[CommentLine, ...]
    pages: Pages
    whole: bool


def table_page(seat: Seat, page: int = 1, *, whole: bool = False) -> TablePage:
    """A page of the table, or all of it for printing. Four queries."""
    rows = _in_order(seat)
    count = rows.count()
    pages = Pages(count, count or 1, 1) if whole else Pages(count, ROWS_PER_PAGE, page)
    return TablePage(seat, tuple(lines_of(rows_of(rows)[pages.start : pages.last], seat)), pages, whole)


def table_columns() -> list[str]:
    """The heads of the table as a file."""
    return [
        _("No."), _("Bab"), _("Kutipan"), _("Masukan"), _("Pembicara"), _("Instansi"), _("Masuk"), _("Keputusan"),
        _("Alasan"), _("Perubahan"),
    ]  # fmt: skip


def table_rows(seat: Seat) -> Iterator[list[str | int]]:
    """All rows of the table as a file. Two queries."""
    for place, one in enumerate(lines_of(rows_of(_in_order(seat)), seat), start=1):
        answer = one.answer
        yield [
            place, f"{one.number}. {one.chapter}", one.exact, one.text, one.speaker, one.agency,
            one.at.date().isoformat(), answer.label if answer else _("belum dijawab"), answer.why if answer else "",
            answer.change if answer else "",
        ]  # fmt: skip


def _in_order(seat: Seat) -> QuerySet[FgdComment]:
    return seat.round.comments.order_by("chapter__number", "start", "at", "pk")


def _filtered(rows: QuerySet[FgdComment], asked: Asked) -> QuerySet[FgdComment]:
    if asked.chapter:
        rows = rows.filter(chapter__number=asked.chapter)
    if asked.agency:
        rows = rows.filter(speaker_agency=asked.agency)
    if asked.decision == UNANSWERED:
        return rows.filter(OPEN)
    if asked.decision == PROMISED:
        return rows.filter(WITHOUT_CHANGE)
    if asked.decision:
        return rows.filter(Q(answer__decision=asked.decision) | Q(same_as__answer__decision=asked.decision))
    return rows


def _decisions(rows: QuerySet[FgdComment], waiting: int, promised: int) -> tuple[Option, ...]:
    decided = rows.annotate(as_what=F("answer__decision"), as_other=F("same_as__answer__decision"))
    counts: dict[str, int] = {}
    for one in decided.values("as_what", "as_other").annotate(n=Count("pk")).order_by():
        key = one["as_what"] or one["as_other"] or ""
        counts[key] = counts.get(key, 0) + one["n"]
    found = [Option(UNANSWERED, _("Belum dijawab"), waiting)]
    found += [Option(one.value, str(one.label), counts.get(one.value, 0)) for one in Decision]
    return (*found, Option(PROMISED, _("Diterima, perubahan belum ditunjuk"), promised))


def _placed(rows: QuerySet[FgdComment], seat: Seat) -> tuple[Placed, ...]:
    held = list(rows)
    where = whereabouts_of(held, text_of_now(seat.round.book))
    return tuple(Placed(one, where[one.pk]) for one in lines_of(held, seat))
