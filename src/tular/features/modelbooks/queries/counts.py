"""How often editions were read and downloaded, day by day. Nothing is kept about who it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from tular.features.modelbooks.choices import Counted
from tular.features.modelbooks.models import Edition, EditionCount
from tular.features.modelbooks.queries.visibility import books_published

COLUMNS = ("tanggal", "buku", "judul", "edisi", "pengenal", "apa", "kali")


@dataclass(frozen=True, slots=True)
class Totals:
    """Of one edition, since it was published."""

    read: int = 0
    downloaded: int = 0
    since: date | None = None


def totals_of(editions: list[Edition]) -> dict[int, Totals]:
    """By the id of the edition. One query."""
    found: dict[int, dict[str, int]] = {}
    rows = EditionCount.objects.filter(edition__in=editions).order_by().values("edition", "what")
    for row in rows.annotate(n=Sum("times")):
        found.setdefault(row["edition"], {})[row["what"]] = row["n"]
    return {
        one.pk: Totals(
            read=found.get(one.pk, {}).get(Counted.READ, 0),
            downloaded=sum(n for what, n in found.get(one.pk, {}).items() if what != Counted.READ),
            since=one.published_at.date(),
        )
        for one in editions
    }


def table() -> Iterator[tuple[date, str, str, int, str, str, int]]:
    """Every day on which something was read or downloaded, the oldest first. One query."""
    rows = EditionCount.objects.filter(edition__book__in=books_published()).select_related("edition__book")
    for row in rows.defer("edition__canonical").order_by("on", "edition_id", "what"):
        book = row.edition.book
        yield (row.on, book.slug, row.edition.title, row.edition.number, row.edition.identifier, row.what, row.times)
