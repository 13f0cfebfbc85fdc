"""What of a manuscript waits for whom: chapters to write, chapters that are asked for, comments to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.modelbooks.choices import AuthorRole, BookState
from tular.features.modelbooks.models import Round, Section
from tular.features.modelbooks.queries.holding import SILENCE
from tular.features.modelbooks.queries.visibility import books_held
from tular.foundation.ui.desk import DeskItem

WRITABLE = (BookState.WRITING, BookState.REVIEWING)


def writing_items(person: Any, now: datetime) -> Iterator[DeskItem]:
    """Chapters of one's own that are empty, one line a book, and chapters that a colleague asks for. Two queries."""
    role = _("Penulis buku model")
    own = Q(
        sections__author__person_id=person.pk, sections__author__until__isnull=True, sections__text="",
        sections__gap_reason="",
    )  # fmt: skip
    books = books_held().filter(state__in=WRITABLE).annotate(empty=Count("sections", filter=own, distinct=True))
    for book in books.filter(empty__gt=0).order_by("title"):
        said = ngettext("Tulis %(n)d bab", "Tulis %(n)d bab", book.empty) % {"n": book.empty}
        yield DeskItem(
            title=said, href=book.desk, role=role, action=_("Tulis"), text=book.title, count=book.empty,
        )  # fmt: skip
    wanted = Section.objects.filter(
        held_by_id=person.pk, held_at__gt=now - SILENCE, wanted_by__isnull=False, book__in=books_held().values("pk")
    )
    for one in wanted.select_related("book", "wanted_by").order_by("wanted_at"):
        values = {"chapter": one.title, "who": one.wanted_by}
        yield DeskItem(
            title=_("%(who)s meminta bab “%(chapter)s”") % values, href=f"{one.book.desk}/bab/{one.code}", role=role,
            action=_("Buka bab"), text=one.book.title, since=one.wanted_at,
        )  # fmt: skip


def answering_items(person: Any, now: datetime) -> Iterator[DeskItem]:
    """Rounds with comments that nobody answered, for who leads the book. One query."""
    leads = Q(
        book__authors__person_id=person.pk, book__authors__until__isnull=True, book__authors__role=AuthorRole.LEAD
    )
    rounds = Round.objects.filter(leads, closed_at__isnull=True, book__in=books_held().values("pk"))
    waiting = Q(comments__answer__isnull=True, comments__same_as__answer__isnull=True)
    for one in rounds.annotate(waiting=Count("comments", filter=waiting, distinct=True)).select_related("book"):
        if not one.waiting:
            continue
        said = ngettext("Jawab %(n)d masukan FGD", "Jawab %(n)d masukan FGD", one.waiting) % {"n": one.waiting}
        yield DeskItem(
            title=said, href=f"{one.book.path}/fgd/{one.number}/jawaban", role=_("Ketua tim penulis"),
            action=_("Jawab"), text=one.book.title, count=one.waiting, due=one.until,
        )  # fmt: skip
