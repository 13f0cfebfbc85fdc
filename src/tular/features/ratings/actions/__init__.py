"""Everything that may change in public ratings."""

from tular.features.ratings.actions import (  # noqa: F401 - makes the actions known
    computing,
    inspecting,
    opening,
    rating,
)
