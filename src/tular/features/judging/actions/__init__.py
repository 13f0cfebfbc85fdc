"""Everything that may change in judging."""

from tular.features.judging.actions import (  # noqa: F401 - makes the actions known
    assigning,
    calibrating,
    comparing,
    conflicts,
    declaring,
    differences,
    marking,
    pact,
    planning,
    profile,
    reassigning,
    reviewing,
    staffing,
    ties,
)
