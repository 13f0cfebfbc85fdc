"""How a person proves who they are."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host


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


def internet_address(request: HttpRequest) -> str:
    """From where a request came, by which attempts are counted; behind proxies that of the visitor."""
    return str(get_adapter().get_client_ip(request))


@dataclass(frozen=True, slots=True)
class Numbered:
    """An address in numbers, at which browsers use no passkeys. `link`: the same page on this machine by its name."""

    host: str
    link: str


def numbered_address(request: HttpRequest) -> Numbered | None:
    """The address under which the person came here if it is one in numbers, else None: passkeys belong to a name."""
    host, port = split_domain_port(request.get_host())
    with suppress(ValueError):
        found = ip_address(host.strip("[]"))
        link = ""
        if found.is_loopback and validate_host("localhost", settings.ALLOWED_HOSTS):
            # A page that was put together from a posted form is not found at the address it was posted to.
            path = request.get_full_path() if request.path.startswith(("/masuk", "/akun")) else "/masuk"
            link = f"{request.scheme}://localhost{f':{port}' if port else ''}{path}"
        return Numbered(str(found), link)
    return None
