"""Ways of changing data that every feature shares."""

from tular.foundation.access.refusal import Gone, Reason, Refused, Stale
from tular.foundation.actions.action import ACTIONS, ActionSpec, action, together
from tular.foundation.actions.reconcile import Changes, reconcile
from tular.foundation.once.versions import version_of

__all__ = [
    "ACTIONS",
    "ActionSpec",
    "Changes",
    "Gone",
    "Reason",
    "Refused",
    "Stale",
    "action",
    "reconcile",
    "together",
    "version_of",
]
