"""Ways of changing data that every feature shares."""

from tular.foundation.actions.action import ACTIONS, ActionSpec, action
from tular.foundation.actions.reconcile import Changes, reconcile
from tular.foundation.actions.refusal import Reason, Refused

__all__ = ["ACTIONS", "ActionSpec", "Changes", "Reason", "Refused", "action", "reconcile"]
