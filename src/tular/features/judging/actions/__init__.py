"""Everything that may change in judging."""

from tular.features.judging.actions import assigning, marking, reviewing  # noqa: F401 - makes the actions known
