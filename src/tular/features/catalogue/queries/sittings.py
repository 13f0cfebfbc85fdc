"""Saves that belong together: those of one person in one section that follow each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from tular.features.catalogue.models import SectionRevision

PAUSE = timedelta(minutes=15)
"""A longer pause begins a new sitting."""


def sittings(rows: Iterable[SectionRevision]) -> list[list[SectionRevision]]:
    """The rows, the oldest first, in groups: each a sitting of one person in one section, in order of their ends.

    A text that was kept aside is a group of its own.
    """
    running: dict[str, list[SectionRevision]] = {}
    found: list[list[SectionRevision]] = []
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
