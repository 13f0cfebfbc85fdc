"""Whose a record was before."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.models.record import Innovation


class FormerOwner(models.Model):
    """An agency that owned a record until it was passed on to the one that carries its work on.

    Awards stay with who won them. The row goes when the record is given back: then it never changed hands.
    """

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="former_owners")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(ServiceUnit, null=True, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(help_text="Last day.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(help_text="The same for all records that were passed on together.")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["agency", "at"], name="records_passed_on")]
        constraints = [models.CheckConstraint(name="record_passed_to_another", condition=~Q(agency=F("successor")))]

    def __str__(self) -> str:
        return f"{self.innovation_id} {self.agency_id} → {self.successor_id}"
