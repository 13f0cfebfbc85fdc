"""The text in which a submission is frozen: all of it, in one order, so that the hash can be computed again.

`SCHEMA` names the shape; a later shape gets a later name, and old texts stay as they are.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from tular.engines.rulebook.form import Attachment, Field, Section
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.form import form_of, rules_for
from tular.foundation.audit.trail import settled

SCHEMA = "tular-submission-1"


def canonical_of(proposal: Proposal, *, number: int, by: Any, at: datetime) -> str:
    """Everything of the proposal as it stands: answers, what was asked in which words, files, rules, who and when.

    A handful of queries. The moment is in UTC; the zone of readers is theirs.
    """
    competition, book = proposal.competition, proposal.competition.rulebook
    form = form_of(proposal)
    groups = {one.id: one.label for one in rules_for(proposal).groups}
    told = {
        "schema": SCHEMA,
        "code": proposal.code,
        "number": number,
        "at": at.astimezone(UTC).isoformat(),
        "by": {"id": by.pk, "name": str(by)} if by else None,
        "competition": {"slug": competition.slug, "title": competition.title, "year": competition.year},
        "agency": {"slug": proposal.agency.slug, "name": proposal.agency.name},
        "unit": proposal.unit.name if proposal.unit else None,
        "innovation": proposal.innovation.code if proposal.innovation else None,
        "replicates": proposal.replicates.code if proposal.replicates else None,
        "promoted_from": proposal.promoted_from.code if proposal.promoted_from else None,
        "title": proposal.title,
        "group": {"id": proposal.group, "label": groups.get(proposal.group, proposal.group)},
        "category": proposal.category.name if proposal.category else None,
        "started_on": proposal.started_on.isoformat() if proposal.started_on else None,
        "content": proposal.content,
        "form": {
            "sections": [_section(one) for one in form.sections],
            "fields": [_field(one) for one in form.fields],
            "attachments": [_attachment(one) for one in form.attachments],
        },
        "files": _files(proposal),
        "rulebook": {"id": book.identity, "number": book.number, "sha256": book.sha256},
    }
    return json.dumps(settled(told), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(canonical: str) -> str:
    """SHA-256 (hexadecimal) of the text as UTF-8."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def _section(one: Section) -> dict[str, Any]:
    return {
        "id": one.id, "label": one.label, "asks": one.asks, "kind": one.kind, "required": one.required,
        "min_words": one.min_words, "max_words": one.max_words, "parts": [_section(part) for part in one.parts],
    }  # fmt: skip


def _field(one: Field) -> dict[str, Any]:
    return {"id": one.id, "label": one.label, "kind": one.kind, "required": one.required}


def _attachment(one: Attachment) -> dict[str, Any]:
    return {"id": one.id, "label": one.label, "kind": one.kind, "required": one.required}


def _files(proposal: Proposal) -> list[dict[str, Any]]:
    rows = proposal.files.filter(removed_at__isnull=True).select_related("file").order_by("attachment", "pk")
    return [
        {
            "attachment": row.attachment, "id": str(row.file_id), "name": row.file.name, "size": row.file.size,
            "sha256": row.file.sha256, "content_type": row.file.content_type,
        }
        for row in rows
    ]  # fmt: skip
