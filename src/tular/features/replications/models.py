"""Who copied what from whom, as far as known."""

from __future__ import annotations

from django.db import models

from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation
from tular.features.replications.choices import ReplicationState


class Replication(models.Model):
    """One taker of one innovation. Names are kept as the source wrote them beside the links we could make."""

    code = models.CharField(max_length=40, unique=True)
    innovation = models.ForeignKey(Innovation, null=True, on_delete=models.SET_NULL, related_name="replications")
    linked_by = models.CharField(
        max_length=12,
        blank=True,
        help_text="How the origin was linked: 'exact' title and agency, or 'similar' title of the same agency.",
    )
    origin_title = models.CharField(max_length=300)
    origin_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="replications_given")
    origin_agency_text = models.CharField(max_length=300)
    taker = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="replications_taken")
    taker_text = models.CharField(max_length=300)
    replica_name = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=12, choices=ReplicationState)
    note = models.TextField(blank=True)
    source_url = models.CharField(max_length=500)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.origin_title} → {self.taker_text}"
