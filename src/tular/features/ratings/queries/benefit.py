"""Results for who decides besides: the plenary. Kept apart from expert marks; combining is for the rulebook to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tular.features.competitions.models import Competition
from tular.features.ratings.models import PublicRating
from tular.features.ratings.queries.standing_result import latest

ENOUGH, SOME = 30, 5
"""Counted ratings from which a result tells something, and from which it tells anything at all."""


@dataclass(frozen=True, slots=True)
class BenefitTold:
    """The public rating of one proposal: `score` from 1 to 5 with its 90 % interval; how sure in one word.

    `sure`: "cukup" (30 counted ratings or more), "lemah" (5 to 29), "belum" (fewer: the score is that of all others).
    """

    score: float
    low: float
    high: float
    mean: float | None
    counted: int
    confirmed: int
    aside: int
    sure: str
    computed_at: datetime
    released: bool


def benefit_of(competition: Competition, stage: str) -> dict[int, BenefitTold]:
    """Proposal → what the public rating says, by the computation made last; empty before it was closed and computed.

    Two queries. For the people who run the competition: nobody else may see it before it is released (`released`).
    """
    rating = PublicRating.objects.filter(competition=competition, stage=stage).first()
    found = latest(rating) if rating is not None else None
    if rating is None or found is None:
        return {}
    return {
        one.entry.proposal_id: BenefitTold(
            one.score, one.low, one.high, one.told["mean"], one.counted, one.confirmed, one.confirmed - one.counted,
            sure_of(one.counted), found.at, rating.state == "diumumkan",
        )
        for one in found.scores.select_related("entry")
    }  # fmt: skip


def sure_of(counted: int) -> str:
    """How much so many ratings can tell."""
    return "cukup" if counted >= ENOUGH else "lemah" if counted >= SOME else "belum"
