"""Lists of questions, one thread, and what stands on the page of an innovation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from tular.features.conversations.choices import CommentState, QuestionState
from tular.features.conversations.models import Answer, Comment, Question
from tular.features.conversations.queries.addressees import answers_for, questions_asked_of, questions_visible_to
from tular.foundation.ui.shapes import Kind, Pages

SIZE = 20
BOXES = ("masuk", "keluar")
TAGS: dict[str, Kind] = {"terbuka": "part", "dijawab": "ok", "ditutup": "unknown", "diblokir": "stop"}


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in a list. `about` is the innovation or agency, `who` the asker as the reader may know them."""

    id: int
    about: str
    text: str
    who: str
    state: str
    tag: Kind
    asked_at: datetime
    due_at: datetime | None
    published: bool


@dataclass(frozen=True, slots=True)
class QuestionList:
    """A page of one's box: `masuk` (asked of me) or `keluar` (asked by me), perhaps only what is open."""

    box: str
    only_open: bool
    lines: list[QuestionLine]
    pages: Pages
    counts: dict[str, int]
    """Open questions per box."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said in a thread."""

    id: int
    who: str
    text: str
    at: datetime
    by_owner: bool
    published: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A question with everything said, and what the reader may do."""

    question: Question
    about: str
    about_href: str
    who: str
    said: list[Said]
    state: str
    tag: Kind
    asked_of: str
    is_asker: bool
    may_answer: bool
    may_go_on: bool
    may_close: bool
    may_publish: bool
    public_text: str


def question_list(person: Any, box: str, only_open: bool, page: str) -> QuestionList:
    """The person's questions; the number of queries does not depend on how many there are."""
    box = box if box in BOXES else ""
    mine, asked = Question.objects.filter(asker=person), questions_asked_of(person).exclude(asker=person)
    counts = {
        "masuk": asked.filter(state=QuestionState.OPEN).count(),
        "keluar": mine.filter(state=QuestionState.OPEN).count(),
    }
    if not box:
        box = "masuk" if counts["masuk"] or (not counts["keluar"] and asked.exists()) else "keluar"
    rows = asked if box == "masuk" else mine
    if only_open:
        rows = rows.filter(state=QuestionState.OPEN)
    pages = Pages.read(page, rows.count(), SIZE)
    shown = rows.select_related("innovation", "agency", "asker")[pages.start : pages.start + SIZE]
    return QuestionList(box, only_open, [_line(row, box) for row in shown], pages, counts)


def thread(person: Any, question_id: int) -> Thread | None:
    """One thread, None when the person may not see it."""
    rows = questions_visible_to(person).select_related("innovation__service_unit", "agency", "asker")
    question = (
        rows.prefetch_related(Prefetch("answers", Answer.objects.select_related("author")))
        .filter(pk=question_id)
        .first()
    )
    if question is None:
        return None
    is_asker = question.asker_id == person.pk
    may_answer = bool(answers_for(person, question)) and not is_asker
    open_ = question.state in {QuestionState.OPEN, QuestionState.ANSWERED}
    answered = any(answer.by_owner for answer in question.answers.all())
    return Thread(
        question=question,
        about=str(question.innovation or question.agency),
        about_href=(
            f"/inovasi/{question.innovation.slug}" if question.innovation else f"/instansi/{question.agency.slug}"
        ),
        who=_asker(question, is_asker),
        said=[_said(answer, question, is_asker) for answer in question.answers.all()],
        state=question.get_state_display(),
        tag=TAGS[question.state],
        asked_of=question.get_level_display(),
        is_asker=is_asker,
        may_answer=may_answer and open_,
        may_go_on=is_asker and open_ and answered,
        may_close=open_,
        may_publish=may_answer and open_ and answered and question.innovation_id is not None,
        public_text=question.public_text or question.text,
    )


@dataclass(frozen=True, slots=True)
class PublishedQuestion:
    """A question and its answers as everyone reads them."""

    id: int
    text: str
    asked_at: datetime
    answers: list[Said]


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment as everyone reads it, or its author, or who decides."""

    id: int
    who: str
    text: str
    at: datetime
    state: str
    shown: bool
    mine: bool
    about: str = ""
    about_href: str = ""
    reason: str = ""


def published_questions(innovation_id: int, most: int = 20) -> list[PublishedQuestion]:
    """The questions about an innovation that its owner published; two queries."""
    rows = Question.objects.filter(innovation_id=innovation_id, published_at__isnull=False).order_by("-published_at")
    answers = Prefetch("answers", Answer.objects.filter(published=True), to_attr="shown")
    return [
        PublishedQuestion(
            row.pk, row.public_text, row.asked_at,
            [Said(one.pk, one.as_role, one.text, one.at, True, True) for one in row.shown],
        )
        for row in rows.prefetch_related(answers)[:most]
    ]  # fmt: skip


def comments_on(innovation_id: int, person: Any, most: int = 50) -> list[CommentLine]:
    """The comments that everyone sees, and the reader's own that wait; one query."""
    seen = Q(state=CommentState.SHOWN)
    if person.is_authenticated:
        seen |= Q(author_id=person.pk, state=CommentState.WAITING)
    rows = Comment.objects.filter(seen, innovation_id=innovation_id).select_related("author")[:most]
    return [_comment(row, person) for row in rows]


def comment_lines(rows: QuerySet[Comment], person: Any) -> list[CommentLine]:
    """Comments for those who decide, each with what it is about; one query."""
    return [_comment(row, person) for row in rows.select_related("author", "innovation")]


def _comment(row: Comment, person: Any) -> CommentLine:
    loaded = "innovation" in row._state.fields_cache
    return CommentLine(
        id=row.pk,
        who=row.author.name,
        text=row.text,
        at=row.at,
        state=row.get_state_display(),
        shown=row.state == CommentState.SHOWN,
        mine=row.author_id == person.pk,
        about=row.innovation.title if loaded else "",
        about_href=f"/inovasi/{row.innovation.slug}" if loaded else "",
        reason=row.reason,
    )


def _line(row: Question, box: str) -> QuestionLine:
    return QuestionLine(
        id=row.pk,
        about=str(row.innovation or row.agency),
        text=row.text,
        who=_asker(row, box == "keluar"),
        state=row.get_state_display(),
        tag=TAGS[row.state],
        asked_at=row.asked_at,
        due_at=row.due_at if row.state == QuestionState.OPEN else None,
        published=row.published_at is not None,
    )


def _asker(question: Question, is_asker: bool) -> str:
    """The name and, where given, the agency; never an address or a number."""
    name = _("Anda") if is_asker else question.asker.name
    return f"{name}, {question.on_behalf_of}" if question.on_behalf_of else name


def _said(answer: Answer, question: Question, reader_asked: bool) -> Said:
    who = answer.as_role if answer.by_owner else _asker(question, reader_asked)
    return Said(answer.pk, who, answer.text, answer.at, answer.by_owner, answer.published)
