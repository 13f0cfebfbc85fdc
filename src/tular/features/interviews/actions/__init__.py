"""Everything that may change about interviews."""

from tular.features.interviews.actions import hearing, placing, planning, presenting

__all__ = ["hearing", "placing", "planning", "presenting"]
