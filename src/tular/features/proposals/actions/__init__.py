"""Everything that may change about proposals."""

from tular.features.proposals.actions import attaching, beginning, moving, submitting, team, writing

__all__ = ["attaching", "beginning", "moving", "submitting", "team", "writing"]
