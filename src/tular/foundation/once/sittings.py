"""Saves of an editor that belong together: those of one person in one section that follow each other.

The rows are those of a feature (`SectionRevision` of the catalogue, `SectionSave` of proposals), each one save or a
whole sitting; a text that lost against one saved first is kept beside them (`kept` false).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Protocol

from django.db.models import QuerySet

PAUSE = timedelta(minutes=15)
"""A longer pause begins a new sitting."""


class Save(Protocol):
    """A row: what somebody wrote in one section; `version` is the number of the section after its last save."""

    pk: Any
    section: Any
    version: Any
    before: Any
    after: Any
    by_id: Any
    began_at: Any
    at: Any
    saves: Any
    kept: Any


def sittings[Row: Save](rows: Iterable[Row]) -> list[list[Row]]:
    """The rows, the oldest first, in groups: each a sitting of one person in one section, in order of their ends.

    A text that was kept aside is a group of its own.
    """
    running: dict[str, list[Row]] = {}
    found: list[list[Row]] = []
    for row in rows:
        group = running.get(row.section)
        if row.kept and group and group[-1].by_id == row.by_id and row.began_at - group[-1].at <= PAUSE:
            group.append(row)
            continue
        group = [row]
        found.append(group)
        if row.kept:
            running[row.section] = group
    return sorted(found, key=lambda group: (group[-1].at, group[-1].pk))


def content_at(saves: QuerySet[Any, Any], version: int) -> dict[str, Any] | None:
    """The section as it was as number `version`, if the saves of this one section still tell."""
    for row in saves.filter(kept=True, version__gte=version).order_by("version"):
        if row.version == version:
            return dict(row.after)
        if row.version - row.saves == version:
            return dict(row.before)
    return None


def goes_on(saves: QuerySet[Any, Any], base: int, page: str) -> bool:
    """Whether all that was saved since number `base` came from this very page: it disputes nothing with itself.

    The answers to its own saves were lost on a bad link, and nobody else wrote. `page` is the token of an opened page.
    """
    return bool(page) and not saves.filter(kept=True, version__gt=base).exclude(page=page).exists()
