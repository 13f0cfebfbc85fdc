"""Pages of signing in and of one's own account."""

from tular.features.accounts.views.resuming import stale_form

__all__ = ["stale_form"]
