"""Figures of the protection: what came in, what counts, what was held aside by which rule, and the thresholds."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from tular.features.ratings.models import PublicRating, ServiceRating


def protection_of(rating: PublicRating, found: dict[str, Any], canonical: str) -> dict[str, Any]:
    """The figures of a computation, as JSON can hold them."""
    rows = ServiceRating.objects.filter(entry__rating=rating)
    return {
        "sent": rows.count(),
        "unconfirmed": rows.filter(confirmed_at__isnull=True).count(),
        "replaced": rows.filter(replaced_at__isnull=False, confirmed_at__isnull=False).count(),
        **figures_from(found, json.loads(canonical)),
    }


def figures_from(found: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """Those of them that follow from the frozen ratings (`told`) and what the engine computed of them."""
    apart: Counter[str] = Counter()
    for one in found["entries"]:
        apart.update(one["aside"])
    decided = told["decided"]
    clusters = found["clusters"]
    return {
        "confirmed": len(told["ratings"]),
        "counted": sum(one["counted"] for one in found["entries"]),
        "apart": dict(sorted(apart.items())),
        "held": len(found["held"]),
        "groups": len(clusters),
        "suspected": sum(1 for one in clusters if one["block"]),
        "groups_held": sum(1 for one in clusters if one["held"]),
        "by_people": len(decided),
        "restored": sum(1 for held_by_people in decided.values() if not held_by_people),
        "setting": told["setting"],
        "watch": told["watch"],
    }
