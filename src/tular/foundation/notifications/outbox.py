"""Where mail that libraries send ends up: in our rows, so that it has the same tries and the same care."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation

from tular.foundation.notifications.actions.letters import post


class Outbox(BaseEmailBackend):
    """Django's mail backend of the product: one letter for each recipient, written in the current transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them all; the number of messages. Only the plain text is kept; the look is ours."""
        for message in email_messages:
            for address in message.recipients():
                post(
                    address,
                    subject=str(message.subject),
                    text=str(message.body),
                    language=translation.get_language() or "",
                    now=timezone.now(),
                )
        return len(email_messages)
