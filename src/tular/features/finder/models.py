"""Needs that people keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class SavedNeed(models.Model):
    """A need as a person asked it, kept to be asked again. A private matter.

    `query` is the address's own parameters, so that it opens the same list. `known` are the codes of the first results
    when the person last heard of it; a watched need tells of others that come to stand among them.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_needs")
    text = models.TextField(blank=True)
    query = models.TextField()
    known = models.JSONField(default=list)
    watched = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "query"], name="need_saved_once"),
            models.CheckConstraint(name="saved_need_asks_something", condition=~Q(query="")),
        ]

    def __str__(self) -> str:
        return " ".join(self.text.split())[:80] or self.query
