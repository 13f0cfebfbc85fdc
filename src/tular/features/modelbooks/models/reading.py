"""What readers give back to a book."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.agencies.models import Agency
from tular.features.modelbooks.choices import ReaderState
from tular.features.modelbooks.models.edition import Edition

LONGEST_REMARK = 4_000
"""Letters of a remark or report."""


class ReaderComment(models.Model):
    """A reader's remark on a chapter, shown once one of the authors or the centre has looked at it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="remarks")
    chapter = models.SlugField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=LONGEST_REMARK)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReaderState, default=ReaderState.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="remark_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="refused_remark_says_why", condition=~Q(state="ditolak") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Usage(models.Model):
    """An agency tells that it used a book, and what for."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="usages")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=LONGEST_REMARK, help_text="What it was used for, and what came of it.")
    on = models.DateField(null=True, help_text="Since when; empty: not told.")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReaderState, default=ReaderState.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="usage_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="refused_usage_says_why", condition=~Q(state="ditolak") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.text[:80]
