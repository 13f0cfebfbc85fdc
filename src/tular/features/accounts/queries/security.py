"""How a person proves who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey or security key; `signs_in` when it opens the account without a password."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None
    signs_in: bool


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """The second factors of a person; `codes_left` is None while there are no recovery codes."""

    app_since: datetime | None
    app_used_at: datetime | None
    passkeys: list[Passkey]
    codes_left: int | None

    @property
    def any(self) -> bool:
        """Whether signing in asks for a second step."""
        return self.app_since is not None or bool(self.passkeys)


def second_factors_of(person: Any) -> SecondFactors:
    """All of them; one query."""
    held = list(Authenticator.objects.filter(user_id=person.pk).order_by("created_at"))
    app = next((one for one in held if one.type == Authenticator.Type.TOTP), None)
    codes = next((one for one in held if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return SecondFactors(
        app_since=app.created_at if app else None,
        app_used_at=app.last_used_at if app else None,
        passkeys=[
            Passkey(one.pk, one.wrap().name, one.created_at, one.last_used_at, bool(one.wrap().is_passwordless))
            for one in held
            if one.type == Authenticator.Type.WEBAUTHN
        ],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )
