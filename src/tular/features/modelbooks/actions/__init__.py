"""Everything that may change in model books."""

from tular.features.modelbooks.actions import (  # noqa: F401 - makes the actions known
    approving,
    beginning,
    correcting,
    moving,
    publishing,
    reading,
    referring,
)
