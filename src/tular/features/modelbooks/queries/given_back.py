"""What readers wrote about a book, for those who decide whether it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.queries.roles import roles_of
from tular.features.modelbooks.choices import BookState, ReaderState
from tular.features.modelbooks.models import Author, ModelBook, ReaderComment, Revision, Usage
from tular.features.modelbooks.queries.editions import told_by
from tular.features.modelbooks.queries.visibility import WRITERS, books_held
from tular.foundation.access.permissions import allows
from tular.foundation.ui.desk import DeskItem

MOST = 200
"""Lines of each kind on the page, those that wait first."""


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A remark or a report with its state; `on` since when, of reports."""

    pk: int
    name: str
    agency: str
    about: str
    text: str
    at: datetime
    on: date | None
    state: str
    tag: str
    is_waiting: bool
    is_shown: bool
    reason: str
    path: str


@dataclass(frozen=True, slots=True)
class GivenBackPage:
    """All of it."""

    remarks: tuple[GivenLine, ...]
    usages: tuple[GivenLine, ...]
    may_decide: bool


TAGS = {ReaderState.WAITING: "part", ReaderState.SHOWN: "ok", ReaderState.REFUSED: "stop"}


def given_back_page(person: Any, book: ModelBook) -> GivenBackPage:
    """What waits first, then the newest. Three queries and those of the permission."""
    waiting = Q(state=ReaderState.WAITING)
    remarks = ReaderComment.objects.filter(edition__book=book).select_related("edition", "person")
    usages = Usage.objects.filter(edition__book=book).select_related("edition", "person", "agency")
    shelf = f"{book.desk}/pembaca"
    return GivenBackPage(
        remarks=tuple(
            _line(one, _chapter(one), "", f"{shelf}/tanggapan/{one.pk}")
            for one in remarks.alias(w=waiting).order_by("-w", "-at")[:MOST]
        ),
        usages=tuple(
            _line(one, _("edisi %(n)d") % {"n": one.edition.number}, one.agency.name, f"{shelf}/pemakaian/{one.pk}")
            for one in usages.alias(w=waiting).order_by("-w", "-at")[:MOST]
        ),
        may_decide=allows(person, "modelbooks.save", book),
    )


def _line(row: ReaderComment | Usage, about: str, agency: str, path: str) -> GivenLine:
    state = ReaderState(row.state)
    return GivenLine(
        pk=row.pk,
        name=str(row.person),
        agency=agency,
        about=about,
        text=row.text,
        at=row.at,
        on=row.on if isinstance(row, Usage) else None,
        state=str(state.label),
        tag=TAGS[state],
        is_waiting=state == ReaderState.WAITING,
        is_shown=state == ReaderState.SHOWN,
        reason=row.reason,
        path=path,
    )


def _chapter(row: ReaderComment) -> str:
    chapters = {one["code"]: f"{one['number']} {one['title']}" for one in told_by(row.edition)["chapters"]}
    values = {"n": row.edition.number, "chapter": chapters.get(row.chapter, row.chapter)}
    return _("edisi %(n)d, bab %(chapter)s") % values


def reading_items(person: Any, now: datetime) -> Iterator[DeskItem]:
    """Writings of readers that wait for the authors, one line a book. One query."""
    books = _decided_by(person).annotate(
        remarks=Count("editions__remarks", filter=Q(editions__remarks__state=ReaderState.WAITING), distinct=True),
        usages=Count("editions__usages", filter=Q(editions__usages__state=ReaderState.WAITING), distinct=True),
    )
    for book in books.filter(Q(remarks__gt=0) | Q(usages__gt=0)).order_by("title"):
        count = book.remarks + book.usages
        said = ngettext("Periksa %(n)d tulisan pembaca", "Periksa %(n)d tulisan pembaca", count)
        yield DeskItem(
            title=said % {"n": count}, href=f"{book.desk}/pembaca", role=_("Penulis buku model"), action=_("Periksa"),
            text=book.title, count=count,
        )  # fmt: skip


def approving_items(person: Any, now: datetime) -> Iterator[DeskItem]:
    """Manuscripts that wait for this person's approval, or to be published. One query."""
    roles = roles_of(person)
    if not roles.is_national and not roles.agencies:
        return
    wrote = Author.objects.filter(book=OuterRef("pk"), person_id=person.pk)
    saved = Revision.objects.filter(section__book=OuterRef("pk"), by_id=person.pk)
    rows = books_held().filter(~Exists(wrote), ~Exists(saved), state=BookState.APPROVING)
    if not roles.is_national:
        rows = rows.filter(agency_id__in=roles.agencies)
    for book in rows.order_by("state_at"):
        yield DeskItem(
            title=_("Sahkan “%(title)s”") % {"title": book.title}, href=f"{book.desk}/pengesahan", role=_("Pengesah"),
            action=_("Baca dan sahkan"), text=_("Naskah buku model yang menunggu disahkan"), since=book.state_at,
        )  # fmt: skip


def _decided_by(person: Any) -> Any:
    roles = roles_of(person)
    if roles.is_national:
        return books_held()
    own = Author.objects.filter(book=OuterRef("pk"), person_id=person.pk, until__isnull=True, role__in=WRITERS)
    return books_held().filter(Exists(own))
