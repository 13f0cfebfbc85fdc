"""The signed address in a mail by which its reader ends such mail without signing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.urls import reverse

SALT = "tular.notifications.stop"


@dataclass(frozen=True, slots=True)
class Stop:
    """Whose mail is to end, and which: a group's, or all that comes in a rhythm ("harian", "mingguan")."""

    person: int
    what: str


def stop_path(person: Any, what: str) -> str:
    """The address of the page, without the host. It does not expire: old mail has to be endable too."""
    return reverse("notifications:stop", args=[signing.dumps([person.pk, what], salt=SALT)])


def read_stop(token: str) -> Stop | None:
    """What a token says; None when it is not ours."""
    try:
        person, what = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Stop(person, what)
