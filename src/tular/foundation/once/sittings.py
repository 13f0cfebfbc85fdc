"""Saves of an editor that belong together: those of one person in one section that follow each other.

The rows are those of a feature (`SectionRevision` of the catalogue, `SectionSave` of proposals), each one save or a
whole sitting; a text that lost against one saved first is kept beside them (`kept` false).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db.models import QuerySet

PAUSE = timedelta(minutes=15)
"""A longer pause begins a new sitting."""

FINE = 40
"""The latest saves of a section that are kept one by one, so that texts of two people at once can be merged."""


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


def keep_save(saves: QuerySet[Any, Any], before: Mapping[str, Any], **fields: Any) -> None:
    """Note one save of a section (`saves` are those of this section); now and then sittings of long ago become one row.

    `fields` are those of the row: what it belongs to, `section`, `version`, `after`, `by` and `at`.
    """
    at: datetime = fields["at"]
    saves.model._default_manager.create(before=before, began_at=at, **fields)
    if fields["version"] % FINE == 0:
        _coalesce(saves)


def keep_aside(saves: QuerySet[Any, Any], theirs: Mapping[str, Any], **fields: Any) -> None:
    """Note the text that came second, beside the one that came first; autosave renews it rather than adding to it."""
    row = saves.filter(kept=False, by=fields["by"], version=fields["version"]).last()
    if row is None:
        row = saves.model(before=theirs, began_at=fields["at"], kept=False, **fields)
    row.after, row.at = fields["after"], fields["at"]
    row.save()


def _coalesce(saves: QuerySet[Any, Any]) -> None:
    """Make one row of each sitting, but for the latest saves: somebody may still be writing on one of them."""
    for sitting in sittings(list(saves.filter(kept=True).order_by("pk"))[:-FINE]):
        first, last = sitting[0], sitting[-1]
        if first is not last:
            saves.model._default_manager.filter(pk__in=[row.pk for row in sitting[:-1]]).delete()
            last.before, last.began_at, last.saves = first.before, first.began_at, sum(row.saves for row in sitting)
            last.save()
