"""Score sheets with every change of a mark, and what happens where readers differ."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.judging.choices import CasePurpose
from tular.features.judging.models.assigning import Assignment
from tular.features.judging.models.reviewing import Entry
from tular.foundation.rulebooks.models import RulebookVersion


class ScoreSheet(models.Model):
    """The marks of one evaluator for one proposal. A second round after a discussion is a sheet of its own.

    `content` maps criterion → {"mark": exact decimal as text, "comment": text}; "_umum" holds the comment on the
    whole. `versions` maps criterion → how often it was saved. `total` is what the rulebook made of the marks when they
    were handed in.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="sheets")
    round = models.PositiveSmallIntegerField(default=1, help_text="1: own; 2: after the readers' discussion.")
    content = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)
    seconds = models.PositiveIntegerField(default=0, help_text="Spent reading and marking, as far as pages told.")
    saved_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True, help_text="Empty while it may be changed.")
    total = models.CharField(max_length=30, blank=True, help_text="Exact decimal.")
    rulebook = models.ForeignKey(RulebookVersion, null=True, on_delete=models.PROTECT, related_name="+")
    reopened_reason = models.TextField(blank=True, help_text="Why it was changed after it had been handed in.")

    class Meta:
        ordering = ["assignment", "round"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "round"], name="sheet_once_per_round"),
            models.CheckConstraint(
                name="sheet_handed_in_has_total",
                condition=Q(handed_in_at__isnull=True) | (~Q(total="") & Q(rulebook__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.round}"


class SheetSave(models.Model):
    """What an evaluator wrote for one criterion: one save, or a sitting of `saves` once it is some time ago.

    `kept` is False for what lost against something saved first on another device: it is never thrown away.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="history")
    section = models.CharField(max_length=80, help_text="Id of the criterion.")
    version = models.PositiveIntegerField(help_text="Number of the criterion after the last save.")
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    at = models.DateTimeField()
    saves = models.PositiveIntegerField(default=1)
    kept = models.BooleanField(default=True)
    page = models.CharField(max_length=40, blank=True, help_text="Of which opened page it came.")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["sheet", "section", "at"], name="saves_of_a_criterion")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.section} {self.version}"


class DifferenceCase(models.Model):
    """Readers differ by more than the rulebook allows: what it asks for, and how it ended."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="cases")
    purpose = models.CharField(max_length=10, choices=CasePurpose)
    said = models.TextField(help_text="The rule and the marks, as the engine told them.")
    note = models.TextField(blank=True, help_text="Of the discussion, by those who took part.")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [models.UniqueConstraint(fields=["entry", "purpose"], name="difference_once_per_purpose")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.purpose}"
