"""The workspace of a book: how far every chapter is, what comes next, and the books a person writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from tular.features.modelbooks.choices import BookState, RevisionKind
from tular.features.modelbooks.models import ModelBook, Revision, Section
from tular.features.modelbooks.queries.holding import holder_of
from tular.features.modelbooks.queries.outline import outline_of
from tular.features.modelbooks.queries.standing import unanswered
from tular.features.modelbooks.queries.visibility import manuscripts_visible_to
from tular.foundation.access.permissions import allows

TURNS = {BookState.WRITING: "part", BookState.REVIEWING: "info", BookState.APPROVING: "info", BookState.PUBLISHED: "ok"}
"""Colour of the tag of a state."""


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter as the workspace lists it. `how` says in words where its text comes from, `tag` its colour."""

    pk: int
    code: str
    number: int
    title: str
    path: str
    how: str
    tag: str
    words: int
    author: str
    mine: bool
    holder: str
    wanted_by: str
    edited_by: str
    edited_at: datetime | None
    gap: str
    own: bool
    """Not of the outline: it may be dropped."""


@dataclass(frozen=True, slots=True)
class Next:
    """The one step that brings the book on: why, and where."""

    text: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Everything on the workspace."""

    book: ModelBook
    tag: str
    chapters: tuple[ChapterLine, ...]
    filled: int
    words: int
    references: int
    writable: bool
    leads: bool
    writes: bool
    next: Next | None
    edition: int


def desk_page(person: Any, book: ModelBook, now: datetime) -> DeskPage:
    """The workspace as this person sees it. A fixed number of queries, whatever the book's length."""
    chapters = chapter_lines(person, book, now)
    references = book.references.filter(dropped_at__isnull=True).count()
    leads, writes = allows(person, "modelbooks.describe", book), allows(person, "modelbooks.save", book)
    edition = book.editions.order_by("-number").values_list("number", flat=True).first() or 0
    return DeskPage(
        book=book,
        tag=TURNS[BookState(book.state)],
        chapters=chapters,
        filled=sum(1 for one in chapters if one.words or one.gap),
        words=sum(one.words for one in chapters),
        references=references,
        writable=book.state in (BookState.WRITING, BookState.REVIEWING),
        leads=leads,
        writes=writes,
        next=_next(book, chapters, references, leads=leads),
        edition=edition,
    )


def chapter_lines(person: Any, book: ModelBook, now: datetime) -> tuple[ChapterLine, ...]:
    """The chapters in their order. One query, beside that of the outline's version."""
    newest = Revision.objects.filter(section=OuterRef("pk"), kept=True).order_by("-version", "-pk")
    rows = book.sections.select_related("author__person", "held_by", "wanted_by", "edited_by").annotate(
        came=Subquery(newest.values("kind")[:1])
    )
    outline = {one.id for one in outline_of(book)}
    return tuple(_line(one, book, person, now, own=one.code not in outline) for one in rows.order_by("number"))


def _line(one: Section, book: ModelBook, person: Any, now: datetime, *, own: bool) -> ChapterLine:
    words, gap = len(one.text.split()), one.gap_reason.strip()
    how, tag = _how(words, gap, getattr(one, "came", None))
    holder = holder_of(one, now)
    return ChapterLine(
        pk=one.pk,
        code=one.code,
        number=one.number,
        title=one.title,
        path=f"{book.desk}/bab/{one.code}",
        how=how,
        tag=tag,
        words=words,
        author=str(one.author.person) if one.author else "",
        mine=one.author is not None and one.author.person_id == person.pk,
        holder=str(holder) if holder else "",
        wanted_by=str(one.wanted_by) if one.wanted_by else "",
        edited_by=str(one.edited_by) if one.edited_by else "",
        edited_at=one.edited_at,
        gap=gap,
        own=own,
    )


def _how(words: int, gap: str, came: str | None) -> tuple[str, str]:
    """What a chapter is by now, in words and colour."""
    if not words:
        return (_("kosong, dengan alasan"), "part") if gap else (_("kosong"), "unknown")
    if came == RevisionKind.ASSEMBLED:
        return _("dirakit dari katalog"), "part"
    if came == RevisionKind.IMPORTED:
        return _("diimpor, belum disunting"), "part"
    return (_("ditulis, ada celah"), "part") if gap else (_("ditulis"), "ok")


def _next(book: ModelBook, chapters: tuple[ChapterLine, ...], references: int, *, leads: bool) -> Next | None:
    """What this person does next; None when it is somebody else's turn or nothing presses."""
    if book.state == BookState.APPROVING:
        return Next(_("Naskah menunggu pengesahan."), f"{book.desk}/pengesahan", _("Lihat pengesahan"))
    if book.state == BookState.REVIEWING:
        return _next_in_review(book)
    if book.state == BookState.PUBLISHED:
        path = f"{book.desk}/pengesahan"
        return Next(_("Edisi terakhir sudah terbit."), path, _("Mulai edisi baru")) if leads else None
    empty = [one for one in chapters if not one.words and not one.gap]
    mine = next((one for one in empty if one.mine), None)
    if leads:
        return _next_of_lead(book, empty, references, nothing=len(empty) == len(chapters))
    if mine is None:
        return None
    return Next(_("Bab “%(title)s” menunggu Anda.") % {"title": mine.title}, mine.path, _("Tulis bab ini"))


def _next_of_lead(book: ModelBook, empty: list[ChapterLine], references: int, *, nothing: bool) -> Next:
    if not references:
        text = _("Pilih inovasi rujukan dari katalog. Dari situ naskah awal dirakit dan celah buktinya terlihat.")
        return Next(text, f"{book.desk}/rujukan", _("Pilih inovasi rujukan"))
    if nothing:
        text = _("Semua bab masih kosong. Rakit naskah awal dari catatan rujukan, lalu lanjutkan menulis.")
        return Next(text, f"{book.desk}/rujukan/rakit", _("Rakit naskah awal"))
    if empty:
        text = _("%(n)d bab masih kosong. Tulis isinya, atau alasan mengapa belum ada.") % {"n": len(empty)}
        return Next(text, empty[0].path, _("Tulis bab berikutnya"))
    if not book.rounds.exists():
        return Next(_("Semua bab terisi. Bekukan rancangan dan bahas dalam FGD."), f"{book.path}/fgd", _("Siapkan FGD"))
    text = _("FGD sudah ditutup. Periksa yang masih kurang, lalu ajukan.")
    return Next(text, f"{book.desk}/pengesahan", _("Periksa"))


def _next_in_review(book: ModelBook) -> Next | None:
    running = book.rounds.filter(closed_at__isnull=True).order_by("-number").first()
    if running is None:
        return None
    waiting = unanswered(book)
    where = f"{book.path}/fgd/{running.number}"
    if waiting:
        text = _("Putaran FGD %(n)d sedang berjalan; %(open)d masukan belum dijawab.")
        return Next(text % {"n": running.number, "open": waiting}, f"{where}/jawaban", _("Jawab masukan"))
    return Next(_("Putaran FGD %(n)d sedang berjalan.") % {"n": running.number}, where, _("Buka putaran"))


@dataclass(frozen=True, slots=True)
class BookLine:
    """A book in the list of those that a person may open."""

    title: str
    path: str
    desk: str
    theme: str
    agency: str
    state: str
    tag: str
    chapters: int
    filled: int
    edition: int
    is_demo: bool


def books_of(person: Any) -> tuple[BookLine, ...]:
    """Every manuscript that the person may open, by title. One query."""
    filled = ~Q(sections__text="") | ~Q(sections__gap_reason="")
    rows = (
        manuscripts_visible_to(person)
        .select_related("theme", "agency")
        .annotate(
            chapters=Count("sections", distinct=True),
            filled=Count("sections", filter=filled, distinct=True),
            published=Count("editions", distinct=True),
        )
    )
    return tuple(
        BookLine(
            one.title, one.path, one.desk, one.theme.name, one.agency.name, str(one.get_state_display()),
            TURNS[BookState(one.state)], one.chapters, one.filled, one.published, one.is_demo,
        )
        for one in rows.order_by("title", "pk")
    )  # fmt: skip
