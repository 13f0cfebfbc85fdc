"""Keeps what was saved in an editor: each save, and texts that came second; see `once.sittings`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from tular.foundation.once.sittings import sittings

FINE = 40
"""The latest saves of a section that are kept one by one, so that texts of two people at once can be merged."""


def keep_save(
    saves: QuerySet[Any, Any], before: Mapping[str, Any], *, alone: Callable[[Any], bool] | None = None, **fields: Any
) -> None:
    """Note one save of a section (`saves` are those of this section); now and then sittings of long ago become one row.

    `alone(row)` says which saves stay rows of their own for ever. `fields` are those of the row: what it belongs to,
    `section`, `version`, `after`, `by` and `at`.
    """
    at: datetime = fields["at"]
    saves.model._default_manager.create(before=before, began_at=at, **fields)
    if fields["version"] % FINE == 0:
        _coalesce(saves, alone)


def keep_aside(saves: QuerySet[Any, Any], theirs: Mapping[str, Any], **fields: Any) -> None:
    """Note the text that came second, beside the one that came first; autosave renews it rather than adding to it.

    A row that tells of which opened `page` it came is renewed by that page alone: another tab holds another text.
    """
    same = {name: fields[name] for name in ("by", "version", "page") if name in fields}
    row = saves.filter(kept=False, **same).last()
    if row is None:
        row = saves.model(before=theirs, began_at=fields["at"], kept=False, **fields)
    row.after, row.at = fields["after"], fields["at"]
    row.save()


def _coalesce(saves: QuerySet[Any, Any], alone: Callable[[Any], bool] | None) -> None:
    """Make one row of each sitting, but for the latest saves: somebody may still be writing on one of them."""
    rows = list(saves.filter(kept=True).order_by("pk"))[:-FINE]
    parts = [list(part) for key, part in groupby(rows, key=alone) if not key] if alone else [rows]
    for sitting in (sitting for part in parts for sitting in sittings(part)):
        first, last = sitting[0], sitting[-1]
        if first is not last:
            saves.model._default_manager.filter(pk__in=[row.pk for row in sitting[:-1]]).delete()
            last.before, last.began_at, last.saves = first.before, first.began_at, sum(row.saves for row in sitting)
            last.save()
