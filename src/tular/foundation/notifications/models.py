"""Notices, the mail that carries them, and what each person chose."""

from __future__ import annotations

import json
import uuid
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from tular.foundation.notifications.choices import MailContent, MailState, Rhythm, Via


class ParamsEncoder(DjangoJSONEncoder):
    """Keeps dates and moments recognisable, so that each reader sees them in their own language and zone."""

    def default(self, o: Any) -> Any:
        """Marked dates; everything else that JSON cannot hold is refused (TypeError), also texts not yet translated."""
        if isinstance(o, datetime):
            return {"$moment": o.isoformat()}
        if isinstance(o, date):
            return {"$day": o.isoformat()}
        return json.JSONEncoder.default(self, o)


class ParamsDecoder(json.JSONDecoder):
    """Reads what `ParamsEncoder` wrote."""

    def __init__(self, **options: Any) -> None:
        super().__init__(object_hook=_revived, **options)


def _revived(value: dict[str, Any]) -> Any:
    if set(value) == {"$moment"}:
        return datetime.fromisoformat(value["$moment"])
    if set(value) == {"$day"}:
        return date.fromisoformat(value["$day"])
    return value


class Mail(models.Model):
    """A mail to one person, kept from the moment it is due until long after it left.

    `token` makes the Message-ID, the same at every try: should a process die between the server's yes and our note of
    it, the second copy carries the same Message-ID and mail programs show one. `next_try_at` is when it is due;
    `claimed_at` when a process took it. Words of notices and digests are made when they are sent; a letter has its own.
    """

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content = models.CharField(max_length=10, choices=MailContent)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    address = models.EmailField(blank=True, help_text="Of a letter to whom; else where the last try went.")
    language = models.CharField(max_length=2, blank=True, help_text="Of a letter.")
    subject = models.CharField(max_length=300, blank=True, help_text="Of a letter.")
    text = models.TextField(blank=True, help_text="Of a letter.")
    rhythm = models.CharField(max_length=10, choices=Rhythm, blank=True, help_text="Of a digest.")
    urgent = models.BooleanField(default=False, help_text="Leaves before others.")
    forget = models.BooleanField(default=False, help_text="Deleted with its address as soon as it left or failed.")
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, help_text="What the last try met, as a sentence.")
    via = models.CharField(max_length=10, choices=Via, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="mail_due",
                condition=Q(state__in=[MailState.WAITING, MailState.SENDING]),
            ),
            models.Index(fields=["state", "-id"], name="mail_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_when_and_how",
                condition=(Q(state=MailState.SENT, sent_at__isnull=False) & ~Q(via=""))
                | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True, via="")),
            ),
            models.CheckConstraint(
                name="mail_claimed_while_sending",
                condition=Q(state=MailState.SENDING, claimed_at__isnull=False)
                | (~Q(state=MailState.SENDING) & Q(claimed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="mail_has_a_reader",
                condition=(Q(content=MailContent.LETTER) & ~Q(address="") & ~Q(subject=""))
                | (~Q(content=MailContent.LETTER) & Q(person__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content} {self.pk}"


class Notice(models.Model):
    """Something told to one person. `params` are the values of its wording; `rhythm` is how it was to be mailed.

    `mail` is the mail that carries it: at once its own, or a digest; empty while it waits for a digest or needs none.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    group = models.CharField(max_length=40)
    params = models.JSONField(default=dict, encoder=ParamsEncoder, decoder=ParamsDecoder)
    path = models.CharField(max_length=500, help_text="Address of the page within the product, from its first slash.")
    urgent = models.BooleanField(default=False)
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    mail = models.ForeignKey(Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(
                fields=["rhythm", "at"],
                name="notice_for_digest",
                condition=Q(mail__isnull=True, read_at__isnull=True, rhythm__in=[Rhythm.DAILY, Rhythm.WEEKLY]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="notice_leads_within_the_product",
                condition=Q(path__startswith="/") & ~Q(path__startswith="//"),
            ),
            models.CheckConstraint(
                name="notice_urgent_is_mailed_at_once", condition=Q(urgent=False) | Q(rhythm=Rhythm.AT_ONCE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NoticeChoice(models.Model):
    """How soon a person wants mail about a group of notices; without a row the group's own rhythm holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    group = models.CharField(max_length=40)
    rhythm = models.CharField(max_length=10, choices=Rhythm)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="one_choice_per_group")]

    def __str__(self) -> str:
        return f"{self.group}: {self.rhythm}"


class RefusedAddress(models.Model):
    """An address that its mail server refused for good; no mail is tried there until its owner asks for it."""

    address = models.EmailField(unique=True, help_text="In small letters.")
    at = models.DateTimeField()
    error = models.TextField(help_text="What the server said.")

    class Meta:
        verbose_name_plural = "refused addresses"

    def __str__(self) -> str:
        return f"refused address {self.pk}"


class Relay(models.Model):
    """While the mail server is down, a single row: since when it does not answer, and when to ask again.

    That the server is down is a state of the server, not of a mail: it costs no mail one of its tries.
    """

    down_since = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return "mail server"
