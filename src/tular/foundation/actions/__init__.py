"""Ways of changing data that every feature shares."""

from tular.foundation.actions.reconcile import Changes, reconcile

__all__ = ["Changes", "reconcile"]
