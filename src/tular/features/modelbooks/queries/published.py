"""Finding what everybody may read: editions of books that are shown, without the text they are made of."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery

from tular.features.modelbooks.models import Edition
from tular.features.modelbooks.queries.visibility import books_published


def editions_published() -> QuerySet[Edition]:
    """All editions that everybody may read, with their book; also those that a later one has replaced."""
    rows = Edition.objects.filter(book__in=books_published().values("pk"))
    return rows.select_related("book__theme", "book__agency")


def newest_editions() -> QuerySet[Edition]:
    """The last edition of each book, the newest first, without its text."""
    last = Edition.objects.filter(book=OuterRef("book")).order_by("-number").values("pk")[:1]
    return editions_published().annotate(last=Subquery(last)).filter(pk=F("last")).order_by("-published_at", "pk")


@dataclass(frozen=True, slots=True)
class Opened:
    """An edition that somebody opens, and the number of the newest one."""

    edition: Edition
    newest: int

    @property
    def is_newest(self) -> bool:
        """No later edition has replaced it."""
        return self.edition.number == self.newest

    @property
    def path(self) -> str:
        """The address of its title page; that of the newest edition carries no number."""
        book = self.edition.book
        return book.path if self.is_newest else f"{book.path}/edisi/{self.edition.number}"

    def chapter_path(self, code: str) -> str:
        """The address of a chapter."""
        return f"{self.path}/{code}" if self.is_newest else f"{self.path}/bab/{code}"


def opened(slug: str, number: int | None = None) -> Opened | None:
    """An edition of a book, or its newest; None when there is none that everybody may read. Two queries."""
    rows = editions_published().filter(book__slug=slug).order_by("-number")
    newest = rows.first() if number is None else None
    if number is None:
        return Opened(newest, newest.number) if newest else None
    numbers = dict(rows.values_list("number", "pk"))
    if number not in numbers:
        return None
    return Opened(rows.get(pk=numbers[number]), max(numbers))
