"""Takes over records of who copied what from whom."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from tular.features.agencies.models import Agency
from tular.features.agencies.queries import agency_lookup, families
from tular.features.catalogue.actions import mark_changed
from tular.features.catalogue.models import Innovation
from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Replication
from tular.foundation.actions import Changes, reconcile
from tular.foundation.files import ImportReport, Problem, TableRow, read_table

COLUMNS = (
    "id",
    "origin_title",
    "origin_agency",
    "replicating_agency",
    "replica_name",
    "year",
    "state",
    "note",
    "source_url",
)
FIELDS = (
    "innovation_id",
    "linked_by",
    "origin_title",
    "origin_agency_id",
    "origin_agency_text",
    "taker_id",
    "taker_text",
    "replica_name",
    "year",
    "state",
    "note",
    "source_url",
)
SIMILAR = 90
"""Least share (0–100) of words that two titles of one agency have in common to be taken for the same innovation."""

Titles = dict[int, list[tuple[int, str]]]


def load_replications(path: Path | None = None, *, now: datetime) -> ImportReport:
    """Bring the replications to the state of a CSV (columns as in `data/replications.csv`).

    The origin is linked to the innovation of exactly this title of the agency, its predecessors or successors; else
    to the most similar title among them, if similar enough; else not. Names stay as written; rows that a case took over
    stay as the case tells them. Idempotent, one transaction; innovations whose replications changed are marked for the
    index. Agencies and innovations come first.
    """
    table = read_table(path or settings.DATA_DIR / "replications.csv", COLUMNS)
    problems = list(table.problems)
    seen: dict[str, int] = {}
    for row in table.rows:
        problems.extend(_problems(row, seen))
        seen.setdefault(row.get("id"), row.line)
    if problems:
        return ImportReport("replications", table.name, table.hash, len(table.rows), problems=tuple(problems))
    lookup, related, titles = agency_lookup(), families(), _titles()
    wanted = [
        _replication(row, lookup.find(row.get("origin_agency")), lookup.find(row.get("replicating_agency")))
        for row in table.rows
    ]
    for replication in wanted:
        _link(replication, related, titles)
    with transaction.atomic():
        before = _facts()
        # The taker took these over as a case of their own: from then on the case tells, not the source.
        held = set(Replication.objects.filter(case__isnull=False).values_list("code", flat=True))
        told = [one for one in wanted if one.code not in held]
        changes = reconcile(Replication, told, ["code"], FIELDS) + Changes(unchanged=len(wanted) - len(told))
        after = _facts()
        differing = {code for code in before.keys() | after.keys() if before.get(code) != after.get(code)}
        touched = {facts[code][0] for facts in (before, after) for code in differing if code in facts}
        mark_changed(sorted(touched - {0}), now)
    return ImportReport(
        "replications", table.name, table.hash, len(table.rows), changes.created, changes.updated, changes.unchanged
    )


def _problems(row: TableRow, seen: dict[str, int]) -> list[Problem]:
    found: list[Problem] = []
    for column in ("id", "origin_title", "origin_agency", "replicating_agency", "source_url"):
        if not row.get(column):
            found.append(Problem(row.line, column, _("Kolom ini wajib diisi.")))
    if row.get("id") in seen:
        message = _("id '%(id)s' sudah dipakai di baris %(line)d. Setiap baris perlu id sendiri.")
        found.append(Problem(row.line, "id", message % {"id": row.get("id"), "line": seen[row.get("id")]}))
    if row.get("state") not in ReplicationState.values:
        message = _("'%(value)s' tidak dikenal. Tulis salah satu dari: %(known)s.")
        known = ", ".join(ReplicationState.values)
        found.append(Problem(row.line, "state", message % {"value": row.get("state"), "known": known}))
    year = row.get("year")
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        found.append(Problem(row.line, "year", _("Tahun '%(year)s' tidak sah. Tulis empat angka.") % {"year": year}))
    return found


def _replication(row: TableRow, origin: Agency | None, taker: Agency | None) -> Replication:
    return Replication(
        code=row.get("id"),
        origin_title=row.get("origin_title"),
        origin_agency_id=origin.pk if origin else None,
        origin_agency_text=row.get("origin_agency"),
        taker_id=taker.pk if taker else None,
        taker_text=row.get("replicating_agency"),
        replica_name=row.get("replica_name"),
        year=int(row.get("year")) if row.get("year") else None,
        state=ReplicationState(row.get("state")),
        note=row.get("note"),
        source_url=row.get("source_url"),
    )


def _titles() -> Titles:
    """Innovations (id, title) of each agency, oldest id first, so that links do not depend on the database's mood."""
    titles: Titles = {}
    for agency, id, title in Innovation.objects.order_by("id").values_list("agency_id", "id", "title"):
        titles.setdefault(agency, []).append((id, title))
    return titles


def _link(replication: Replication, related: dict[int, set[int]], titles: Titles) -> None:
    """Set the innovation that was copied and how it was found."""
    agency = replication.origin_agency_id
    if agency is None:
        return
    candidates = [pair for owner in (agency, *sorted(related.get(agency, ()))) for pair in titles.get(owner, ())]
    wanted = replication.origin_title.casefold()
    for id, title in candidates:
        if title.casefold() == wanted:
            replication.innovation_id, replication.linked_by = id, "exact"
            return
    scored = [
        (fuzz.token_set_ratio(wanted, title.casefold()), fuzz.ratio(wanted, title.casefold()), -id)
        for id, title in candidates
        if len(_title_words(title) & _title_words(wanted)) > 1
    ]
    best = max(scored, default=(0.0, 0.0, 0))
    if best[0] >= SIMILAR:
        replication.innovation_id, replication.linked_by = -best[2], "similar"


def _title_words(title: str) -> set[str]:
    """One word in common is no likeness: "Sabilulungan" stands in the names of many things of one regency."""
    return set(re.findall(r"[^\W_]+", title.casefold()))


def _facts() -> dict[str, tuple[int, tuple[object, ...]]]:
    """What the index knows of each replication: the innovation's id (0 for none), then the rest."""
    rows = Replication.objects.values_list("code", "innovation_id", "state", "taker_id", "replica_name", "year")
    return {code: (innovation or 0, tuple(rest)) for code, innovation, *rest in rows}
