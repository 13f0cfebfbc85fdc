"""Comments as readers see them, and a chapter of a draft with what was said beside each paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from tular.features.modelbooks.choices import Decision
from tular.features.modelbooks.models import Answer, Draft, DraftChapter, FgdComment
from tular.features.modelbooks.queries.blocks import Block, block_at
from tular.features.modelbooks.queries.changes import change_path
from tular.features.modelbooks.queries.draft_text import blocks_of_text
from tular.features.modelbooks.queries.seats import Seat
from tular.foundation.ui.shapes import Pages

BESIDE = 3
"""Comments shown beside a paragraph; all of them are one link away."""

PER_PAGE = 50
PREVIEW = 120
"""Letters of a paragraph by which it is told in a list."""

LOOK = {Decision.ACCEPTED: "ok", Decision.PARTLY: "part", Decision.DECLINED: "stop"}
"""The shape of the tag of each decision."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What became of a comment. `change` names the save that carries it, "" while it is to be named or there is none.

    `shared`: the answer was given to a comment that says the same.
    """

    decision: str
    label: str
    look: str
    why: str
    change: str
    path: str
    by: str
    at: datetime
    shared: bool


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment as any participant reads it: never with an address."""

    pk: int
    text: str
    exact: str
    chapter: str
    number: int
    block: int
    speaker: str
    agency: str
    noted: bool
    own: bool
    late: bool
    at: datetime
    alike: int
    answer: AnswerLine | None


def rows_of(comments: QuerySet[FgdComment]) -> QuerySet[FgdComment]:
    """With all that a line needs; one query however many there are."""
    return comments.select_related(
        "chapter__section", "round__book", "answer__section", "answer__by", "same_as__answer__section",
        "same_as__answer__by",
    )  # fmt: skip


def lines_of(comments: Iterable[FgdComment], seat: Seat) -> list[CommentLine]:
    """As lines. No query for rows of `rows_of`, but one for how many hang on them."""
    rows = list(comments)
    alike = Counter(FgdComment.objects.filter(same_as__in=[one.pk for one in rows]).values_list("same_as", flat=True))
    return [_line(one, seat, alike[one.pk]) for one in rows]


def _line(one: FgdComment, seat: Seat, alike: int) -> CommentLine:
    return CommentLine(
        pk=one.pk,
        text=one.text,
        exact=one.exact,
        chapter=one.chapter.title,
        number=one.chapter.number,
        block=block_of(one),
        speaker=one.speaker,
        agency=one.speaker_agency,
        noted=one.noted_by_id is not None,
        own=seat.owns(one.person_id, one.invitation_id) or (seat.person and one.noted_by_id == seat.person.pk) or False,
        late=one.at > one.round.until,
        at=one.at,
        alike=alike,
        answer=answer_of(one),
    )


def block_of(comment: FgdComment) -> int:
    """Number of the paragraph to which a comment is tied; 0 for the whole chapter."""
    return block_at(blocks_of_text(comment.chapter.text), comment.start) if comment.exact else 0


def answer_of(comment: FgdComment) -> AnswerLine | None:
    """The answer of a comment, or of the one on which it hangs."""
    own: Answer | None = getattr(comment, "answer", None)
    shared: Answer | None = getattr(comment.same_as, "answer", None) if comment.same_as else None
    found = own or shared
    if found is None:
        return None
    section, decision = found.section, Decision(found.decision)
    return AnswerLine(
        decision=decision.value,
        label=str(decision.label),
        look=LOOK[decision],
        why=found.reason,
        change=f"{section.number}. {section.title}" if section else "",
        path=change_path(comment.round.book.desk, section.code, found.version or 0) if section else "",
        by=str(found.by),
        at=found.at,
        shared=own is None,
    )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a chapter with the first comments on it, one's own before others'."""

    block: Block
    notes: tuple[CommentLine, ...]
    count: int

    @property
    def more(self) -> int:
        """Comments that are not shown here."""
        return self.count - len(self.notes)

    @property
    def preview(self) -> str:
        """How it begins."""
        text = self.block.text
        return text if len(text) <= PREVIEW else f"{text[:PREVIEW].rstrip()}…"


@dataclass(frozen=True, slots=True)
class ChapterLink:
    """A chapter in the table of contents, and how many comments it has."""

    number: int
    title: str
    count: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class TalkPage:
    """A chapter of the draft that a round is about. `chosen` is the paragraph that was asked for, with its notes."""

    seat: Seat
    chapter: DraftChapter
    paragraphs: tuple[Paragraph, ...]
    whole: Paragraph | None
    toc: tuple[ChapterLink, ...]
    previous: ChapterLink | None
    next: ChapterLink | None
    chosen: Paragraph | None
    pages: Pages
    is_open: bool

    @property
    def count(self) -> int:
        """Comments on this chapter."""
        return next(one.count for one in self.toc if one.number == self.chapter.number)


def contents_of(seat: Seat) -> tuple[ChapterLink, ...]:
    """The chapters of the draft. Two queries."""
    counts = Counter(seat.round.comments.values_list("chapter_id", flat=True))
    return tuple(
        ChapterLink(one.number, one.title, counts[one.pk], not one.text.strip()) for one in _chapters(seat.round.draft)
    )


def talk_page(seat: Seat, number: int, now: datetime, *, block: int = -1, page: int = 1) -> TalkPage | None:
    """A chapter with what was said about it; None when the draft has none of this number. Six queries."""
    chapter = seat.round.draft.chapters.select_related("section").filter(number=number).first()
    if chapter is None:
        return None
    blocks, toc = blocks_of_text(chapter.text), contents_of(seat)
    place = next(place for place, one in enumerate(toc) if one.number == number)
    held = _by_block(seat, chapter, blocks)
    whole_block = Block(0, "", "", 0, is_heading=False)
    asked = held.get(block, []) if block >= 0 else []
    pages = Pages(len(asked), PER_PAGE, page)
    wanted = {one for rows in held.values() for one in rows[:BESIDE]} | set(asked[pages.start : pages.last])
    rows = rows_of(FgdComment.objects.filter(pk__in=wanted))
    lines = {one.pk: one for one in lines_of(rows, seat)}

    def paragraph(one: Block, pks: Sequence[int]) -> Paragraph:
        shown = replace(one, html=one.html.replace('src="gambar:', f'src="{seat.base}/gambar/'))
        return Paragraph(shown, tuple(lines[pk] for pk in pks if pk in lines), len(held.get(one.number, [])))

    known = {one.number: one for one in (whole_block, *blocks)}
    return TalkPage(
        seat=seat,
        chapter=chapter,
        paragraphs=tuple(paragraph(one, held.get(one.number, [])[:BESIDE]) for one in blocks),
        whole=paragraph(whole_block, held.get(0, [])[:BESIDE]) if held.get(0) else None,
        toc=toc,
        previous=toc[place - 1] if place else None,
        next=toc[place + 1] if place + 1 < len(toc) else None,
        chosen=paragraph(known[block], asked[pages.start : pages.last]) if block in known else None,
        pages=pages,
        is_open=seat.is_open(now),
    )


def _chapters(draft: Draft) -> QuerySet[DraftChapter]:
    return draft.chapters.only("pk", "draft", "number", "title", "text")


def _by_block(seat: Seat, chapter: DraftChapter, blocks: tuple[Block, ...]) -> dict[int, list[int]]:
    """Paragraph → the keys of its comments: one's own first, then in the order in which they arrived. One query."""
    me = seat.person.pk if seat.person else None
    found: dict[int, list[int]] = {}
    theirs: dict[int, list[int]] = {}
    rows = seat.round.comments.filter(chapter=chapter).order_by("at", "pk")
    for pk, start, exact, person, invitation, noted in rows.values_list(
        "pk", "start", "exact", "person_id", "invitation_id", "noted_by_id"
    ):
        own = seat.owns(person, invitation) or (me is not None and noted == me)
        place = block_at(blocks, start) if exact else 0
        (found if own else theirs).setdefault(place, []).append(pk)
    return {place: found.get(place, []) + theirs.get(place, []) for place in {*found, *theirs}}
