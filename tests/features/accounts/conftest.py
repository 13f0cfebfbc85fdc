"""A person who signs in with a password, and what was mailed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from tular.features.accounts.actions import create_person
from tular.features.accounts.models import User

PASSWORD = "kuda-nil-terbang-3"
EMAIL = "rina@contoh.example"


@pytest.fixture
def rina(db: None) -> User:
    """Somebody with a password and a confirmed address."""
    return create_person(EMAIL, "Rina Wulandari", by=None, now=timezone.now(), password=PASSWORD, confirmed=True)


@pytest.fixture
def letters() -> Iterator[list[EmailMessage]]:
    """What was mailed so far."""
    yield mail.outbox
    mail.outbox.clear()
