"""Everything that may change lists, outcomes and objections."""

from tular.features.selection.actions.announcing import Typed, announce, prepare, revise
from tular.features.selection.actions.objecting import answer, object_to

__all__ = ["Typed", "announce", "answer", "object_to", "prepare", "revise"]
