"""Telling people something, sending it, and what they and the operators do with it."""

from tular.foundation.notifications.actions.choosing import choose, mark_all_read, mark_read, stop, try_again
from tular.foundation.notifications.actions.delivery import Delivery, deliver_due
from tular.foundation.notifications.actions.digests import write_digests
from tular.foundation.notifications.actions.letters import post
from tular.foundation.notifications.actions.operating import hold_mail, retry_all, retry_mail
from tular.foundation.notifications.actions.telling import notify
from tular.foundation.notifications.actions.tidying import forget_told

__all__ = [
    "Delivery",
    "choose",
    "deliver_due",
    "forget_told",
    "hold_mail",
    "mark_all_read",
    "mark_read",
    "notify",
    "post",
    "retry_all",
    "retry_mail",
    "stop",
    "try_again",
    "write_digests",
]
