"""Everything that may change in model books."""

from tular.features.modelbooks.actions import (  # noqa: F401 - makes the actions known
    answering,
    approving,
    assembling,
    beginning,
    commenting,
    correcting,
    drafting,
    figures,
    grouping,
    holding,
    importing,
    moving,
    outlining,
    publishing,
    reading,
    referring,
    rounds,
    sources,
    writing,
)
