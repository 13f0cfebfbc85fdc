"""A public rating as frozen text, and what follows from it: the whole computation that a replay repeats.

The text is JSON with sorted keys and nothing of persons: labels stand for networks, domains and words.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import Any

from tular.engines.judging.benefit import Setting, benefits
from tular.engines.judging.stuffing import Rating, Watch, clusters, held_by

SCHEMA = "tular-public-rating-1"

COUNTED = ""
"""Standing of a rating that counts unless a cluster holds it; every other standing says why it is counted apart."""


def frozen(
    *, competition: str, stage: str, minutes: int, entries: list[str], ratings: list[dict[str, Any]],
    decided: dict[str, bool], setting: Setting = Setting(), watch: Watch = Watch(),  # noqa: B008 - frozen
) -> str:  # fmt: skip
    """The canonical text. Each rating: `id`, `entry`, `answers`, `minute`, `network`, `domain`, `words`, `standing`."""
    content = {
        "schema": SCHEMA, "competition": competition, "stage": stage, "minutes": minutes, "entries": sorted(entries),
        "ratings": sorted(ratings, key=lambda one: one["id"]), "decided": decided, "setting": asdict(setting),
        "watch": asdict(watch),
    }  # fmt: skip
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def computed(text: str) -> dict[str, Any]:
    """What follows from the canonical text: `entries` (results with counts by standing and rule) and `clusters`.

    Raises ValueError for a text of another schema. The same text gives the same answer byte for byte.
    """
    told = json.loads(text)
    if told.get("schema") != SCHEMA:
        raise ValueError(f"not {SCHEMA}")
    apart: dict[str, Counter[str]] = {entry: Counter() for entry in told["entries"]}
    confirmed: Counter[str] = Counter()
    open_to_count = []
    for one in told["ratings"]:
        confirmed[one["entry"]] += 1
        if one["standing"] != COUNTED:
            apart[one["entry"]][one["standing"]] += 1
        else:
            open_to_count.append(_rating(one))
    found = clusters(open_to_count, _watch(told["watch"]))
    held = held_by(found, told["decided"])
    for rating in open_to_count:
        if rating.id in held:
            apart[rating.entry][held[rating.id]] += 1
    counting = [one for one in open_to_count if one.id not in held]
    results = benefits(counting, told["entries"], told["minutes"], Setting(**told["setting"]))
    return {
        "entries": [
            asdict(one) | {"confirmed": confirmed[one.entry], "aside": dict(sorted(apart[one.entry].items()))}
            for one in results
        ],
        "clusters": [
            asdict(one) | {"members": list(one.members), "held": told["decided"].get(one.name, one.suspected)}
            for one in found
        ],
        "held": {str(number): rule for number, rule in sorted(held.items())},
    }


def _watch(told: dict[str, Any]) -> Watch:
    return Watch(**told | {"hours": tuple(told["hours"])})


def _rating(one: dict[str, Any]) -> Rating:
    return Rating(
        one["id"], one["entry"], tuple(one["answers"]), one["minute"], one["network"], one["domain"], one["words"]
    )
