"""Letters: mail with words of its own, also to people who have no account yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from tular.foundation.notifications.choices import MailContent
from tular.foundation.notifications.models import Mail


def post(
    address: str, *, subject: str, text: str, language: str, now: datetime, person: Any = None, urgent: bool = True,
    forget: bool = False,
) -> Mail:  # fmt: skip
    """Write a letter, in the caller's transaction; it leaves with the next delivery, like every mail.

    For what no notice can say: an invitation to somebody without an account, a way to a new password. `text` is plain
    text with whole addresses in it, already in `language`. It is erased once the letter is sent, since it may hold a
    secret. `person` is the reader where they have an account, found by the address if not given: demo people get a
    file instead. `forget`: nothing of it stays here once it left or failed for good, the address included.
    """
    if person is None:
        person = get_user_model()._default_manager.filter(email__iexact=address.strip()).first()
    return Mail.objects.create(
        content=MailContent.LETTER,
        person=person,
        address=address.strip(),
        language=language,
        subject=" ".join(subject.split())[:300],
        text=text.strip(),
        urgent=urgent,
        forget=forget,
        next_try_at=now,
        created_at=now,
    )
