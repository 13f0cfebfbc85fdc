"""Whom the clock of an answer reminded, and when."""

from __future__ import annotations

from django.db import models

from tular.features.replications.choices import CaseState, ClockStep
from tular.features.replications.models.case import Case


class AnswerReminder(models.Model):
    """The side whose turn it is was reminded, or a late answer was told one level higher: each once in a turn.

    A turn is told apart by `turn_at`, the moment in which the case came into its state. `days` are those before the
    end (reminded) or after it (told higher). `told` are the places that were told, as they were called then.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reminders")
    state = models.CharField(max_length=14, choices=CaseState)
    turn_at = models.DateTimeField()
    step = models.CharField(max_length=10, choices=ClockStep)
    days = models.PositiveSmallIntegerField()
    told = models.CharField(max_length=300)
    people = models.PositiveSmallIntegerField(help_text="How many people were told.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "turn_at", "step", "days"], name="answer_reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step} {self.days}"
