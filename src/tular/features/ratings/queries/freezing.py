"""Confirmed ratings as the engine takes them: labels instead of hashes, numbers instead of keys."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from tular.engines.judging.rated import frozen
from tular.engines.judging.stuffing import COPIED, DOMAIN, NETWORK
from tular.features.ratings.models import PublicRating, RatingCluster, ServiceRating
from tular.features.ratings.queries.rules import window_for

LABELLED = (NETWORK, DOMAIN, COPIED)
"""Rules whose groups are called by a label in the frozen text and by a hash here."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The canonical text, and the way back from its numbers and labels to the rows."""

    text: str
    rows: dict[int, int]
    """Number in the text → key of the rating."""
    hashes: dict[tuple[str, str, str], str]
    """(entry, rule, label) → hash."""


def freeze_ratings(rating: PublicRating) -> Frozen:
    """All confirmed ratings that hold, of entries that are still rated. A fixed number of queries."""
    entries = dict(rating.entries.filter(left_at__isnull=True).values_list("pk", "proposal__code"))
    window = window_for(rating)
    opens = window.opens_at if window else rating.opened_at
    minutes = int((window.closes_at - opens).total_seconds() // 60) if window else 0
    labels = _Labels()
    rows: dict[int, int] = {}
    told: list[dict[str, Any]] = []
    held = ServiceRating.objects.filter(entry__in=entries, confirmed_at__isnull=False, replaced_at__isnull=True)
    for number, one in enumerate(held.order_by("at", "pk").iterator(chunk_size=2000), start=1):
        code = entries[one.entry_id]
        rows[number] = one.pk
        told.append(
            {
                "id": number,
                "entry": code,
                "answers": one.answers,
                "minute": int((one.at - opens).total_seconds() // 60),
                "network": labels.of(code, NETWORK, one.network),
                "domain": labels.of(code, DOMAIN, one.domain),
                "words": labels.of(code, COPIED, one.words),
                "standing": one.standing,
            }
        )
    decided = {}
    for cluster in RatingCluster.objects.filter(entry__in=entries, decided_at__isnull=False).order_by("pk"):
        code = entries[cluster.entry_id]
        decided[f"{code}|{cluster.rule}|{labels.known(code, cluster.rule, cluster.key)}"] = cluster.held
    text = frozen(
        competition=rating.competition.slug, stage=rating.stage, minutes=minutes, entries=sorted(entries.values()),
        ratings=told, decided=decided,
    )  # fmt: skip
    return Frozen(text, rows, {(entry, rule, label): key for (entry, rule, key), label in labels.given.items()})


class _Labels:
    """Numbers for hashes, per proposal, in the order in which they first appear."""

    def __init__(self) -> None:
        self.given: dict[tuple[str, str, str], str] = {}
        self.count: dict[tuple[str, str], int] = defaultdict(int)

    def of(self, entry: str, rule: str, key: str) -> str:
        """The label of a hash; "" for no hash."""
        if not key:
            return ""
        if (entry, rule, key) not in self.given:
            self.count[entry, rule] += 1
            self.given[entry, rule, key] = f"{rule[0]}{self.count[entry, rule]}"
        return self.given[entry, rule, key]

    def known(self, entry: str, rule: str, key: str) -> str:
        """The label of what a group shares; of hours the hours."""
        return self.given.get((entry, rule, key), key) if rule in LABELLED else key
