"""Appends to the audit trail."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from tular.foundation.audit.context import circumstances
from tular.foundation.audit.models import AuditEntry, AuditHead

BEGINNING = "0" * 64
"""What the first entry is chained to."""

_LARGEST_EXACT = 1e15
"""From here on PostgreSQL writes a number with decimals differently than Python does."""

_waiting: ContextVar[list[AuditEntry] | None] = ContextVar("waiting", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """A transaction whose entries are written together at its end.

    The head of the chain is one row that everybody needs. Locking it last, after all rows of the subjects, keeps two
    actions from waiting for each other for ever, and lets them work side by side until their last moment. Inside of
    another `gathered` it is a part of that; when the part fails, its entries go with its changes.
    """
    with transaction.atomic():
        outer = _waiting.get()
        if outer is not None:
            start = len(outer)
            try:
                yield
            except BaseException:
                del outer[start:]
                raise
            return
        entries: list[AuditEntry] = []
        token = _waiting.set(entries)
        try:
            yield
        finally:
            _waiting.reset(token)
        _write(entries)


def append(
    action: str,
    *,
    subject: models.Model,
    by: Any,
    now: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
    subject_id: Any = None,
) -> None:
    """Add an entry; call inside the transaction of the change, so that both stay or neither.

    `by` is the person, None for the system itself. `changes` maps field → (before, after) as JSON can hold it.
    `subject_id` is the key of a subject that has just been deleted and has none any more.
    """
    here = circumstances()
    entry = AuditEntry(
        at=now,
        action=action,
        person_id=by.pk if by else None,
        person_name=settled(str(by))[:120] if by else "",
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk if subject_id is None else subject_id),
        subject_name=settled(str(subject))[:300],
        changes=settled(json.loads(json.dumps(changes or {}, cls=DjangoJSONEncoder))),
        reason=settled(reason),
        channel=here.channel,
        request=here.request,
    )
    waiting = _waiting.get()
    if waiting is None:
        _write([entry])
    else:
        waiting.append(entry)


def _write(entries: list[AuditEntry]) -> None:
    """Give the entries their numbers and chain them."""
    if not entries:
        return
    with transaction.atomic():
        head = _locked_head()
        for entry in entries:
            entry.number, entry.previous = head.number + 1, head.hash
            entry.hash = digest(entry)
            entry.save(force_insert=True)
            head.number, head.hash = entry.number, entry.hash
        head.save(force_update=True)


def _locked_head() -> AuditHead:
    heads = AuditHead.objects.select_for_update().filter(pk=1)
    head = heads.first()
    if head is None:
        # Two first entries at the same time: one of them makes the row, both lock it.
        AuditHead.objects.bulk_create([AuditHead(pk=1, number=0, hash=BEGINNING)], ignore_conflicts=True)
        head = heads.get()
    return head


def digest(entry: AuditEntry) -> str:
    """SHA-256 (hexadecimal) over everything an entry says, and the hash of the entry before it."""
    said = [
        entry.number, entry.at.astimezone(UTC).isoformat(), entry.action, entry.person_id, entry.person_name,
        entry.subject_type, entry.subject_id, entry.subject_name, entry.changes, entry.reason, entry.channel,
        entry.request, entry.previous,
    ]  # fmt: skip
    content = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def settled(value: Any) -> Any:
    """The value as every database gives it back, so that its hash can be computed again.

    PostgreSQL takes no NUL and no half of a surrogate pair, knows no NaN and no negative zero, and writes large
    numbers without exponent.
    """
    if isinstance(value, str):
        return value.replace("\x00", "␀").encode(errors="replace").decode()
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if abs(value) >= _LARGEST_EXACT else value + 0.0
    if isinstance(value, list):
        return [settled(one) for one in value]
    if isinstance(value, dict):
        return {settled(key): settled(one) for key, one in value.items()}
    return value
