"""Everything that may change in field verification."""

from tular.features.visits.actions import (  # noqa: F401 - makes the actions known
    choosing,
    minuting,
    photographing,
    planning,
    recording,
    staffing,
)
