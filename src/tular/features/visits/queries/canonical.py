"""What minutes freeze, as text: the same visit gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.utils import translation

from tular.features.competitions.queries.moments import in_words
from tular.features.visits.models import Visit
from tular.features.visits.queries.photos import facts_of
from tular.features.visits.queries.record import GENERAL, PRESENT
from tular.features.visits.queries.rules import stage_label
from tular.features.visits.queries.visibility import team_of

SCHEMA = "tular-visit-minutes-1"


def canonical_of(visit: Visit, *, number: int, at: datetime, reason: str = "") -> str:
    """Everything of the visit as it stands: plan, team, answers, who was there in numbers, photos. A few queries."""
    choice, record = visit.choice, visit.record
    competition, proposal = choice.competition, choice.proposal
    photos: dict[str, list[dict[str, Any]]] = {}
    for one in visit.photos.filter(dropped_at__isnull=True).select_related("file", "by"):
        photos.setdefault(one.item, []).append(facts_of(one))
    former = visit.members.filter(left_at__isnull=False).select_related("verifier__person")
    with translation.override("id"):
        starts, ends = in_words(visit.starts_at, visit.zone), in_words(visit.ends_at, visit.zone)
    told = {
        "schema": SCHEMA,
        "number": number,
        "reason": reason,
        "at": at.astimezone(UTC).isoformat(),
        "competition": {"slug": competition.slug, "title": competition.title, "year": competition.year},
        "organiser": competition.organiser.name,
        "stage": {"id": choice.stage, "label": stage_label(competition, choice.stage)},
        "rulebook": {"id": competition.rulebook.identity, "number": competition.rulebook.number},
        "proposal": {"code": proposal.code, "title": proposal.title, "agency": proposal.agency.name},
        "plan": {
            "mode": visit.mode, "place": visit.place, "starts": starts, "ends": ends,
            "starts_at": visit.starts_at.astimezone(UTC).isoformat(),
            "ends_at": visit.ends_at.astimezone(UTC).isoformat(), "zone": visit.zone,
            "latitude": _plain(visit.latitude), "longitude": _plain(visit.longitude),
        },
        "team": [{"name": one.verifier.person.name, "lead": one.lead} for one in team_of(visit)],
        "former_team": [{"name": one.verifier.person.name, "left_at": one.left_at.isoformat()}
                        for one in former if one.left_at],
        "from_rulebook": record.from_rulebook,
        "items": [
            {**one, **_answered(record.content.get(one["id"])), "photos": photos.get(one["id"], [])}
            for one in record.items
        ],
        "present": record.content.get(PRESENT) or {},
        "general": record.content.get(GENERAL) or {},
        "is_demo": proposal.is_demo,
    }  # fmt: skip
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 (hexadecimal) of the text as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_addendum(before: str, number: int, text: str, reason: str) -> str:
    """Of an addendum and the digest of what stood before it, so that none can be slipped in between."""
    told = {"after": before, "number": number, "text": text, "reason": reason}
    return digest_of(json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def _answered(content: dict[str, Any] | None) -> dict[str, str]:
    held = content or {}
    return {name: held.get(name) or "" for name in ("finding", "value", "note")}


def _plain(value: object) -> str:
    return "" if value is None else str(value)
