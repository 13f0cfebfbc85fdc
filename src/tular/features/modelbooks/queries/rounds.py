"""The rounds of a book, and the page of one round."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.events.models import Event, Invitation
from tular.features.modelbooks.choices import BookState
from tular.features.modelbooks.models import Draft, FgdComment, ModelBook, Round
from tular.features.modelbooks.queries.alike import Said, clusters_of
from tular.features.modelbooks.queries.answer_table import OPEN
from tular.features.modelbooks.queries.comments import ChapterLink, CommentLine, contents_of, lines_of, rows_of
from tular.features.modelbooks.queries.seats import Seat, participants_of, rounds_of_guest
from tular.features.modelbooks.queries.standing import standing_of
from tular.features.modelbooks.queries.visibility import books_held

CLUSTERS = 30
"""Groups of like comments suggested at once."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list."""

    number: int
    kind: str
    draft: int
    event: str
    opened_at: datetime
    until: datetime
    closed_at: datetime | None
    comments: int
    open: int
    path: str


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """Drafts and rounds of a book, the newest first; `against` are the sentences that stand against a new round."""

    book: ModelBook
    rounds: tuple[RoundLine, ...]
    drafts: tuple[Draft, ...]
    against: tuple[str, ...]
    leads: bool
    may_open: bool
    may_freeze: bool


def rounds_page(book: ModelBook, *, leads: bool) -> RoundsPage:
    """Five queries. `leads`: whether the reader may freeze and open."""
    rows = book.rounds.select_related("draft", "event").annotate(all=Count("comments"))
    waiting = Counter(FgdComment.objects.filter(OPEN, round__book=book).values_list("round_id", flat=True))
    standing = standing_of(book, ("frozen",)) if book.state == BookState.WRITING else None
    against = standing.against.get("frozen", ()) if standing else ()
    return RoundsPage(
        book=book,
        rounds=tuple(_line(one, getattr(one, "all", 0), waiting[one.pk]) for one in rows.order_by("-number")),
        drafts=tuple(book.drafts.select_related("by").order_by("-number")),
        against=against,
        leads=leads,
        may_open=book.state == BookState.WRITING and not against,
        may_freeze=book.state in {BookState.WRITING, BookState.REVIEWING},
    )


def rounds_of_event(event: Event) -> tuple[RoundLine, ...]:
    """The rounds that are about an event. One query."""
    rows = Round.objects.filter(event=event).select_related("book", "draft", "event").annotate(all=Count("comments"))
    return tuple(_line(one, getattr(one, "all", 0), 0) for one in rows)


def rounds_for(invitation: Invitation, base: str) -> tuple[tuple[str, RoundLine], ...]:
    """The rounds of a guest: title of the book, and the round below their way in. One query."""
    rows = rounds_of_guest(invitation).annotate(all=Count("comments"))
    return tuple(
        (one.book.title, _line(one, getattr(one, "all", 0), 0, f"{base}/{one.book.slug}/{one.number}")) for one in rows
    )


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody invited, as a note-taker finds them: name and agency, never an address."""

    name: str
    agency: str
    role: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round: what is discussed, until when, by whom, and what is left to do."""

    seat: Seat
    toc: tuple[ChapterLink, ...]
    speakers: tuple[Speaker, ...]
    total: int
    open: int
    is_open: bool
    is_over: bool
    waiting: str

    @property
    def list_path(self) -> str:
        """The page of all rounds of the book."""
        return f"{self.seat.round.book.path}/fgd"


def round_page(seat: Seat, now: datetime) -> RoundPage:
    """Five queries."""
    comments = seat.round.comments
    left = comments.filter(OPEN).count()
    is_over = seat.round.closed_at is None and now > seat.round.until
    said = ngettext(
        "%(n)d masukan belum dijawab. Putaran dapat ditutup setelah semuanya dijawab.",
        "%(n)d masukan belum dijawab. Putaran dapat ditutup setelah semuanya dijawab.",
        left,
    ) % {"n": left}
    toc = contents_of(seat)
    return RoundPage(
        seat=seat,
        toc=toc,
        speakers=speakers_of(seat.round),
        total=sum(one.count for one in toc),
        open=left,
        is_open=seat.is_open(now),
        is_over=is_over,
        waiting=said if left else _("Semua masukan sudah dijawab."),
    )


def speakers_of(found: Round) -> tuple[Speaker, ...]:
    """Who is invited. One query."""
    return tuple(
        Speaker(one.name, one.agency.name if one.agency else one.agency_text, str(one.get_role_display()))
        for one in participants_of(found)
    )


@dataclass(frozen=True, slots=True)
class AlikePage:
    """Comments that say nearly the same, in groups, to be answered together."""

    seat: Seat
    clusters: tuple[tuple[CommentLine, ...], ...]
    total: int

    @property
    def more(self) -> int:
        """Suggestions that are not shown yet."""
        return self.total - len(self.clusters)

    @property
    def back(self) -> str:
        """The queue of answers."""
        return f"{self.seat.base}/jawaban"


def alike_page(seat: Seat) -> AlikePage:
    """Suggestions among the comments that nobody answered yet. Three queries."""
    rows = seat.round.comments.filter(OPEN).order_by("at", "pk")
    told = rows.values_list("pk", "chapter_id", "start", "exact", "text", "same_as_id")
    said = [Said(pk, chapter, start, exact, text, head or pk) for pk, chapter, start, exact, text, head in told]
    clusters = clusters_of([one for one in said if one.head == one.pk])
    shown = clusters[:CLUSTERS]
    wanted = {pk for cluster in shown for pk in cluster}
    lines = {one.pk: one for one in lines_of(rows_of(seat.round.comments.filter(pk__in=wanted)), seat)}
    return AlikePage(seat, tuple(tuple(lines[pk] for pk in cluster) for cluster in shown), len(clusters))


def _line(one: Round, comments: int, waiting: int, path: str = "") -> RoundLine:
    return RoundLine(
        number=one.number,
        kind=str(one.get_kind_display()),
        draft=one.draft.number,
        event=one.event.title if one.event else "",
        opened_at=one.opened_at,
        until=one.until,
        closed_at=one.closed_at,
        comments=comments,
        open=waiting,
        path=path or f"{one.book.path}/fgd/{one.number}",
    )


def rounds_at(event: Event) -> list[Round]:
    """The rounds that an event is about. One query."""
    rows = Round.objects.filter(event=event, book__in=books_held().values("pk")).select_related("book")
    return list(rows.order_by("opened_at", "pk"))
