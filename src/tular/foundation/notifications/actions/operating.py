"""What operators do with mail that did not leave."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.access.permissions import require
from tular.foundation.actions import Refused, action
from tular.foundation.notifications import permissions  # noqa: F401 - registers them
from tular.foundation.notifications.choices import MailState
from tular.foundation.notifications.models import Mail, RefusedAddress, Relay
from tular.foundation.notifications.queries.mails import address_of

MOST = 500
"""Mails that are tried again at one press."""


@action("notifications.retry", gettext_lazy("mencoba lagi mengirim surel"), by_system=True)
def retry_mail(mail: Mail, *, by: Any, now: datetime, reason: str = "") -> Mail:
    """Send a mail that waits, failed or was held, with all its tries, at the next delivery; ask its server again.

    An address that was refused counts as good again. Raises `Refused` for mail that left or is leaving.
    """
    if mail.state in (MailState.SENT, MailState.SENDING):
        raise Refused(_("Surel ini sudah atau sedang dikirim, jadi tidak dikirim lagi. Tidak ada yang berubah."))
    RefusedAddress.objects.filter(address=address_of(mail).lower()).delete()
    Relay.objects.all().delete()
    mail.state, mail.next_try_at, mail.attempts, mail.error = MailState.WAITING, now, 0, ""
    mail.save(update_fields=["state", "next_try_at", "attempts", "error"])
    return mail


@action("notifications.hold", gettext_lazy("menahan surel"), by_system=True)
def hold_mail(mail: Mail, *, by: Any, now: datetime, reason: str = "") -> Mail:
    """Keep a mail that waits or failed until it is tried again by hand. Raises `Refused` for any other."""
    if mail.state not in (MailState.WAITING, MailState.FAILED):
        raise Refused(_("Hanya surel yang menunggu atau tidak terkirim dapat ditahan. Tidak ada yang berubah."))
    mail.state = MailState.HELD
    mail.save(update_fields=["state"])
    return mail


def retry_all(*, by: Any, now: datetime) -> int:
    """Try everything again that failed, the oldest first, at most `MOST`; how many. Raises `Denied`."""
    if by is not None:
        require(by, "notifications.retry")
    Relay.objects.all().delete()
    failed = list(Mail.objects.filter(state=MailState.FAILED).order_by("id")[:MOST])
    for mail in failed:
        retry_mail(mail, by=by, now=now)
    return len(failed)
