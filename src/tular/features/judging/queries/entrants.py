"""Which proposals go into a stage. Who announces lists stands above judging and offers the answer.

`entrants.offer(query)` in the feature's `apps.py`; `query(competition, stage)` gives ids of proposals, or None while
the list from which they come is not announced yet.
"""

from __future__ import annotations

from collections.abc import Callable

from tular.features.competitions.models import Competition

Offer = Callable[[Competition, str], list[int] | None]
Secret = Callable[[Competition, str], bool]

_offers: list[Offer] = []
_secrets: list[Secret] = []


def offer(query: Offer) -> None:
    """Let `query(competition, stage)` tell which proposals go into a stage."""
    if query not in _offers:
        _offers.append(query)


def entrants(competition: Competition, stage: str) -> list[int] | None:
    """The proposals that go into the stage by the list announced last; None while there is no such list."""
    for query in _offers:
        if (found := query(competition, stage)) is not None:
            return found
    return None


def offer_secret(query: Secret) -> None:
    """Let `query(competition, stage)` tell whether who goes into a stage is decided but not announced yet."""
    if query not in _secrets:
        _secrets.append(query)


def is_secret(competition: Competition, stage: str) -> bool:
    """Whether nobody may learn yet who goes into the stage: agencies are told of slots and visits only afterwards."""
    return any(query(competition, stage) for query in _secrets)
