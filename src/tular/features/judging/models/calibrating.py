"""What the marks of a review say at a moment: calibrated scores, how sure a list is, agreement, alerts."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tular.features.judging.choices import Belongs
from tular.features.judging.models.reviewing import Entry, Review


class Calibration(models.Model):
    """The marks of a review as they were at a moment, and what the engine made of them. Never changed.

    `canonical` holds the marks as JSON with sorted keys; a replay computes the rest of it again. `figures` holds what
    belongs to no single proposal: lines of the pools, agreement, severities, alerts.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="calibrations")
    number = models.PositiveIntegerField()
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="Of `canonical` in UTF-8.")
    identifiable = models.BooleanField(help_text="Whether severity can be told from quality in this design.")
    reason = models.TextField(blank=True, help_text="Why not.")
    figures = models.JSONField(default=dict)
    sheets = models.PositiveIntegerField(help_text="Score sheets that were counted.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="calibration_once")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.number}"


class CalibratedScore(models.Model):
    """One proposal in a calibration. Scores are on the scale of the marks; what is not known is empty."""

    calibration = models.ForeignKey(Calibration, on_delete=models.CASCADE, related_name="scores")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    pool = models.PositiveSmallIntegerField(null=True, help_text="Which line of the figures it competes for.")
    readings = models.PositiveSmallIntegerField()
    apart = models.FloatField(help_text="Highest minus lowest total of its readers.")
    raw = models.FloatField(null=True, help_text="By the rule of readings; empty: the rule asks for another reading.")
    raw_rank = models.PositiveIntegerField(null=True)
    calibrated = models.FloatField(null=True)
    low = models.FloatField(null=True, help_text="Ends of the 90 % interval.")
    high = models.FloatField(null=True)
    rank = models.PositiveIntegerField(null=True, help_text="By the calibrated score.")
    low_rank = models.PositiveIntegerField(null=True)
    high_rank = models.PositiveIntegerField(null=True)
    p_in = models.FloatField(null=True, help_text="Probability of belonging to the best of its pool.")
    belongs = models.CharField(max_length=10, choices=Belongs, blank=True)
    gain = models.FloatField(null=True, help_text="Fall of misplaced proposals that one more reading is worth.")

    class Meta:
        ordering = ["rank", "raw_rank", "id"]
        constraints = [models.UniqueConstraint(fields=["calibration", "entry"], name="score_once")]

    def __str__(self) -> str:
        return f"{self.calibration_id} {self.entry_id}"
