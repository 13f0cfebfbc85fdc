"""The list of all rulebooks, from files and from the database, and the list of one rulebook's versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tular.engines.rulebook import Rulebook
from tular.engines.rulebook.reading import is_competition
from tular.foundation.rulebooks import pages, registry, versions
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.pages import RulebookLine


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One published version as its rulebook's page lists it; `previous` is what it may be compared with, or ""."""

    number: int
    published_at: datetime
    short_digest: str
    note: str
    name: str
    previous: str
    is_shown: bool


def lines() -> list[RulebookLine]:
    """Every file, and every published rulebook that has none. Two queries."""
    published = {one.identity: one for one in versions.newest()}
    found = [pages.line(entry) for entry in registry.entries()]
    in_files = {line.id for line in found if line.id}
    found = [replace(line, published=published[line.id].number) if line.id in published else line for line in found]
    alone = RulebookVersion.objects.filter(pk__in=[row.pk for key, row in published.items() if key not in in_files])
    found += [
        replace(pages.line_of(versions.book_of(one)), published=one.number) for one in alone.order_by("title", "pk")
    ]
    return found


def version_lines(rows: Sequence[RulebookVersion], shown: str) -> tuple[VersionLine, ...]:
    """The versions, newest first; `shown` is the digest of what the page shows."""
    numbers = {row.number for row in rows}
    return tuple(
        VersionLine(
            number=row.number,
            published_at=row.published_at,
            short_digest=row.sha256[:12],
            note=row.note,
            name=f"{row.identity}{versions.AT}{row.number}",
            previous=f"{row.identity}{versions.AT}{row.number - 1}" if row.number - 1 in numbers else "",
            is_shown=row.sha256 == shown,
        )
        for row in rows
    )


def can_be_published(book: Rulebook, rows: Sequence[RulebookVersion]) -> bool:
    """Whether the file of a competition says something that no version says."""
    if not is_competition(book) or book.digest in {row.sha256 for row in rows}:
        return False
    try:
        registry.entry(book.id)
    except registry.UnknownRulebook:
        return False
    return True
