"""Everything that may change in model books."""

from tular.features.modelbooks.actions import (  # noqa: F401 - makes the actions known
    answering,
    approving,
    beginning,
    commenting,
    correcting,
    drafting,
    grouping,
    moving,
    publishing,
    reading,
    referring,
    rounds,
)
