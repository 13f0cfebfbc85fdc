"""Which certificates a case has brought."""

from __future__ import annotations

from django.db import models

from tular.features.replications.choices import CertificateMoment, Side
from tular.features.replications.models.case import Case
from tular.foundation.documents.models import Certificate


class CaseCertificate(models.Model):
    """A certificate of one side, for what they promised or for what they finished. Never taken away silently."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="certificates")
    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="replicated")
    moment = models.CharField(max_length=12, choices=CertificateMoment)
    side = models.CharField(max_length=12, choices=Side)

    class Meta:
        ordering = ["certificate"]
        constraints = [
            models.UniqueConstraint(fields=["case", "moment", "side"], name="case_certificate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.moment} {self.side}"
