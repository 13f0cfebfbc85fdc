"""Creates and updates innovations from rows of a source, thousands at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tular.features.catalogue.actions.awards import AwardClaim, parse_awards
from tular.features.catalogue.actions.outbox import mark_changed
from tular.features.catalogue.choices import Sustainability
from tular.features.catalogue.models import (
    Innovation,
    InnovationDraft,
    InnovationVersion,
    Recognition,
    SourceRecord,
    SustainabilityDeclaration,
)
from tular.foundation.actions import Changes
from tular.foundation.files import Progress, no_progress

BATCH = 500
LONGEST_SLUG = 140
FIELDS = (
    "title",
    "agency_id",
    "unit",
    "province_id",
    "year",
    "start_year",
    "sdgs",
    "problem",
    "solution",
    "results",
    "sustainability",
    "confirmed_on",
    "note",
)
Through = Innovation.themes.through


@dataclass(frozen=True)
class InnovationRow:
    """One row of a source, checked and understood. `payload` is the row as it came, column by column."""

    code: str
    title: str
    agency_id: int
    payload: dict[str, str]
    unit: str = ""
    province_id: str | None = None
    year: int | None = None
    start_year: int | None = None
    themes: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    problem: str = ""
    solution: str = ""
    results: str = ""
    sustainability: Sustainability = Sustainability.UNKNOWN
    confirmed_on: date | None = None
    note: str = ""
    awards: tuple[AwardClaim, ...] = ()
    source_url: str = ""
    owners: dict[str, object] = field(default_factory=dict)
    """Columns of what owners tell; only those that the row fills, so that an empty cell never takes anything away."""

    @property
    def payload_hash(self) -> str:
        """SHA-256 of the payload, whatever the order of its columns."""
        content = json.dumps(self.payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class _Known:
    """The source record that an earlier import made of the same row."""

    record_id: int
    innovation_id: int
    payload_hash: str


@dataclass(frozen=True)
class LeftAlone:
    """A row that differs from what people wrote here, which stays; `whole` False: only their word on sustainability."""

    code: str
    title: str
    whole: bool = True


@dataclass(frozen=True)
class Taken(Changes):
    """What became of the rows of a source. `left_alone` names those that owners wrote here and that stayed as they are.

    A row that was left alone as a whole is none of the created, updated and unchanged ones.
    """

    left_alone: tuple[LeftAlone, ...] = ()


def upsert_innovation(row: InnovationRow, *, source: str, now: datetime) -> Literal["created", "updated", "unchanged"]:
    """Take over one row; see `upsert_innovations`."""
    taken = upsert_innovations([row], source=source, now=now)
    return "created" if taken.created else "updated" if taken.updated else "unchanged"


def upsert_innovations(
    rows: Sequence[InnovationRow], *, source: str, now: datetime, progress: Progress = no_progress
) -> Taken:
    """Create innovations of rows that are new, update those whose payload differs, leave the others alone.

    What people wrote or confirmed here is never overwritten: a text of theirs, also one that is still a draft, their
    word on sustainability, an agency to which the record was moved. Awards and the row as it came are kept up.

    One transaction, with source records and index outbox in it. Codes are distinct, and none belongs to another
    source (`owners_of_codes` tells); the database refuses otherwise. The slug is made once and stays.
    """
    with transaction.atomic():
        known = _known_rows(source)
        new = [row for row in rows if row.code not in known]
        changed = [row for row in rows if row.code in known and known[row.code].payload_hash != row.payload_hash]
        done, left_alone = 0, []
        for batch in _batches(new):
            _create(batch, source, now)
            done += len(batch)
            progress(_("%(done)d dari %(total)d inovasi disimpan") % {"done": done, "total": len(new) + len(changed)})
        for batch in _batches(changed):
            left_alone += _update(batch, known, now)
            done += len(batch)
            progress(_("%(done)d dari %(total)d inovasi disimpan") % {"done": done, "total": len(new) + len(changed)})
    updated = len(changed) - sum(one.whole for one in left_alone)
    return Taken(len(new), updated, len(rows) - len(new) - len(changed), tuple(left_alone))


def owners_of_codes(codes: Iterable[str], source: str) -> dict[str, str]:
    """Codes among these that belong to another source already, with that source (empty if it is not recorded)."""
    ours = set(SourceRecord.objects.filter(source=source).values_list("innovation__code", flat=True))
    wanted = set(codes) - ours
    taken = {code for code in Innovation.objects.values_list("code", flat=True) if code in wanted}
    owners = dict(SourceRecord.objects.exclude(source=source).values_list("innovation__code", "source"))
    return {code: owners.get(code, "") for code in taken}


def _known_rows(source: str) -> dict[str, _Known]:
    records = SourceRecord.objects.filter(source=source)
    return {
        source_id: _Known(record_id, innovation_id, payload_hash)
        for source_id, record_id, innovation_id, payload_hash in records.values_list(
            "source_id", "id", "innovation_id", "payload_hash"
        )
    }


def _batches(rows: Sequence[InnovationRow]) -> Iterator[Sequence[InnovationRow]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _create(rows: Sequence[InnovationRow], source: str, now: datetime) -> None:
    innovations = [Innovation(code=row.code, **_values(row)) for row in rows]
    _give_slugs(innovations)
    Innovation.objects.bulk_create(innovations)
    ids = [innovation.pk for innovation in innovations]
    SourceRecord.objects.bulk_create(
        SourceRecord(
            innovation_id=id,
            source=source,
            source_id=row.code,
            payload=row.payload,
            payload_hash=row.payload_hash,
            source_url=row.source_url,
            imported_at=now,
        )
        for id, row in zip(ids, rows, strict=True)
    )
    _add_themes_and_awards(ids, rows)
    mark_changed(ids, now)


def _update(rows: Sequence[InnovationRow], known: dict[str, _Known], now: datetime) -> list[LeftAlone]:
    ids = [known[row.code].innovation_id for row in rows]
    kept, declared = _written_here(ids), _declared_here(ids)
    records = SourceRecord.objects.in_bulk([known[row.code].record_id for row in rows])
    _forget_awards_of(records.values())
    left_alone = []
    for id, row in zip(ids, rows, strict=True):
        record = records[known[row.code].record_id]
        values = _values(row)
        if id in kept:
            left_alone.append(LeftAlone(row.code, row.title))
            values = {}
        elif id in declared:
            word = values.pop("sustainability"), values.pop("confirmed_on")
            left_alone += [] if word == declared[id] else [LeftAlone(row.code, row.title, whole=False)]
        if record.payload.get("agency") == row.payload.get("agency"):
            # The source says nothing new about the owner; here the record may have gone to a successor.
            values.pop("agency_id", None)
        if values:
            # One statement per row: ten times as fast as bulk_update, which compares every row with every case.
            Innovation.objects.filter(pk=id).update(**values)
        SourceRecord.objects.filter(pk=record.pk).update(
            payload=row.payload, payload_hash=row.payload_hash, source_url=row.source_url, imported_at=now
        )
    Through.objects.filter(innovation_id__in=[id for id in ids if id not in kept]).delete()
    _add_themes_and_awards(ids, rows, without_themes=kept)
    mark_changed(ids, now)
    return left_alone


def _written_here(ids: Sequence[int]) -> frozenset[int]:
    """Innovations whose text people published, are writing, or confirmed here."""
    of_it = {"innovation": OuterRef("pk")}
    published = InnovationVersion.objects.filter(moved="catalogue.publish", **of_it)
    found = Innovation.objects.filter(pk__in=ids).filter(
        Exists(InnovationDraft.objects.filter(**of_it)) | Exists(published) | Q(fresh_on__isnull=False)
    )
    return frozenset(found.values_list("pk", flat=True))


def _declared_here(ids: Sequence[int]) -> dict[int, tuple[str, date | None]]:
    """Innovations of which somebody declared here whether they live, with what holds."""
    declarations = SustainabilityDeclaration.objects.filter(innovation=OuterRef("pk"))
    found = Innovation.objects.filter(Exists(declarations), pk__in=ids)
    return {id: (status, on) for id, status, on in found.values_list("pk", "sustainability", "confirmed_on")}


def _forget_awards_of(records: Iterable[SourceRecord]) -> None:
    """Remove the awards that these rows gave when they last came, and no others."""
    former: set[tuple[int, str, int | None, str]] = set()
    for record in records:
        cells = {column: str(value) for column, value in record.payload.items()}
        year = cells.get("year", "").strip()
        known_year = int(year) if year.isascii() and year.isdigit() else None
        for claim in parse_awards(cells.get("award", ""), cells.get("category", ""), known_year):
            former.add((record.innovation_id, claim.level, claim.year, claim.as_written))
    recognitions = Recognition.objects.filter(innovation_id__in={key[0] for key in former})
    gone = [
        id
        for id, *key in recognitions.values_list("id", "innovation_id", "level", "year", "as_written")
        if tuple(key) in former
    ]
    Recognition.objects.filter(id__in=gone).delete()


def _add_themes_and_awards(
    ids: Sequence[int], rows: Sequence[InnovationRow], without_themes: frozenset[int] = frozenset()
) -> None:
    Through.objects.bulk_create(
        Through(innovation_id=id, theme_id=theme)
        for id, row in zip(ids, rows, strict=True)
        if id not in without_themes
        for theme in dict.fromkeys(row.themes)
    )
    Recognition.objects.bulk_create(
        [
            Recognition(
                innovation_id=id,
                agency_id=row.agency_id,
                level=claim.level,
                year=claim.year,
                as_written=claim.as_written,
                source_url=row.source_url,
            )
            for id, row in zip(ids, rows, strict=True)
            for claim in row.awards
        ],
        ignore_conflicts=True,  # another source may have told of the same award
    )


def _values(row: InnovationRow) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(row, name) for name in FIELDS}
    values["sdgs"] = list(row.sdgs)
    return values | row.owners


def _give_slugs(innovations: Sequence[Innovation]) -> None:
    """Distinct addresses, also where codes differ in nothing that an address can show."""
    wanted = {
        innovation.code: slugify(f"{innovation.code}-{innovation.title}")[:LONGEST_SLUG].strip("-") or "inovasi"
        for innovation in innovations
    }
    taken = set(Innovation.objects.filter(slug__in=wanted.values()).values_list("slug", flat=True))
    for innovation in innovations:
        slug = wanted[innovation.code]
        if slug in taken:
            digest = hashlib.sha256(innovation.code.encode()).hexdigest()[:12]
            slug = f"{slug[: LONGEST_SLUG - 13]}-{digest}"
        innovation.slug = slug
        taken.add(slug)
