"""Does something once, and answers every repetition with how it ended the first time."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from tular.foundation.once.models import ActionOnce

FIELD = "sekali"
"""Name of the hidden field that holds the one-time token."""

KEPT = timedelta(days=7)
"""How long a repetition is known as one."""

LONGEST_TOKEN = 100


@dataclass(frozen=True, slots=True)
class Done:
    """How it ended: the path to go to, and what the person is told."""

    path: str
    message: str = ""


def new_token() -> str:
    """A token for one showing of a form."""
    return secrets.token_urlsafe(16)


def key_of(request: HttpRequest) -> str:
    """The key of a posted form, "" when it carries no token."""
    token = request.POST.get(FIELD, "")[:LONGEST_TOKEN]
    if not token:
        return ""
    fields = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = sorted((name, [(file.name, file.size) for file in files]) for name, files in request.FILES.lists())
    content = json.dumps([request.path, fields, files])
    return hashlib.sha256(content.encode(errors="replace")).hexdigest()


def do_once(person: Any, key: str, do: Callable[[], Done], *, now: datetime) -> tuple[Done, bool]:
    """(how it ended, whether it was done now). What `do` raises leaves nothing behind, so it may be tried again.

    Of two at the same time the second waits for the first: on PostgreSQL at the unique key, on SQLite at the database.
    """
    owner = person if person is not None and person.is_authenticated else None
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = ActionOnce.objects.create(person=owner, key=key, path="", at=now)
        except IntegrityError:
            row = ActionOnce.objects.get(person=owner, key=key)
            return Done(row.path, row.message), False
        done = do()
        row.path, row.message = done.path, done.message
        row.save()
    return done, True


def forget(now: datetime) -> int:
    """Throw away what is older than `KEPT`; how many rows."""
    return ActionOnce.objects.filter(at__lt=now - KEPT).delete()[0]
