"""Ways of changing data that every feature shares."""

from tular.foundation.access.refusal import Reason, Refused
from tular.foundation.actions.action import ACTIONS, ActionSpec, action
from tular.foundation.actions.reconcile import Changes, reconcile

__all__ = ["ACTIONS", "ActionSpec", "Changes", "Reason", "Refused", "action", "reconcile"]
