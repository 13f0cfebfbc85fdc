"""Telling many agencies of a list; in batches, and safe to repeat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import batched, groupby

from django.db import transaction

from tular.features.selection import notices  # noqa: F401 - what people are told
from tular.features.selection.models import Announcement
from tular.features.selection.queries.listing import path_of, stage_label
from tular.features.selection.queries.told import Told, admins_by_agency, outcomes_of, told_of, writers_by_proposal
from tular.foundation.notifications.actions import notify
from tular.foundation.notifications.models import Notice

BATCH = 50
"""Agencies, or proposals, that are told of in one transaction."""


def tell_of_list(announcement: Announcement, progress: Callable[[int, int], None]) -> tuple[int, int]:
    """Tell local admins once per list and writers once per proposal; (agencies, proposals) that were told of.

    Whoever has the notice already is passed over, so that a second run tells only whom the first did not reach.
    """
    told = told_of(announcement)
    by_agency = [list(rows) for _agency, rows in groupby(told, key=lambda one: one.agency_id)]
    total, done = len(by_agency) + len(told), 0
    for agencies in batched(by_agency, BATCH, strict=False):
        _tell_admins(announcement, agencies)
        done += len(agencies)
        progress(done, total)
    for proposals in batched(told, BATCH, strict=False):
        _tell_writers(announcement, proposals)
        done += len(proposals)
        progress(done, total)
    return len(by_agency), len(told)


@transaction.atomic
def _tell_admins(announcement: Announcement, agencies: Sequence[list[Told]]) -> None:
    competition = announcement.competition
    path = path_of(competition, announcement.stage, announcement.number)
    known = _known(announcement, "selection.announced", [path])
    people = admins_by_agency([rows[0].agency_id for rows in agencies])
    for rows in agencies:
        passed, failed, left_out = outcomes_of(rows)
        # Who answers for several agencies is told of each.
        agency = rows[0].agency_id
        notify(
            [one for one in people.get(agency, ()) if (path, one.pk, agency) not in known], "selection.announced",
            path=path, now=announcement.at, list=announcement.title, number=announcement.number, passed=passed,
            failed=failed, left_out=left_out, agency=agency,
        )  # fmt: skip


@transaction.atomic
def _tell_writers(announcement: Announcement, proposals: Sequence[Told]) -> None:
    known = _known(announcement, "selection.result", [f"/proposal/{one.code}" for one in proposals])
    stage = stage_label(announcement.competition, announcement.stage)
    people = writers_by_proposal(proposals)
    for one in proposals:
        path = f"/proposal/{one.code}"
        notify(
            [person for person in people[one.proposal_id] if (path, person.pk, None) not in known], "selection.result",
            path=path, now=announcement.at, list=announcement.title, number=announcement.number, stage=stage,
            title=one.title, outcome=one.outcome,
        )  # fmt: skip


def _known(announcement: Announcement, kind: str, paths: Sequence[str]) -> set[tuple[str, int, int | None]]:
    """(path, person, agency) of who was told of this very list."""
    rows = Notice.objects.filter(kind=kind, at=announcement.at, path__in=paths)
    return {
        (path, person, params.get("agency")) for path, person, params in rows.values_list("path", "person_id", "params")
    }
