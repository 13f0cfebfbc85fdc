"""Rulebooks as they were published: what a competition rests on never changes under it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class RulebookVersion(models.Model):
    """The text of a rulebook as it was published. Never changed: a trigger refuses it. A correction is a new number."""

    identity = models.CharField(max_length=80, help_text="The id in the file.")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(help_text="The TOML file, character by character.")
    sha256 = models.CharField(max_length=64, help_text="Of the text as UTF-8.")
    note = models.TextField(blank=True, help_text="What was corrected, and why; of the first version empty.")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: the command."
    )
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["identity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["identity", "number"], name="rulebook_version_once"),
            models.UniqueConstraint(fields=["identity", "sha256"], name="rulebook_text_once"),
            models.CheckConstraint(name="rulebook_correction_says_why", condition=Q(number=1) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.identity} v{self.number}"
