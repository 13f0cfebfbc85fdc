"""Everything that may change about proposals."""

from tular.features.proposals.actions import (
    attaching,
    beginning,
    bulk_checks,
    checking,
    doublets,
    moving,
    preselecting,
    reminding,
    screening,
    submitting,
    team,
    writing,
)

__all__ = [
    "attaching",
    "beginning",
    "bulk_checks",
    "checking",
    "doublets",
    "moving",
    "preselecting",
    "reminding",
    "screening",
    "submitting",
    "team",
    "writing",
]
