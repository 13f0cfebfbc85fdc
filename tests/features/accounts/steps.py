"""Steps that several tests of accounts take."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.features.accounts.conftest import EMAIL, PASSWORD
from tular.foundation.audit.models import AuditEntry


def sign_in(client: Client, **fields: str) -> Any:
    """Send the sign-in form."""
    return client.post("/masuk", {"login": EMAIL, "password": PASSWORD} | fields)


def is_signed_in(client: Client) -> bool:
    """Whether the browser may open its own profile."""
    return client.get("/akun").status_code == 200


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows now, or so many steps of 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def add_app(client: Client) -> str:
    """Set up an authenticator app, with everything asked on the way; its secret."""
    client.post("/masuk/lagi", {"password": PASSWORD})
    page = client.get("/akun/keamanan/aplikasi")
    secret = re.search(r'<p class="t-mono t-break">([A-Z2-7]+)</p>', page.text)
    assert secret, page.text
    answer = client.post("/akun/keamanan/aplikasi", {"code": code_of(secret[1], -1)})
    assert answer.status_code == 302, answer.text
    return secret[1]


def trail() -> list[str]:
    """Names of what was done, in order."""
    return list(AuditEntry.objects.order_by("number").values_list("action", flat=True))
