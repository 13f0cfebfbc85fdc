"""Awards that were decided here: recorded, withdrawn, and records made of what won them.

Part of other actions, which ask for the permission. What happened goes to the trail of the innovation here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.actions.drafting import LONGEST_SLUG, new_version
from tular.features.catalogue.actions.outbox import mark_changed
from tular.features.catalogue.choices import AwardLevel, State
from tular.features.catalogue.models import Innovation, InnovationDraft, Recognition, SourceRecord
from tular.features.catalogue.queries.content.reading import content_of
from tular.foundation.audit import labels, trail

labels.name_action("catalogue.recognise", _("mencatat penghargaan"))
labels.name_action("catalogue.withdraw_recognition", _("menarik penghargaan"))
labels.name_action("catalogue.record_winner", _("membuat catatan dari proposal pemenang"))
labels.name_fields("catalogue.innovation", {"award": _("penghargaan"), "award_source": _("sumber penghargaan")})


@dataclass(frozen=True, slots=True)
class Won:
    """An award as it was announced."""

    agency_id: int
    level: AwardLevel
    year: int
    as_written: str
    source_url: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """Where a record, or an award of one, comes from: a row that stands once, with what it said."""

    source: str
    source_id: str
    payload: dict[str, Any]
    url: str


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record made of an entry. `texts`: column → text, all public; `kept`: those that wait for their owner's word."""

    title: str
    agency: Agency
    unit: ServiceUnit | None
    year: int
    start_year: int | None
    sdgs: tuple[int, ...]
    texts: dict[str, str]
    kept: dict[str, str] = field(default_factory=dict)
    note: str = ""


def recognise(innovation: Innovation, won: Won, *, by: Any, now: datetime, reason: str = "") -> Recognition:
    """Record an award of an innovation, once; one that was withdrawn holds again."""
    with transaction.atomic():
        as_written = won.as_written[:200]
        row = Recognition.every.filter(
            innovation=innovation, level=won.level, year=won.year, as_written=as_written
        ).first()
        if row is not None and row.withdrawn_at is None:
            return row
        if row is None:
            row = Recognition(
                innovation=innovation, agency_id=won.agency_id, level=won.level, year=won.year, as_written=as_written
            )
        row.source_url, row.withdrawn_at, row.withdrawn_reason = won.source_url[:500], None, ""
        row.save()
        told = {"award": ("", str(row)), "award_source": ("", row.source_url)}
        trail.append("catalogue.recognise", subject=innovation, by=by, now=now, changes=told, reason=reason)
        mark_changed([innovation.pk], now)
    return row


def withdraw_recognition(recognition: Recognition, *, by: Any, now: datetime, reason: str) -> Recognition:
    """Let an award hold no longer. It is kept with the reason, and the history of the innovation tells of it."""
    with transaction.atomic():
        row = Recognition.every.select_for_update(of=("self",)).select_related("innovation").get(pk=recognition.pk)
        if row.withdrawn_at is not None:
            return row
        row.withdrawn_at, row.withdrawn_reason = now, reason
        row.save()
        told = {"award": (str(row), "")}
        trail.append(
            "catalogue.withdraw_recognition", subject=row.innovation, by=by, now=now, changes=told, reason=reason
        )
        mark_changed([row.innovation_id], now)
    return row


def arrived_from(innovation: Innovation, arrived: Arrived, *, now: datetime) -> SourceRecord:
    """Say where something about the record came from; the same row stands once."""
    content = json.dumps(arrived.payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    values = {
        "innovation": innovation, "payload": arrived.payload, "source_url": arrived.url[:500], "imported_at": now,
        "payload_hash": hashlib.sha256(content.encode()).hexdigest(),
    }  # fmt: skip
    return SourceRecord.objects.update_or_create(
        source=arrived.source[:60], source_id=arrived.source_id[:60], defaults=values
    )[0]


def record_winner(told: NewRecord, code: str, *, by: Any, now: datetime) -> Innovation:
    """Make a published record of an entry, which its owner may complete and has not confirmed yet; `code` is new.

    What its owner did not yet let everybody read waits in the working copy.
    """
    with transaction.atomic():
        agency = told.agency
        innovation = Innovation.objects.create(
            code=code, slug=f"{code}-{slugify(told.title)}"[:LONGEST_SLUG].strip("-"), title=told.title[:300],
            agency=agency, service_unit=told.unit, unit=told.unit.name if told.unit else "",
            province_id=agency.region_id[:2] if agency.region_id else None, year=told.year,
            start_year=told.start_year, sdgs=sorted(told.sdgs), note=told.note[:400], state=State.PUBLISHED,
            state_at=now, published_at=now, **told.texts,
        )  # fmt: skip
        content = content_of(innovation)
        number = new_version(innovation, content, by=by, now=now, moved="catalogue.publish")
        if told.kept:
            for section in content.values():
                section.update({name: text for name, text in told.kept.items() if name in section})
            InnovationDraft.objects.create(
                innovation=innovation, state=State.DRAFT, state_at=now, content=content, base_version=number,
                versions=dict.fromkeys(content, 1), opened_by=by, opened_at=now, edited_by=by, edited_at=now,
            )  # fmt: skip
        trail.append(
            "catalogue.record_winner", subject=innovation, by=by, now=now, changes={"title": ("", innovation.title)}
        )
        mark_changed([innovation.pk], now)
    return innovation
