"""What follows elsewhere when a competition begins to ask something else of those who take part.

Upper features offer once, in `apps.py`, what they do then: `following.offer(follow)`. It runs in the transaction of the
change, so it has to be short.
"""

from __future__ import annotations

from collections.abc import Callable

from tular.features.competitions.models import Competition

Follow = Callable[[Competition, int | None], None]
"""Told the competition and the one agency whom it concerns, None: everybody."""

_follows: list[Follow] = []


def offer(follow: Follow) -> None:
    """Let `follow(competition, agency)` run when its close, rules, categories or invitations are others."""
    if follow not in _follows:
        _follows.append(follow)


def asks_anew(competition: Competition, agency: int | None = None) -> None:
    """Tell upper features that what stands in a proposal's way may have changed, for one agency or for all."""
    for follow in _follows:
        follow(competition, agency)
