"""What other features know of proposals and a plenary shows beside the marks: public benefit, visits.

They stand below and are asked here alone, so that the rest of the plenary does not know them.
"""

from __future__ import annotations

from typing import Any

from tular.features.competitions.models import Competition


class Beside:
    """Answers of other features; empty while they know nothing."""

    def rated(self, _competition: Competition, _stage: str) -> dict[int, dict[str, Any]]:
        """Proposal → {"raw": decimal, …} of a public rating; never added to marks unless the rulebook has a total."""
        return {}


BESIDE = Beside()
