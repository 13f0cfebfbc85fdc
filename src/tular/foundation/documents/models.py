"""Certificates as they were issued, and how some of them ended. Neither row ever changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.foundation.documents.choices import CertificateKind, CertificateState


class Certificate(models.Model):
    """A certificate as it was issued. Never changed: a trigger refuses it; a mistake is mended by another one.

    `facts` is all that is printed: with `template` and `issued_at` the PDF can be set again, and `sha256` is that of
    its bytes, which other versions than those of `made_with` may write otherwise. `occasion` says for what it was
    issued in the words of the issuing feature, so that nothing is issued twice; `edition` counts the replacements.
    """

    number = models.CharField(max_length=80, unique=True, help_text="Printed; follows from series and serial.")
    series = models.CharField(max_length=60, help_text="What the number begins with.")
    serial = models.PositiveIntegerField()
    code = models.CharField(
        max_length=16, unique=True, help_text="Drawn by lot; the address of the proof ends with it."
    )
    kind = models.CharField(max_length=12, choices=CertificateKind)
    title = models.CharField(max_length=300, help_text="What it certifies.")
    holder = models.CharField(max_length=300, help_text="In words, as printed.")
    issuer = models.CharField(max_length=200)
    facts = models.JSONField()
    template = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, help_text="Of the PDF.")
    made_with = models.CharField(
        max_length=200, blank=True, help_text="Versions of typesetter and letters; empty: not noted."
    )
    occasion = models.CharField(max_length=200)
    edition = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False, help_text="Made up for the demo, and marked so on every page.")

    class Meta:
        ordering = ["series", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["series", "serial"], name="certificate_serial_once"),
            models.UniqueConstraint(fields=["occasion", "edition"], name="certificate_once_per_occasion"),
            models.CheckConstraint(name="certificate_has_a_holder", condition=~Q(holder="")),
            models.CheckConstraint(name="certificate_has_a_known_kind", condition=Q(kind__in=CertificateKind.values)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> CertificateState:
        """Whether it holds; no query when loaded with `end`."""
        end = getattr(self, "end", None)
        if end is None:
            return CertificateState.VALID
        return CertificateState.REVOKED if end.replaced_by_id is None else CertificateState.REPLACED

    @property
    def address(self) -> str:
        """The printed address of its proof."""
        return str(self.facts["address"])


class CertificateEnd(models.Model):
    """A certificate holds no longer: revoked, or replaced by another one. Never changed."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="end")
    replaced_by = models.OneToOneField(Certificate, null=True, on_delete=models.PROTECT, related_name="replaces")
    reason = models.TextField(help_text="Read by everybody who checks the certificate.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="certificate_ended_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="certificate_replaced_by_another",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("certificate")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}"
