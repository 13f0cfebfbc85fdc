"""Forgetting what people were told long ago: it names persons and addresses, and nobody needs it any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, QuerySet

from tular.foundation.notifications.choices import MailState, Rhythm
from tular.foundation.notifications.models import Mail, Notice

KEPT_READ = timedelta(days=365)
"""How long a notice stays after it was read; one that nobody read stays."""

KEPT_SENT = timedelta(days=90)
"""How long a mail stays after it left, as a row and as a file; one that did not leave stays."""

BATCH = 500
"""Rows deleted in one transaction, so that nobody waits long for the database."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many notices, mails and files of mails were deleted."""

    notices: int
    mails: int
    files: int


def forget_told(now: datetime) -> Tidied:
    """Delete what is past its time. May be repeated and interrupted; the audit trail keeps what was done."""
    notices = _delete(Notice.objects.filter(read_at__lt=now - KEPT_READ))
    # A notice for a digest without its mail would count as not yet mailed and come again.
    again = Notice.objects.filter(mail=OuterRef("pk"), read_at=None, rhythm__in=[Rhythm.DAILY, Rhythm.WEEKLY])
    mails = _delete(Mail.objects.filter(~Exists(again), state=MailState.SENT, sent_at__lt=now - KEPT_SENT))
    return Tidied(notices, mails, _delete_files(now))


def _delete[Row: Model](rows: QuerySet[Row]) -> int:
    deleted = 0
    while batch := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        rows.model._default_manager.filter(pk__in=batch).delete()
        deleted += len(batch)
    return deleted


def _delete_files(now: datetime) -> int:
    """Mails that left as files, because there is no server or for people made up for the demo."""
    folder, deleted = Path(settings.MAIL_FOLDER), 0
    for file in folder.glob("*.eml"):
        if file.stat().st_mtime < (now - KEPT_SENT).timestamp():
            file.unlink(missing_ok=True)
            deleted += 1
    return deleted
