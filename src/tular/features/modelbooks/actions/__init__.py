"""Everything that may change in model books."""

from tular.features.modelbooks.actions import beginning, moving, referring  # noqa: F401 - makes the actions known
