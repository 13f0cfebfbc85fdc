"""Who copied what from whom, as far as known."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tular.features.agencies.models import Agency
from tular.features.catalogue.choices import StopReason
from tular.features.catalogue.models import Innovation
from tular.features.replications.choices import ReplicationState


class Replication(models.Model):
    """One taker of one innovation: what everybody may know. Names stay as the source wrote them beside the links.

    A row comes from a source, or from a `Case` (its `case`), whose moves write it. `parent` is the replication from
    which this one was learned, where that was not the origin itself. Days that nobody knows are empty.
    """

    code = models.CharField(max_length=40, unique=True)
    innovation = models.ForeignKey(Innovation, null=True, on_delete=models.SET_NULL, related_name="replications")
    linked_by = models.CharField(
        max_length=12,
        blank=True,
        help_text="How the origin was linked: 'exact' title and agency, or 'similar' title of the same agency.",
    )
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    origin_title = models.CharField(max_length=300)
    origin_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="replications_given")
    origin_agency_text = models.CharField(max_length=300)
    taker = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="replications_taken")
    taker_text = models.CharField(max_length=300)
    replica_name = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=12, choices=ReplicationState)
    began_on = models.DateField(null=True, help_text="First day on which it served somebody.")
    ended_on = models.DateField(null=True, help_text="Day on which it stopped.")
    stop_reason = models.CharField(max_length=12, choices=StopReason, blank=True)
    seen_on = models.DateField(null=True, help_text="Last day on which it was known to run.")
    proven_months = models.PositiveSmallIntegerField(
        null=True, help_text="Months after the beginning of the last measurement that shows it works."
    )
    note = models.TextField(blank=True)
    source_url = models.CharField(max_length=500, blank=True, help_text="Empty for what a case tells.")
    is_demo = models.BooleanField(default=False, help_text="Made up for the demo, and marked so on every page.")

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["innovation", "state"], name="replications_of_innovation")]
        constraints = [
            models.CheckConstraint(
                name="replication_not_of_itself", condition=Q(parent__isnull=True) | ~Q(parent=F("pk"))
            ),
            models.CheckConstraint(
                name="replication_ends_after_it_began",
                condition=Q(began_on__isnull=True) | Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
            ),
            models.CheckConstraint(
                name="replication_stop_reason_known", condition=Q(stop_reason__in=["", *StopReason.values])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin_title} → {self.taker_text}"
