"""How a band ended, for whoever decides about the places: the control room, the plenary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tular.features.judging.models import BorderResult, Entry, Review


@dataclass(frozen=True, slots=True)
class SettledPlace:
    """One proposal of the band: `place` within the band (equals share one), `p_in` of belonging to its open places."""

    entry: int
    number: int
    proposal: int
    place: int
    p_in: float
    place_low: int
    place_high: int
    chosen: bool

    @property
    def chance(self) -> str:
        """The probability in per cent; never told as certain."""
        return chance_of(self.p_in)


@dataclass(frozen=True, slots=True)
class SettledBand:
    """The frozen result of the band closed last at a line.

    `state` is "settled", "open" (closed early, for `reason`) or "spent" (budget used up); `places` of the line are
    open to the band, and `order` tells best first who would get them. A recommendation: it never changes marks.
    """

    band: int
    order: tuple[SettledPlace, ...]
    places: int
    state: str
    words: str
    border: float
    wrong: float
    comparisons: int
    reason: str
    sha256: str
    at: datetime
    by: Any

    @property
    def is_settled(self) -> bool:
        """Whether enough was compared to say so."""
        return self.state == "settled"


def chance_of(probability: float) -> str:
    """In per cent; never told as certain."""
    percent = round(100 * probability)
    return "> 99" if percent > 99 else "< 1" if percent < 1 else str(percent)


def settled_band(review: Review, pool: int) -> SettledBand | None:
    """The result of the band closed last at a line (`CalibratedScore.pool`); None where none was. Two queries."""
    rows = BorderResult.objects.filter(band__review=review, band__pool=pool).select_related("band", "by")
    kept = rows.order_by("at", "pk").last()
    if kept is None:
        return None
    told = kept.figures
    numbers = [one["entry"] for one in told["order"]]
    entries = {
        number: (pk, proposal)
        for pk, number, proposal in Entry.objects.filter(review=review, number__in=numbers).values_list(
            "pk", "number", "proposal"
        )
    }
    chosen = set(told["chosen"])
    order = tuple(
        SettledPlace(
            entries[one["entry"]][0], one["entry"], entries[one["entry"]][1], one["place"], one["p_in"],
            one["place_low"], one["place_high"], one["entry"] in chosen,
        )
        for one in told["order"]
    )  # fmt: skip
    return SettledBand(
        kept.band_id, order, told["places"], told["state"], told["words"], told["border"], told["wrong"],
        told["comparisons"], kept.reason, kept.sha256, kept.at, kept.by,
    )  # fmt: skip
