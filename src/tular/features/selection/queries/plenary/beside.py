"""What other features know of proposals and a plenary shows beside the marks.

They stand below and are asked here alone, so that the rest of the plenary does not know them. A public rating is shown
apart and never added to marks, unless the rulebook has a total over both.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tular.engines.rulebook.exact import rounded
from tular.features.competitions.models import Competition
from tular.features.ratings.queries.benefit import benefit_of

DECIMALS = 2


def rated(competition: Competition, stage: str) -> dict[int, dict[str, Any]]:
    """Proposal → what a public rating gave it, with its interval and how many ratings were counted."""
    return {
        proposal: {
            "raw": _decimal(told.score), "low": _decimal(told.low), "high": _decimal(told.high),
            "readings": told.counted,
        }
        for proposal, told in benefit_of(competition, stage).items()
    }  # fmt: skip


def _decimal(value: float | None) -> str | None:
    return None if value is None else str(rounded(Fraction(str(value)), DECIMALS))
