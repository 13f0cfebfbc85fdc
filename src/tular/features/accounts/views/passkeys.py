"""What the pages with a passkey button share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.views.generic.base import ContextMixin

from tular.features.accounts.queries import numbered_address


class ByPasskey(ContextMixin):
    """For a view whose page has a passkey button: `numbered` says when it was opened where passkeys do not work."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page's values."""
        return super().get_context_data(**kwargs) | {"numbered": numbered_address(self.request)}
