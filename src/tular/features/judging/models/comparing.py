"""A borderline band that evaluators settle by comparing two proposals at a time. Marks never change by it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.judging.choices import Judgement
from tular.features.judging.models.calibrating import Calibration
from tular.features.judging.models.reviewing import Entry, Evaluator, Review


class BorderBand(models.Model):
    """The proposals around a line that marks could not tell apart, and how long they are compared.

    `entries` are numbers of entries, sorted; `priors` maps such a number → [mean, sd] in logits, from the calibrated
    scores: where the order begins. Empty priors: the order begins with nothing.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="bands")
    calibration = models.ForeignKey(Calibration, on_delete=models.PROTECT, related_name="bands")
    pool = models.PositiveSmallIntegerField(help_text="Which line of the calibration.")
    places = models.PositiveIntegerField(help_text="Places of the line that are open to the band.")
    entries = models.JSONField()
    priors = models.JSONField(default=dict)
    budget = models.PositiveIntegerField(help_text="Comparisons that may be asked for in all.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="Empty while it is compared.")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "pool"], condition=Q(closed_at__isnull=True), name="one_open_band_per_line"
            ),
            models.CheckConstraint(name="band_compares_something", condition=Q(budget__gte=1, places__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.pool}"


class BorderPair(models.Model):
    """Two proposals of a band that were shown to an evaluator, on the sides on which they saw them. Never changed."""

    band = models.ForeignKey(BorderBand, on_delete=models.PROTECT, related_name="pairs")
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="pairs")
    first = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", help_text="The one entered earlier.")
    second = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    turned = models.BooleanField(help_text="The second stands on the left.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["band", "evaluator", "first", "second"], name="pair_once_per_evaluator"),
            models.CheckConstraint(name="pair_of_two", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.band_id} {self.evaluator_id}: {self.first_id} {self.second_id}"


class BorderJudgement(models.Model):
    """What an evaluator said about a pair. Never changed: whoever takes it back adds a row, and the last one counts."""

    pair = models.ForeignKey(BorderPair, on_delete=models.PROTECT, related_name="judgements")
    number = models.PositiveSmallIntegerField(help_text="Counted from 1 in its pair.")
    said = models.CharField(max_length=10, choices=Judgement)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pair", "number"], name="judgement_once"),
            models.CheckConstraint(
                name="judgement_of_a_known_kind", condition=Q(said__in=Judgement.values, number__gte=1)
            ),
            models.CheckConstraint(name="judgement_says_why", condition=Q(said=Judgement.TAKEN_BACK) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.said}"


class BorderResult(models.Model):
    """How a band ended, with exactly what it was computed from. Never changed.

    `canonical` is the input as JSON with sorted keys; a replay computes `figures` from it again.
    """

    band = models.OneToOneField(BorderBand, on_delete=models.PROTECT, related_name="result")
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="Of `canonical` in UTF-8.")
    figures = models.JSONField(help_text="Order, probabilities, how settled it is.")
    reason = models.TextField(blank=True, help_text="Why it was closed before it was settled.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.band_id}"
