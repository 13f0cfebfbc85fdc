"""Everything that may be done with events."""

from tular.features.events.actions import inviting, organising  # noqa: F401 - makes the actions known
