"""Agreements between owner and taker."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.replications.choices import Paper
from tular.features.replications.models.case import Case
from tular.foundation.files.models import StoredFile


class Agreement(models.Model):
    """One paper of a case. Its text is frozen once a signed copy is there; an extension is another paper of its level.

    `values` fill the places of the clauses (`batas_bantuan`, …). The first party is the owner, the second the taker,
    as their papers write them.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agreements")
    paper = models.CharField(max_length=8, choices=Paper)
    edition = models.PositiveSmallIntegerField(default=1, help_text="Grows with every extension.")
    values = models.JSONField(default=dict)
    first_party = models.TextField(blank=True, help_text="Name, office and address of the owner's signer.")
    second_party = models.TextField(blank=True, help_text="Name, office and address of the taker's signer.")
    place = models.CharField(max_length=120, blank=True)
    first_number = models.CharField(max_length=80, blank=True)
    second_number = models.CharField(max_length=80, blank=True)
    signed_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    signed_file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    signed_text = models.TextField(blank=True, help_text="The text as it stood when the signed copy was brought.")
    ending_told_at = models.DateTimeField(null=True, help_text="When both sides were told that it ends soon.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["case", "paper", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["case", "paper", "edition"], name="agreement_once"),
            models.CheckConstraint(
                name="agreement_signed_has_a_copy",
                condition=Q(signed_on__isnull=True, signed_file__isnull=True)
                | Q(signed_on__isnull=False, signed_file__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_was_signed",
                condition=Q(signed_on__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gte=F("signed_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.paper} {self.edition}"


class AgreementClause(models.Model):
    """A clause of a draft. Both sides write, each clause by itself, so that neither undoes the other."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="clauses")
    clause = models.CharField(max_length=40, help_text='Id in the rulebook; of an own clause "lain-1", "lain-2", …')
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    included = models.BooleanField(default=True)
    place = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0, help_text="How often it was saved: whoever saves says on which.")
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["agreement", "place"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "clause"], name="agreement_clause_once"),
            models.CheckConstraint(name="agreement_clause_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.clause}"
