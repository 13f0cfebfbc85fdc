"""Gathers what waits for a digest into one mail a person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tular.foundation.notifications.choices import MailContent
from tular.foundation.notifications.models import Mail
from tular.foundation.notifications.queries.notices import digests_due, waiting_for_digest


class _Taken(Exception):
    """Another process has made this digest."""


def write_digests(now: datetime) -> int:
    """Write the digests that are due by now, also those that were missed; how many. Twice changes nothing.

    A digest holds what its reader was told before its hour and has not read.
    """
    written = 0
    for rhythm, hour, notices in digests_due(now):
        for person in notices.order_by("person").values_list("person", flat=True).distinct():
            written += _write(person, rhythm, hour, now)
    return written


def _write(person: int, rhythm: str, until: datetime, now: datetime) -> bool:
    """One digest; False when another process was quicker."""
    try:
        with transaction.atomic():
            mail = Mail.objects.create(
                content=MailContent.DIGEST, person_id=person, rhythm=rhythm, next_try_at=now, created_at=now
            )
            if not waiting_for_digest(rhythm, until).filter(person=person).update(mail=mail):
                raise _Taken
    except _Taken:
        return False
    return True
