"""What is measured, before and on the way."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.catalogue.choices import Better
from tular.features.catalogue.models import Indicator
from tular.features.replications.choices import MeasureStep, Scale
from tular.features.replications.models.case import Case
from tular.foundation.files.models import StoredFile


def _number() -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(max_digits=20, decimal_places=4, null=True)


class CaseIndicator(models.Model):
    """One indicator with its baseline and its target. Unit and scale never change once something was measured.

    Of a rate, `baseline_events` of `baseline_total` are counted and the value is in percent; of a count,
    `baseline_total` is what it is counted over (people, days); of a mean, it is the number of observations and
    `baseline_sd` their standard deviation. `origin` is the origin's own indicator, where it is the same one.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="indicators")
    origin = models.ForeignKey(Indicator, null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(
        max_length=80, help_text="What makes indicators of several places the same: name and unit, folded."
    )
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    scale = models.CharField(max_length=12, choices=Scale)
    better = models.CharField(max_length=8, choices=Better)
    scope = models.CharField(max_length=300, blank=True, help_text="Of whom or where it is measured.")
    method = models.CharField(max_length=400, blank=True, help_text="Who measures, and how.")
    baseline = _number()
    baseline_events = _number()
    baseline_total = _number()
    baseline_sd = _number()
    baseline_on = models.DateField(null=True)
    baseline_file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    baseline_source = models.CharField(max_length=400, blank=True)
    target = _number()
    target_on = models.DateField(null=True)
    main = models.BooleanField(default=False, help_text="The one by which the replication is judged.")
    dropped_at = models.DateTimeField(null=True)
    dropped_reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-main", "id"]
        indexes = [models.Index(fields=["key"], name="case_indicators_by_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(main=True, dropped_at__isnull=True), name="one_main_indicator"
            ),
            models.CheckConstraint(name="case_indicator_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="case_indicator_has_a_unit", condition=~Q(unit="")),
            models.CheckConstraint(name="case_indicator_better_known", condition=Q(better__in=Better.values)),
            models.CheckConstraint(
                name="case_indicator_baseline_has_a_day",
                condition=Q(baseline__isnull=True) | Q(baseline_on__isnull=False),
            ),
            models.CheckConstraint(
                name="case_indicator_counts_within_the_whole",
                condition=~Q(scale=Scale.RATE)
                | Q(baseline_events__isnull=True)
                | Q(baseline_total__isnull=True)
                | Q(baseline_events__lte=F("baseline_total")),
            ),
            models.CheckConstraint(
                name="case_indicator_total_is_something",
                condition=Q(baseline_total__isnull=True) | Q(baseline_total__gt=0),
            ),
            models.CheckConstraint(
                name="case_indicator_percent_within_100",
                condition=~Q(scale=Scale.RATE) | Q(baseline__isnull=True) | Q(baseline__gte=0, baseline__lte=100),
            ),
            models.CheckConstraint(
                name="case_indicator_dropped_says_why", condition=Q(dropped_at__isnull=True) | ~Q(dropped_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Measurement(models.Model):
    """A value on a day. A mistake is corrected in place, which the trail keeps; two values on one day cannot be."""

    indicator = models.ForeignKey(CaseIndicator, on_delete=models.PROTECT, related_name="measurements")
    on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    events = _number()
    total = _number()
    sd = _number()
    method = models.CharField(max_length=400)
    source = models.CharField(max_length=400, blank=True, help_text="What shows it, in words or as an address.")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "on"], name="measured_once_a_day"),
            models.CheckConstraint(
                name="measurement_total_is_something", condition=Q(total__isnull=True) | Q(total__gt=0)
            ),
            models.CheckConstraint(name="measurement_says_how", condition=~Q(method="")),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.on}: {self.value}"


class MeasureReminder(models.Model):
    """The taker was reminded to measure at a month of the rules, or the owner told that it is late: each once.

    `began_on` is the beginning from which the months were counted: who corrects it is reminded anew.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measure_reminders")
    began_on = models.DateField()
    month = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=MeasureStep)
    people = models.PositiveSmallIntegerField(help_text="How many people were told.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "began_on", "month", "step"], name="measuring_reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.month} {self.step}"
