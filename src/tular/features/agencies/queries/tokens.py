"""Secrets that stand in mails: random, and kept here only as their hash."""

from __future__ import annotations

import secrets
from hashlib import sha256


def new_token() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token. A plain hash is enough: nobody can guess 256 random bits."""
    return sha256(token.encode()).hexdigest()
