"""Answers to the questions of the two profiles."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.replications.choices import Side
from tular.features.replications.models.case import Case
from tular.foundation.files.models import StoredFile


class Reply(models.Model):
    """What one side answers to one question; a question that nobody answered has no row. Empty evidence is none."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="replies")
    question = models.CharField(max_length=40, help_text="Id in the rulebook.")
    side = models.CharField(max_length=12, choices=Side)
    level = models.PositiveSmallIntegerField(help_text="From 0, the lowest.")
    evidence = models.TextField(blank=True, help_text="What shows it, in words or as an address.")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    taken_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+",
        help_text="The owner's answer in an earlier case, where it was carried over.",
    )  # fmt: skip
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["case", "question", "side"]
        constraints = [
            models.UniqueConstraint(fields=["case", "question", "side"], name="reply_once_per_side"),
            models.CheckConstraint(name="reply_of_a_party", condition=Q(side__in=[Side.TAKER, Side.OWNER])),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.question} {self.level}"
