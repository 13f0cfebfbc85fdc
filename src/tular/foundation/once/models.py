"""What has been posted already, and how it ended."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ActionOnce(models.Model):
    """A form that was worked on: written in the same transaction as its effect. May be thrown away after some days.

    `key` is a digest of the form's one-time token and of everything that was posted with it: who goes back, changes
    something and sends again means something new.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+", help_text="Empty: a stranger."
    )
    key = models.CharField(max_length=64)
    path = models.CharField(max_length=500, help_text="Where the person was sent afterwards.")
    message = models.TextField(blank=True, help_text="What the person was told.")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="posted_once_by_a_person"),
            # SQLite takes two empty persons for different ones.
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(person__isnull=True), name="posted_once_by_a_stranger"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]} → {self.path}"
