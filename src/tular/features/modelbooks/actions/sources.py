"""The bibliography of a book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.choices import SourceKind
from tular.features.modelbooks.models import ModelBook, Source
from tular.features.modelbooks.queries.keys import free_key, key_of_source, keys_of_citations, uses
from tular.foundation.actions import Reason, Refused, action

MOST_SOURCES = 1_000


@dataclass(frozen=True, slots=True)
class SourceTold:
    """An entry as it was filled in; what is unknown stays empty."""

    kind: str
    title: str
    who: str = ""
    year: str = ""
    where: str = ""
    url: str = ""
    accessed_on: date | None = None


@action("modelbooks.add_source", gettext_lazy("Menambah sumber"))
def add_source(book: ModelBook, *, told: SourceTold, key: str = "", by: Any, now: datetime, reason: str = "") -> Source:
    """An entry of its own. Without a `key` one is made of who it is by and when."""
    refuse_unless_writable(book)
    taken = keys_of_citations(book)
    _refuse_too_many(book, 1)
    if key and key in taken:
        raise Refused(Reason(_("Kata “%(key)s” sudah dipakai sumber atau rujukan lain.") % {"key": key}, "key"))
    return _made(book, told, free_key(key or key_of_source(told.who, told.year, told.title), taken, "sumber"), by, now)


@action("modelbooks.change_source", gettext_lazy("Mengubah sumber"))
def change_source(source: Source, *, told: SourceTold, by: Any, now: datetime, reason: str = "") -> Source:
    """Other words; its key stays, since chapters cite it."""
    refuse_unless_writable(source.book)
    _refuse_removed(source)
    _refuse_untitled(told)
    source.kind, source.title, source.who, source.year = told.kind, told.title, told.who, told.year
    source.where, source.url, source.accessed_on = told.where, told.url, told.accessed_on
    source.save()
    return source


@action("modelbooks.remove_source", gettext_lazy("Melepas sumber"))
def remove_source(source: Source, *, by: Any, now: datetime, reason: str = "") -> Source:
    """It belongs to the bibliography no more. Refused while a chapter cites it."""
    refuse_unless_writable(source.book)
    _refuse_removed(source)
    _shown, cited = uses(source.book)
    if sections := cited.get(source.key):
        numbers = ", ".join(str(one.number) for one in sections)
        text = _("Sumber ini masih disitasi bab %(numbers)s. Hapus dulu dari sana.")
        raise Refused(text % {"numbers": numbers})
    source.removed_at = now
    source.save()
    return source


@dataclass(frozen=True, slots=True)
class Taken:
    """How many entries came in, and how many the bibliography had already."""

    added: int
    known: int


@action("modelbooks.import_sources", gettext_lazy("Mengimpor sumber"))
def import_sources(
    book: ModelBook, *, entries: Sequence[tuple[str, SourceTold]], by: Any, now: datetime, reason: str = ""
) -> Taken:
    """Take entries of another programme, each with the key that it has there. What is there already is left alone."""
    refuse_unless_writable(book)
    held = {_same(one.title, one.year) for one in book.sources.filter(removed_at__isnull=True)}
    new = []
    for key, told in entries:
        if (same := _same(told.title, told.year)) not in held:
            held.add(same)
            new.append((key, told))
    _refuse_too_many(book, len(new))
    taken = keys_of_citations(book)
    for key, told in new:
        free = free_key(key or key_of_source(told.who, told.year, told.title), taken, "sumber")
        taken.add(free)
        _made(book, told, free, by, now)
    return Taken(len(new), len(entries) - len(new))


def _made(book: ModelBook, told: SourceTold, key: str, by: Any, now: datetime) -> Source:
    _refuse_untitled(told)
    return Source.objects.create(
        book=book, key=key, kind=SourceKind(told.kind), title=told.title, who=told.who, year=told.year,
        where=told.where, url=told.url, accessed_on=told.accessed_on, by=by, at=now,
    )  # fmt: skip


def _same(title: str, year: str) -> tuple[str, str]:
    return "".join(one for one in title.casefold() if one.isalnum()), year.strip()


def _refuse_untitled(told: SourceTold) -> None:
    if not told.title.strip():
        raise Refused(Reason(_("Tulis judul sumbernya."), "title"))


def _refuse_too_many(book: ModelBook, more: int) -> None:
    if book.sources.filter(removed_at__isnull=True).count() + more > MOST_SOURCES:
        raise Refused(_("Paling banyak %(n)d sumber untuk satu buku.") % {"n": MOST_SOURCES})


def _refuse_removed(source: Source) -> None:
    if source.removed_at is not None:
        raise Refused(_("Sumber ini sudah dilepas. Muat ulang halamannya."))
