"""Appends to the audit trail and checks its chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from tular.foundation.audit.context import circumstances
from tular.foundation.audit.models import AuditEntry, AuditHead

BEGINNING = "0" * 64
"""What the first entry is chained to."""


def append(
    action: str,
    *,
    subject: models.Model,
    by: Any,
    now: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Add an entry; call inside the transaction of the change, so that both stay or neither.

    `by` is the person, None for the system itself. `changes` maps field → (before, after) as JSON can hold it.
    """
    with transaction.atomic():
        head = AuditHead.objects.select_for_update().filter(pk=1).first() or AuditHead(pk=1, number=0, hash=BEGINNING)
        here = circumstances()
        entry = AuditEntry(
            number=head.number + 1,
            at=now,
            action=action,
            person_id=by.pk if by else None,
            person_name=str(by)[:120] if by else "",
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            subject_name=str(subject)[:300],
            changes=json.loads(json.dumps(changes or {}, cls=DjangoJSONEncoder)),
            reason=reason,
            channel=here.channel,
            request=here.request,
            previous=head.hash,
        )
        entry.hash = digest(entry)
        entry.save(force_insert=True)
        head.number, head.hash = entry.number, entry.hash
        head.save()
    return entry


def digest(entry: AuditEntry) -> str:
    """SHA-256 (hexadecimal) over everything an entry says, and the hash of the entry before it."""
    said = [
        entry.number, entry.at.astimezone(UTC).isoformat(), entry.action, entry.person_id, entry.person_name,
        entry.subject_type, entry.subject_id, entry.subject_name, entry.changes, entry.reason, entry.channel,
        entry.request, entry.previous,
    ]  # fmt: skip
    content = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()
