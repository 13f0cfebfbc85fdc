"""Who may be signed in at all; asked at sign-in and again at every request."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from tular.features.accounts.queries import may_sign_in


class Backend(AuthenticationBackend):
    """By e-mail address and password. Deactivated people are out at once, made-up people outside of demo mode too."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether this person may sign in and stay signed in."""
        return may_sign_in(user)
