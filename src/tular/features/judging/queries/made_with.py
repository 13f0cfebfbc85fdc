"""Which versions computed a result: noted beside it, so that a replay knows altered from computed otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from tular.engines.judging.edition import EDITION
from tular.features.competitions.queries.replaying import UNKNOWN, versions

KEY = "made_with"


@cache
def of_figures() -> str:
    """What computes calibrations, bands and public ratings."""
    return versions(EDITION, "numpy", "scipy")


@cache
def of_plans() -> str:
    """What computes assignments."""
    return versions(EDITION, "ortools", "numpy")


def noted(figures: Mapping[str, Any], made: str) -> dict[str, Any]:
    """The figures with what made them."""
    return {**figures, KEY: made}


def taken(figures: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """(the figures alone, what made them); `UNKNOWN` where that was not noted."""
    rest = dict(figures)
    return rest, str(rest.pop(KEY, UNKNOWN))
