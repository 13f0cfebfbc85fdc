"""Sends the mail that is due.

How often is a mail sent? Once, as long as processes live: a process takes a mail by a conditional update, hands it
over, and writes down how that went, each step committed on its own. Should the process die after the server's yes and
before our note of it, the mail is due again after `LEASE` and is sent a second time with the same Message-ID. We chose
at least once: a lost notice costs a deadline, a double one costs a glance.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from tular.foundation.notifications.choices import MailContent, MailState, Via
from tular.foundation.notifications.models import Mail, RefusedAddress, Relay
from tular.foundation.notifications.queries.mails import LEASE, address_of, due
from tular.foundation.notifications.rendering import rendered
from tular.foundation.notifications.sending import Files, Outcome, Result, Server

log = logging.getLogger(__name__)

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
"""Pauses after the first, second … refusal for now."""

ATTEMPTS = len(DELAYS) + 1
"""Tries until a mail that is refused for now counts as failed: a day later."""

RESTS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))
"""Pauses while the server is down; the last one is repeated until it answers."""

BATCH = 50


@dataclass(frozen=True, slots=True)
class Delivery:
    """How many mails one delivery sent, put off and gave up; `down` says why it stopped early."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    down: str = ""

    def __bool__(self) -> bool:
        return bool(self.sent or self.later or self.failed or self.down)


def deliver_due(
    now: datetime, *, limit: int = 1000, seconds: float = 50, tell: Callable[[int], None] = lambda done: None
) -> Delivery:
    """Send what is due, urgent mail first; ends after `limit` mails or about `seconds`.

    Several processes may do so at the same time. Must not be called inside a transaction: RuntimeError. `tell` hears
    after each mail how many are done, and may raise to stop; nothing is lost by that. While the server is down only
    mail that goes to files is written, and the server is asked again at growing pauses (`RESTS`).
    """
    began = time.monotonic()
    files = Files(settings.MAIL_FOLDER)
    server = Server(settings.MAIL_SERVER) if settings.MAIL_SERVER else None
    delivery, done = Delivery(), 0

    def moment() -> datetime:
        return now + timedelta(seconds=time.monotonic() - began)

    try:
        while batch := list(due(moment()).values_list("pk", flat=True)[:BATCH]):
            for pk in batch:
                mail = _claimed(pk, moment())
                if mail is None:
                    continue  # another process was quicker
                to_file = server is None or (mail.person is not None and mail.person.is_demo)
                courier = files if to_file or server is None else server
                outcome = _hand_over(mail, courier)
                with override(settings.LANGUAGE_CODE):
                    delivery = _noted(mail, outcome, courier.via, moment(), delivery)
                tell(done := done + 1)
                if done >= limit or time.monotonic() - began > seconds:
                    return delivery
                if outcome.result == Result.DOWN:
                    break  # what is due has changed: nothing for the server
    finally:
        if server:
            server.close()
    return delivery


def _claimed(pk: int, at: datetime) -> Mail | None:
    """The mail, taken by this process until its lease ends; None when somebody else has it."""
    free = Q(state=MailState.WAITING, next_try_at__lte=at) | Q(state=MailState.SENDING, claimed_at__lte=at - LEASE)
    with transaction.atomic(durable=True):
        mine = Mail.objects.filter(free, pk=pk).update(
            state=MailState.SENDING, claimed_at=at, attempts=F("attempts") + 1
        )
    return Mail.objects.select_related("person").get(pk=pk) if mine else None


def _hand_over(mail: Mail, courier: Files | Server) -> Outcome:
    """Word the mail for its reader and hand it to the courier, unless there is a reason not to."""
    address = address_of(mail)
    with override(settings.LANGUAGE_CODE):  # sentences about errors are for the operator
        if mail.attempts > ATTEMPTS:
            return Outcome(Result.REFUSED, _("Proses pengirim berhenti setiap kali mencoba surel ini."))
        if mail.person is not None and not mail.person.is_active:
            return Outcome(Result.REFUSED, _("Akun penerima tidak aktif lagi."))
        # A letter is tried all the same: somebody has just asked for it, and it may show that the address works again.
        refused = mail.content != MailContent.LETTER and RefusedAddress.objects.filter(address=address.lower()).first()
        if refused:
            return Outcome(Result.REFUSED, _("Alamat ini sudah ditolak. %(error)s") % {"error": refused.error})
        message = rendered(mail, address)
        if message is None:
            return Outcome(Result.REFUSED, _("Pemberitahuannya sudah dihapus."))
        return courier.send(message, f"{mail.created_at:%Y%m%d}-{mail.pk:06}-{mail.token.hex[:8]}")


def _noted(mail: Mail, outcome: Outcome, via: str, at: datetime, delivery: Delivery) -> Delivery:
    """Write down how it went, and count it. A mail that meanwhile is another process's is left to that one."""
    address = address_of(mail)
    values: dict[str, Any] = {"claimed_at": None, "error": outcome.error, "address": address}
    with transaction.atomic(durable=True):
        match outcome.result:
            case Result.SENT:
                values |= {"state": MailState.SENT, "sent_at": at, "via": via, "text": ""}
                delivery = replace(delivery, sent=delivery.sent + 1)
                if mail.content == MailContent.LETTER:
                    RefusedAddress.objects.filter(address=address.lower()).delete()
                if via == Via.SERVER:
                    Relay.objects.all().delete()
            case Result.LATER if mail.attempts < ATTEMPTS:
                values |= {"state": MailState.WAITING, "next_try_at": at + DELAYS[mail.attempts - 1]}
                delivery = replace(delivery, later=delivery.later + 1)
            case Result.DOWN:
                rest = _rest(outcome.error, at)
                values |= {"state": MailState.WAITING, "next_try_at": rest, "attempts": mail.attempts - 1}
                delivery = replace(delivery, later=delivery.later + 1, down=outcome.error)
                log.warning("mail server is down: %s", outcome.error)
            case _:
                values |= {"state": MailState.FAILED}
                delivery = replace(delivery, failed=delivery.failed + 1)
                if outcome.result == Result.NO_SUCH_ADDRESS and not mail.forget:
                    RefusedAddress.objects.update_or_create(
                        address=address.lower(), defaults={"at": at, "error": outcome.error}
                    )
        held = Mail.objects.filter(pk=mail.pk, state=MailState.SENDING, claimed_at=mail.claimed_at)
        if mail.forget and values["state"] in (MailState.SENT, MailState.FAILED):
            held.delete()
        else:
            held.update(**values)
    return delivery


def _rest(error: str, at: datetime) -> datetime:
    """Note that the server is down; when to ask it again."""
    Relay.objects.get_or_create(pk=1, defaults={"down_since": at})
    relay = Relay.objects.select_for_update().get(pk=1)
    if relay.next_try_at and relay.next_try_at > at:
        return relay.next_try_at  # another process has found out as well
    rest = at + RESTS[min(relay.failures, len(RESTS) - 1)]
    relay.failures, relay.next_try_at, relay.error = relay.failures + 1, rest, error
    relay.save()
    return rest
