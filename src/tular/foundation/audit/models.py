"""The audit trail: append-only, each entry chained to the one before by its hash."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One thing that was done. Never changed, never deleted: triggers in the database refuse it.

    `person_id` and `subject_*` are plain values, not relations: what they point to may go, the entry stays.
    `changes` maps field → [before, after]. `hash` is SHA-256 over the entry and the hash before it.
    """

    number = models.BigIntegerField(unique=True, help_text="1, 2, 3 … without a gap.")
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    person_id = models.BigIntegerField(null=True, help_text="Empty: the system itself.")
    person_name = models.CharField(max_length=120, blank=True)
    subject_type = models.CharField(max_length=60, help_text="app_label.model")
    subject_id = models.CharField(max_length=40)
    subject_name = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    channel = models.CharField(max_length=10, blank=True)
    request = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "number"], name="audit_of_a_subject"),
            models.Index(fields=["person_id", "number"], name="audit_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject_type} {self.subject_id}"


class AuditHead(models.Model):
    """The single row that holds the last number and hash; locked while an entry is appended."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:8]}"
